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
    const claims = ids.map((id) => document.getElementById(id)).filter(Boolean);
    const shut = claims.map((claim) => claim.closest("details:not([open])")).filter(Boolean);
    const heads = shut.map((group) => group.querySelector("summary"));
    light([piece, ...claims, ...heads]);
    show(claims.reverse().find((claim) => !claim.closest("details:not([open])")) || heads[0]);
  };
  const show = (claim) => {  // within the list of claims only: the page itself stays where it is
    const list = claim && claim.closest("aside");
    if (!list || list.scrollHeight <= list.clientHeight) return;
    const there = claim.getBoundingClientRect(), frame = list.getBoundingClientRect();
    const top = Math.max(frame.top, 0), bottom = Math.min(frame.bottom, innerHeight);
    if (there.top < top || there.bottom > bottom) list.scrollTop += there.top - top - 8;
  };
  const leave = () => {  // what was clicked or reached by keyboard stays lit, also where the page moved under the pointer
    const at = document.activeElement;
    if (at && at.matches(".claim")) fromClaim(at); else if (at && at.dataset.of) fromPiece(at); else clear();
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
    claim.addEventListener("pointerleave", leave);
  }
  for (const piece of document.querySelectorAll("[data-of]")) {
    piece.tabIndex = -1;
    piece.addEventListener("focus", () => fromPiece(piece));
    piece.addEventListener("keydown", (event) => { if (event.key === "Enter") piece.click(); });
    piece.addEventListener("pointerenter", () => fromPiece(piece));
    piece.addEventListener("pointerleave", leave);
    piece.addEventListener("click", () => {
      const claim = document.getElementById(piece.dataset.of.split(" ").pop());
      if (!claim) return;
      const group = claim.closest("details");
      if (group) group.open = true;
      claim.focus();
    });
  }
  for (const text of document.querySelectorAll(".reading .text")) {
    const pieces = [...text.querySelectorAll("[data-of]")];
    const ahead = getComputedStyle(text).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    text.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      const next = pieces[pieces.indexOf(document.activeElement) + (event.key === ahead ? 1 : -1)];
      if (next) { event.preventDefault(); next.focus(); }
    });
  }
  for (const box of document.querySelectorAll("[data-layer]")) {
    box.addEventListener("change", () => document.body.classList.toggle("no-" + box.dataset.layer, !box.checked));
  }
})();
