// Words and fields light each other: hovering or focusing one shows the other.
// Hooks: data-notice (the text), mark[data-for] (ids, narrowest first), data-plan (the form), data-plan-field.
"use strict";
(() => {
  const notice = document.querySelector("[data-notice]");
  const plan = document.querySelector("[data-plan]");
  if (!notice || !plan) return;
  const marks = [...notice.querySelectorAll("mark[data-for]")];
  const lit = new Set();

  const clear = () => {
    for (const element of lit) element.classList.remove("is-lit");
    lit.clear();
  };
  const light = (element) => {
    element.classList.add("is-lit");
    lit.add(element);
  };
  const marked = (id) => marks.filter((mark) => mark.dataset.for.split(" ").includes(id));
  // A value without words of its own stands in the words of its item.
  const wordsOf = (field) => {
    const own = marked(field.id);
    const item = field.closest("[data-plan-item]");
    if (own.length || !item) return own;
    for (const other of item.querySelectorAll("[data-plan-field]")) {
      const words = marked(other.id);
      if (words.length) return words;
    }
    return [];
  };
  const fieldOf = (mark) => {
    for (const id of mark.dataset.for.split(" ")) {
      const field = document.getElementById(id);
      if (field) return field;
    }
    return null;
  };
  const intoView = (mark) => {
    if (notice.scrollHeight <= notice.clientHeight) return;
    const inside = mark.getBoundingClientRect().top - notice.getBoundingClientRect().top;
    if (inside >= 0 && inside < notice.clientHeight - 60) return;
    notice.scrollTop += inside - notice.clientHeight / 3;
  };
  const showField = (field) => {
    const item = field.closest("details");
    if (item) item.open = true;
    field.scrollIntoView({ block: "nearest" });
  };
  const fromField = (field, scroll) => {
    clear();
    light(field);
    const words = wordsOf(field);
    words.forEach(light);
    if (scroll && words.length) intoView(words[0]);
  };
  const fromMark = (mark, scroll) => {
    clear();
    const field = fieldOf(mark);
    if (!field) return light(mark);
    wordsOf(field).forEach(light);
    light(field);
    if (scroll) showField(field);
  };
  const toField = (mark) => {
    const field = fieldOf(mark);
    if (!field) return;
    showField(field);
    const input = field.querySelector("input:not([type=hidden]), select, textarea");
    if (input) input.focus();
  };

  plan.addEventListener("focusin", (event) => {
    const field = event.target.closest("[data-plan-field]");
    if (field) fromField(field, true);
  });
  plan.addEventListener("mouseover", (event) => {
    const field = event.target.closest("[data-plan-field]");
    if (field) fromField(field, true);
  });
  notice.addEventListener("mouseover", (event) => {
    const mark = event.target.closest("mark[data-for]");
    if (mark) fromMark(mark, false);
  });
  notice.addEventListener("focusin", (event) => {
    const mark = event.target.closest("mark[data-for]");
    if (mark) fromMark(mark, true);
  });
  notice.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-for]");
    if (mark && !String(getSelection())) toField(mark);
  });
  notice.addEventListener("keydown", (event) => {
    const at = marks.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = marks[Math.min(Math.max(at + step, 0), marks.length - 1)];
      if (!next) return;
      event.preventDefault();
      next.focus({ preventScroll: true });
      intoView(next);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      toField(marks[at]);
    }
  });

  // A link to a field inside a closed item opens it and puts the cursor into the field.
  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !plan.contains(target)) return;
    const item = target.closest("details");
    if (item) item.open = true;
    target.scrollIntoView({ block: "center" });
    const waiting = target.querySelector(".ask input[type=checkbox]:not(:checked)");
    const input = waiting || target.querySelector("input:not([type=hidden]), select, textarea");
    if (target.matches("[data-plan-field]") && input) input.focus({ preventScroll: true });
  };
  addEventListener("hashchange", follow);
  follow();
})();
