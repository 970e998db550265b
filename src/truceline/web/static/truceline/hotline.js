// Keys of the hotline: n logs a call, a number chooses the place that was read back. Never while somebody types.
"use strict";
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("textarea,select,input:not([type=radio])");
  if (event.ctrlKey || event.altKey || event.metaKey || typing) return;
  const found = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!found) return;
  event.preventDefault();
  found.focus();
  found.click();
});
