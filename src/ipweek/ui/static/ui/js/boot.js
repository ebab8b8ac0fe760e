// Runs before the page is drawn: says that scripts run, and applies the reader's text size.
"use strict";
document.documentElement.dataset.scripts = "";
try {
  const size = localStorage.getItem("ipweek:text-size");
  if (size === "large" || size === "larger") document.documentElement.dataset.textSize = size;
} catch {
  // Storage is switched off: the standard size stays.
}
