// Keys of the list: j next, k previous, x choose, o open, ? help.
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("#results tbody tr")];
  const at = () => rows().findIndex((row) => row.contains(document.activeElement));
  const go = (n) => rows()[n]?.querySelector("th a")?.focus();

  const count = () => {
    const chosen = document.getElementById("chosen");
    if (chosen) chosen.textContent = String(document.querySelectorAll("#results input[name=pick]:checked").length);
  };
  const keys = {
    j: () => go(Math.min(at() + 1, rows().length - 1)),
    k: () => go(Math.max(at() - 1, 0)),
    x: () => rows()[at()]?.querySelector("input[name=pick]")?.click(),
    o: () => rows()[at()]?.querySelector("th a")?.click(),
    "?": () => {
      const help = document.getElementById("keys");
      help.open = !help.open;
      help.querySelector("summary").focus();
    },
  };

  document.addEventListener("change", count);
  document.addEventListener("htmx:afterSettle", count);
  truceline.onKey((key) => {
    if (keys[key]) keys[key]();
    return Boolean(keys[key]);
  });
  count();
})();
