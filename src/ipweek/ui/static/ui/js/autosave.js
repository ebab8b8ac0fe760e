// form[data-autosave="key"]: what is typed is kept in this browser, apart for every person, until the server acknowledges it
// by an element [data-autosave-done="key"] (a message) or the htmx event autosave-done with {key}. Left-over drafts are offered back.
"use strict";
(() => {
  const KEEP_DAYS = 30;
  const DAY = 24 * 3600 * 1000;
  const owner = document.body.dataset.draftOwner;
  const PREFIX = "ipweek:draft:";
  const place = (key) => `${PREFIX}${owner}:${key}`;
  const store = (() => {
    try {
      localStorage.setItem("ipweek:probe", "1");
      localStorage.removeItem("ipweek:probe");
      return localStorage;
    } catch {
      return null;
    }
  })();
  if (!store) return;

  const controls = (form) =>
    [...form.elements].filter(
      (element) => element.name && element.name !== "csrfmiddlewaretoken" && !["password", "file", "hidden", "submit", "button", "reset"].includes(element.type),
    );
  const read = (form) =>
    controls(form).map((element) => [
      element.name,
      element.type === "checkbox" || element.type === "radio"
        ? [element.value, element.checked]
        : element.type === "select-multiple"
          ? [...element.selectedOptions].map((option) => option.value)
          : element.value,
    ]);
  const write = (form, values) => {
    const left = values.slice();
    for (const element of controls(form)) {
      const isChoice = element.type === "checkbox" || element.type === "radio";
      const at = left.findIndex(([name, value]) => name === element.name && (!isChoice || value[0] === element.value));
      if (at < 0) continue;
      const [[, value]] = left.splice(at, 1);
      if (isChoice) element.checked = value[1];
      else if (element.type === "select-multiple") for (const option of element.options) option.selected = value.includes(option.value);
      else element.value = value;
      element.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };
  const drop = (key) => store.removeItem(place(key));
  const stored = (key) => {
    try {
      return JSON.parse(store.getItem(place(key)));
    } catch {
      return null;
    }
  };

  const timers = new WeakMap();
  const save = (form) => {
    const record = { at: Date.now(), values: read(form) };
    try {
      store.setItem(place(form.dataset.autosave), JSON.stringify(record));
    } catch {
      // The browser's room is full; the form itself still holds everything.
    }
  };
  const offer = (form, draft) => {
    const bar = document.createElement("div");
    bar.className = "alert tone-info draft-bar";
    bar.setAttribute("role", "status");
    const body = document.createElement("div");
    body.className = "alert-body stack";
    const words = document.createElement("p");
    words.textContent = `本机留有 ${new Date(draft.at).toLocaleString("zh-CN", { dateStyle: "medium", timeStyle: "short" })} 填写、尚未提交的内容。`;
    const row = document.createElement("div");
    row.className = "button-row";
    const choice = (text, variant, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = `button button-${variant}`;
      button.textContent = text;
      button.addEventListener("click", () => {
        act();
        bar.remove();
        controls(form)[0]?.focus();
      });
      return button;
    };
    row.append(
      choice("恢复", "primary", () => {
        write(form, draft.values);
        form.dataset.dirty = "";
      }),
      choice("不要了", "secondary", () => drop(form.dataset.autosave)),
    );
    body.append(words, row);
    bar.append(body);
    form.prepend(bar);
  };
  const start = (form) => {
    if (form.dataset.autosaveStarted) return;
    form.dataset.autosaveStarted = "yes";
    const draft = stored(form.dataset.autosave);
    if (draft && JSON.stringify(draft.values) !== JSON.stringify(read(form))) offer(form, draft);
  };
  const acknowledge = (where) => {
    for (const element of where.querySelectorAll("[data-autosave-done]")) drop(element.dataset.autosaveDone);
  };
  const startAll = (where) => {
    acknowledge(document);
    if (where.matches?.("form[data-autosave]")) start(where);
    for (const form of where.querySelectorAll("form[data-autosave]")) start(form);
  };

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.dataset.autosave) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => save(form), 300));
  });
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.autosave) save(event.target);
  });
  addEventListener("pagehide", () => {
    for (const form of document.querySelectorAll("form[data-autosave][data-dirty]")) save(form);
  });
  document.addEventListener("autosave-done", (event) => drop(event.detail.key));
  document.addEventListener("htmx:load", (event) => startAll(event.detail.elt));

  for (const name of Object.keys(store)) {
    if (!name.startsWith(PREFIX)) continue;
    try {
      if (Date.now() - JSON.parse(store.getItem(name)).at > KEEP_DAYS * DAY) store.removeItem(name);
    } catch {
      store.removeItem(name);
    }
  }
  startAll(document.body);
})();
