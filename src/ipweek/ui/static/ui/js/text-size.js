// data-text-size-switch: the 字号 buttons of public pages; the choice is remembered in the browser.
"use strict";
(() => {
  const root = document.documentElement;
  const group = document.querySelector("[data-text-size-switch]");
  if (!group) return;
  const buttons = group.querySelectorAll("button[data-text-size]");
  const draw = () => {
    const now = root.dataset.textSize || "normal";
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.textSize === now));
  };
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-text-size]");
    if (!button) return;
    const size = button.dataset.textSize;
    if (size === "normal") delete root.dataset.textSize;
    else root.dataset.textSize = size;
    try {
      localStorage.setItem("ipweek:text-size", size);
    } catch {
      // Storage is switched off: the choice holds for this page only.
    }
    draw();
  });
  group.hidden = false;
  draw();
})();
