// data-toggle="#id" opens and closes a part of the page; <details data-menu> closes on Esc and on a press outside.
// An error summary takes the focus when the page opens with one.
"use strict";
(() => {
  const set = (button, open) => {
    const part = document.querySelector(button.dataset.toggle);
    if (!part) return;
    part.toggleAttribute("data-open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-toggle]");
    if (button) set(button, button.getAttribute("aria-expanded") !== "true");
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    for (const button of document.querySelectorAll('[data-toggle][aria-expanded="true"]')) {
      set(button, false);
      button.focus();
    }
  });
  const showErrors = (where) => {
    const summary = where.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-error-summary] a");
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const control = target && (target.matches("input, select, textarea") ? target : target.querySelector("input, select, textarea"));
    if (!control) return;
    event.preventDefault();
    control.focus();
    control.closest(".field")?.scrollIntoView({ block: "center" });
  });
  showErrors(document);
  document.addEventListener("htmx:afterSwap", (event) => showErrors(event.target));
})();
