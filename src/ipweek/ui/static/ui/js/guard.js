// form[data-guard]: asks before the page is left with unsaved changes. Every form learns data-dirty when something changes in it.
"use strict";
(() => {
  let sending = false;
  const mark = (event) => {
    const form = event.target.form;
    if (form && event.isTrusted) form.dataset.dirty = "";
  };
  document.addEventListener("input", mark);
  document.addEventListener("change", mark);
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) sending = true;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest("form");
    if (form && event.detail.successful) delete form.dataset.dirty;
  });
  addEventListener("pageshow", () => {
    sending = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!sending && document.querySelector("form[data-guard][data-dirty]")) event.preventDefault();
  });
})();
