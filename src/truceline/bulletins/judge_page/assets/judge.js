"use strict";
(() => {
  const pairs = [...document.querySelectorAll(".pair")];
  if (!pairs.length) return;
  const words = JSON.parse(document.getElementById("words").dataset.words);
  const said = document.getElementById("said"), by = document.getElementById("by");
  const log = [];
  let at = 0;
  document.documentElement.classList.add("js");
  const written = (id) => (id.includes(";") || id.startsWith('"') ? '"' + id.replaceAll('"', '""') + '"' : id);
  const key = (p) => written(p.dataset.left) + "; " + written(p.dataset.right);
  const standing = () => {
    const found = new Map();
    for (const entry of log) entry.verdict === "undo" ? found.delete(entry.reports) : found.set(entry.reports, entry.verdict);
    return found;
  };
  function show(focus) {
    const now = standing();
    pairs.forEach((p, n) => {
      p.classList.toggle("now", n === at);
      const verdict = now.get(key(p)) || "";
      p.querySelector(".verdict").textContent = verdict ? words[verdict] : "";
      p.querySelectorAll("[data-verdict]").forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.verdict === verdict)));
    });
    document.getElementById("at").textContent = String(at + 1);
    document.getElementById("count").textContent = String(now.size);
    if (focus) pairs[at].focus({ preventScroll: true });
  }
  function go(by_) {
    at = Math.min(pairs.length - 1, Math.max(0, at + by_));
    show(true);
  }
  function judge(verdict) {
    log.push({ reports: key(pairs[at]), verdict, by: by.value.trim(), at: new Date().toISOString() });
    said.textContent = words[verdict] + ": " + key(pairs[at]);
    if (at < pairs.length - 1) at += 1;
    show(true);
  }
  function undo() {
    const now = standing();
    const last = [...log].reverse().find((e) => e.verdict !== "undo" && now.has(e.reports));
    if (!last) return;
    log.push({ reports: last.reports, verdict: "undo", by: by.value.trim(), at: new Date().toISOString() });
    at = pairs.findIndex((p) => key(p) === last.reports);
    said.textContent = words.undone + ": " + last.reports;
    show(true);
  }
  const cell = (v) => '"' + v.replaceAll('"', '""') + '"';
  function save() {
    const lines = ["reports,verdict,by,at,note", ...log.map((e) => [e.reports, e.verdict, e.by, e.at, ""].map(cell).join(","))];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([lines.join("\r\n") + "\r\n"], { type: "text/csv" }));
    link.download = "judgements.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    said.textContent = words.saved;
    saved = log.length;
  }
  let saved = 0;
  document.querySelectorAll("[data-go]").forEach((b) => b.addEventListener("click", () => go(Number(b.dataset.go))));
  document.querySelectorAll("[data-verdict]").forEach((b) => b.addEventListener("click", () => judge(b.dataset.verdict)));
  document.getElementById("undo").addEventListener("click", undo);
  document.getElementById("save").addEventListener("click", save);
  addEventListener("beforeunload", (e) => { if (log.length > saved) e.preventDefault(); });
  const back = document.documentElement.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
  const next = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const acts = { s: () => judge("same"), d: () => judge("different"), u: () => judge("unsure"), z: undo, j: () => go(-1), k: () => go(1) };
  const codes = { KeyS: "s", KeyD: "d", KeyU: "u", KeyZ: "z", KeyJ: "j", KeyK: "k" };
  addEventListener("keydown", (e) => {
    if (e.target.tagName === "INPUT" || e.ctrlKey || e.metaKey || e.altKey) return;
    const act = e.key === back ? acts.j : e.key === next ? acts.k : acts[codes[e.code]];
    if (act) { e.preventDefault(); act(); }
  });
  show(false);
})();
