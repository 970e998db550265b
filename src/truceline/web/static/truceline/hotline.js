// Keys of the hotline: n logs a call, a number chooses the place that was read back.
"use strict";
truceline.onKey((key) => {
  const found = truceline.marked(key);
  if (found) {
    found.focus();
    found.click();
  }
  return Boolean(found);
});
