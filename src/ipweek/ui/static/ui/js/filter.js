// input[data-filter="#table"]: shows only the rows that hold every word typed; says how many are left.
"use strict";
document.addEventListener("input", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.dataset.filter) return;
  const words = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  for (const row of document.querySelectorAll(`${input.dataset.filter} > tbody > tr`)) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
    if (!row.hidden) left += 1;
  }
  const announcer = document.querySelector("[data-announcer]");
  if (announcer) announcer.textContent = words.length ? `找到 ${left} 行` : "";
});
