"use strict";
(() => {
  const of = new Map();
  for (const piece of document.querySelectorAll("[data-of]")) {
    for (const id of piece.dataset.of.split(" ")) {
      if (!of.has(id)) of.set(id, []);
      of.get(id).push(piece);
    }
  }
  let lit = [];
  const clear = () => { for (const node of lit) node.classList.remove("lit"); lit = []; };
  const light = (nodes) => { clear(); lit = nodes; for (const node of nodes) node.classList.add("lit"); };
  const fromClaim = (claim) => light([claim, ...(of.get(claim.id) || [])]);
  const fromPiece = (piece) => {
    const ids = piece.dataset.of.split(" ");
    light([piece, ...ids.map((id) => document.getElementById(id)).filter(Boolean)]);
  };
  for (const claim of document.querySelectorAll(".claim")) {
    claim.addEventListener("pointerenter", () => fromClaim(claim));
    claim.addEventListener("focus", () => fromClaim(claim));
    const go = (event) => {
      if (event.target.closest("form, summary, a")) return;  // what stands in a claim keeps its own clicks
      fromClaim(claim); const first = (of.get(claim.id) || [])[0]; if (first) first.scrollIntoView({ block: "center" });
    };
    claim.addEventListener("click", go);
    claim.addEventListener("keydown", (event) => { if (event.key === "Enter") go(event); });
    claim.addEventListener("pointerleave", clear);
  }
  for (const piece of document.querySelectorAll("[data-of]")) {
    piece.addEventListener("pointerenter", () => fromPiece(piece));
    piece.addEventListener("pointerleave", clear);
    piece.addEventListener("click", () => {
      const claim = document.getElementById(piece.dataset.of.split(" ").pop());
      if (!claim) return;
      const group = claim.closest("details");
      if (group) group.open = true;
      claim.focus();
    });
  }
  for (const box of document.querySelectorAll("[data-layer]")) {
    box.addEventListener("change", () => document.body.classList.toggle("no-" + box.dataset.layer, !box.checked));
  }
})();
