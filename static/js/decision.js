// The desk of a decision by keyboard: after a verdict the next reason is ready to type.
"use strict";

(() => {
  const nextReason = (id) => {
    const reasons = [...document.querySelectorAll("[data-reason]")];
    const here = document.getElementById(id);
    const after = reasons.find((reason) => here?.compareDocumentPosition(reason) & Node.DOCUMENT_POSITION_FOLLOWING && !here.contains(reason));
    return after ?? reasons[0];
  };

  let last = "";
  document.addEventListener("htmx:beforeRequest", (event) => {
    last = event.target.closest("article")?.id ?? "";
  });
  document.addEventListener("htmx:afterSettle", () => {
    const here = document.getElementById(last);
    if (!here) return;
    const wrong = here.querySelector("[aria-invalid]");
    const own = here.querySelector("[data-reason]");
    (wrong ?? own ?? nextReason(last))?.focus();
    last = "";
  });

  // Ctrl+Enter in a reason presses the first button of the same item.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-reason]")) return;
    event.preventDefault();
    if (event.ctrlKey) event.target.closest("article").querySelector("button").click();
  });
})();
