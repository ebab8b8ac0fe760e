// data-copy on a button copies the text of the data-copy-source beside it; works without https too.
"use strict";
(() => {
  const say = (words) => {
    const announcer = document.querySelector("[data-announcer]");
    if (announcer) announcer.textContent = words;
  };
  const byHand = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    area.readOnly = true;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };
  const copy = async (text) => {
    if (navigator.clipboard && window.isSecureContext) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        return byHand(text);
      }
    }
    return byHand(text);
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    const source = button && button.parentElement.querySelector("[data-copy-source]");
    if (!source) return;
    const label = button.lastChild;
    const before = label.textContent;
    const done = await copy(source.textContent);
    button.focus();
    if (!done) {
      getSelection().selectAllChildren(source);
      say("不能自动复制，文字已选中，请按复制键");
      return;
    }
    say("已复制");
    if (before === "已复制") return;
    label.textContent = "已复制";
    setTimeout(() => {
      label.textContent = before;
    }, 2000);
  });
})();
