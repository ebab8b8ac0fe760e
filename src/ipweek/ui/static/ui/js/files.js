// input[type=file][data-files]: lists the chosen files with size and small pictures; data-max-bytes says at once what is too large.
"use strict";
(() => {
  const size = (bytes) => (bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`);
  const PICTURE = 8 * 1048576;
  const line = (file, most) => {
    const item = document.createElement("li");
    if (file.type.startsWith("image/") && file.size <= PICTURE) {
      const picture = document.createElement("img");
      picture.alt = "";
      const reader = new FileReader();
      reader.addEventListener("load", () => {
        picture.src = reader.result;
      });
      reader.readAsDataURL(file);
      item.append(picture);
    }
    const name = document.createElement("span");
    name.textContent = file.name;
    const note = document.createElement("span");
    note.className = "quiet";
    note.textContent = size(file.size);
    item.append(name, note);
    if (most && file.size > most) {
      const warning = document.createElement("span");
      warning.className = "field-error";
      warning.textContent = `超过 ${size(most)}，请压缩后再选`;
      item.append(warning);
    }
    return item;
  };
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "file" || !("files" in input.dataset)) return;
    let list = input.nextElementSibling;
    if (!list?.classList.contains("files")) {
      list = document.createElement("ul");
      list.className = "files";
      list.setAttribute("aria-live", "polite");
      input.after(list);
    }
    const most = Number(input.dataset.maxBytes || 0);
    list.replaceChildren(...[...input.files].map((file) => line(file, most)));
  });
})();
