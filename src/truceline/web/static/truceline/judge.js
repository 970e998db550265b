// Keys of the page on pairs: s same, d different, u cannot tell, z take the last one back. Never while somebody types,
// and they can be put off, here as on the list.
"use strict";
(() => {
  const OFF = "truceline-list-keys-off";
  const on = document.getElementById("keys-on");
  if (on) {
    on.checked = localStorage.getItem(OFF) === null;
    on.addEventListener("change", () => (on.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || localStorage.getItem(OFF) !== null) return;
    if (event.target.closest("textarea,select,input:not([type=checkbox])")) return;
    const button = document.querySelector(`button[data-key="${event.key.toLowerCase()}"]`);
    if (button) {
      event.preventDefault();
      button.click();
    }
  });
})();
