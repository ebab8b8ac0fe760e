// data-confirm="question" on a button or link asks in a dialog before anything happens; hx-confirm asks the same way.
"use strict";
(() => {
  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const ask = (question, word, opener) =>
    new Promise((resolve) => {
      const dialog = make("dialog");
      if (!dialog.showModal) {
        resolve(window.confirm(question));
        return;
      }
      const heading = make("h2", "请确认");
      heading.id = "confirm-heading";
      dialog.setAttribute("aria-labelledby", heading.id);
      const text = make("p", question);
      const row = make("div", "", "button-row");
      const yes = make("button", word, "button button-primary");
      const no = make("button", "取消", "button button-secondary");
      yes.type = no.type = "button";
      row.append(yes, no);
      dialog.append(heading, text, row);
      document.body.append(dialog);
      let answer = false;
      yes.addEventListener("click", () => {
        answer = true;
        dialog.close();
      });
      no.addEventListener("click", () => dialog.close());
      dialog.addEventListener("close", () => {
        dialog.remove();
        if (opener && opener.isConnected) opener.focus();
        resolve(answer);
      });
      dialog.showModal();
      no.focus();
    });

  let passed = null;
  document.addEventListener(
    "click",
    (event) => {
      const opener = event.target.closest("button[data-confirm], a[data-confirm]");
      if (!opener) return;
      if (passed === opener) {
        passed = null;
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      const form = opener.form;
      if (form && opener.type === "submit" && !opener.formNoValidate && !form.noValidate && !form.reportValidity()) return;
      ask(opener.dataset.confirm, opener.textContent.trim() || "确定", opener).then((yes) => {
        if (!yes) return;
        passed = opener;
        opener.click();
      });
    },
    true,
  );
  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    const opener = event.detail.elt;
    ask(event.detail.question, opener.textContent.trim().slice(0, 12) || "确定", opener).then((yes) => {
      if (yes) event.detail.issueRequest(true);
    });
  });
})();
