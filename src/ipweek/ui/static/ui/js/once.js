// form[data-once]: a second press while the first is under way does not submit twice.
"use strict";
(() => {
  const free = (form) => {
    delete form.dataset.sending;
    for (const button of form.querySelectorAll('button[aria-disabled="true"][data-once-held]')) {
      button.removeAttribute("aria-disabled");
      delete button.dataset.onceHeld;
    }
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!("once" in form.dataset) || event.defaultPrevented) return;
    if ("sending" in form.dataset) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "";
    for (const button of form.querySelectorAll('button[type="submit"]')) {
      button.setAttribute("aria-disabled", "true");
      button.dataset.onceHeld = "";
    }
    const announcer = document.querySelector("[data-announcer]");
    if (announcer) announcer.textContent = "正在提交，请稍候";
    // A download answers without leaving the page; after a while the form is free again.
    setTimeout(() => free(form), 8000);
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sending]")) free(form);
  });
})();
