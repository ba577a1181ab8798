// The desk of a decision by keyboard: after a verdict the next reason is ready to type.
"use strict";

(() => {
  const nextReason = (here) => {
    const reasons = [...document.querySelectorAll("[data-reason]")];
    const after = reasons.find((reason) => here.compareDocumentPosition(reason) === Node.DOCUMENT_POSITION_FOLLOWING);
    return after ?? reasons[0];
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    // The button has left the page with the old item; the new one has the same name.
    const old = event.detail.requestConfig?.elt.closest("article");
    const here = old && document.getElementById(old.id);
    if (here) (here.querySelector("[data-reason]") ?? nextReason(here))?.focus();
  });

  // Enter in a reason sends nothing by itself; Ctrl+Enter presses the first button.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-reason]")) return;
    event.preventDefault();
    if (event.ctrlKey) event.target.closest("article").querySelector("button").click();
  });
})();
