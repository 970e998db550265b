// Keys of the list: j next, k previous, x choose, o open, ? help. Never while somebody types, and they can be put off.
"use strict";
(() => {
  const OFF = "truceline-list-keys-off";
  const on = document.getElementById("keys-on");
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

  if (on) {
    on.checked = localStorage.getItem(OFF) === null;
    on.addEventListener("change", () => (on.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
  }
  document.addEventListener("change", count);
  document.addEventListener("htmx:afterSettle", count);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || (on && !on.checked)) return;
    if (event.target.closest("textarea,select,input:not([type=checkbox])")) return;
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
  count();
})();
