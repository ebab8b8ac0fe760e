// A request of htmx that fails or is refused says so on the page; what was typed stays where it is.
"use strict";
(() => {
  const show = (sentence) => {
    const area = document.querySelector("[data-messages]");
    if (!area) return;
    const box = document.createElement("div");
    box.className = "alert message tone-danger";
    box.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.textContent = sentence;
    box.append(text);
    for (const old of area.querySelectorAll("[data-network]")) old.remove();
    box.dataset.network = "";
    area.append(box);
    box.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:sendError", () => show("网络不通，刚才的操作没有完成；已填写的内容仍在，请稍后重试。"));
  document.addEventListener("htmx:timeout", () => show("服务器没有及时回应，请稍后重试；已填写的内容仍在。"));
  document.addEventListener("htmx:responseError", (event) => {
    const answer = event.detail.xhr;
    const number = answer.getResponseHeader("X-Request-Id");
    const sentences = {
      401: "登录已超时，请在新窗口重新登录后再试；已填写的内容仍在。",
      403: "没有权限，或登录已超时；请核对登录的账号后重试。",
      404: "要操作的内容已不存在，请刷新页面。",
    };
    const sentence = sentences[answer.status] || "操作没有完成，请稍后重试；已填写的内容仍在。";
    show(number ? `${sentence}（编号 ${number}）` : sentence);
  });
})();
