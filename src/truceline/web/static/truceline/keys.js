// Keys of a page. Never while somebody types. Where the page has the switch they can be put off, on all such pages at once.
"use strict";
const truceline = (() => {
  const OFF = "truceline-list-keys-off";
  const on = document.getElementById("keys-on");
  if (on) {
    on.checked = localStorage.getItem(OFF) === null;
    on.addEventListener("change", () => (on.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
  }
  const typing = (target) => target.closest("textarea,select,input:not([type=checkbox],[type=radio])");
  /* act(key) does what a key asks for and says whether it did */
  const onKey = (act) =>
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || (on && !on.checked) || typing(event.target)) return;
      if (act(event.key)) event.preventDefault();
    });
  /* the keys that buttons, links and choices of the page are marked with */
  const marked = (key) => document.querySelector(`[data-key="${CSS.escape(key.toLowerCase())}"]`);
  return { onKey, marked };
})();
