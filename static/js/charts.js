// Draws every [data-chart] from the specification that stands beside it on the page.
"use strict";

(() => {
  // The policy of the portal forbids eval and inline styles: expressions are
  // interpreted, the menu and the library's own style sheet are left out.
  const options = {
    actions: false,
    renderer: "svg",
    ast: true,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    formatLocale: { decimal: ",", thousands: "\u00a0", grouping: [3], currency: ["", ""] },
  };

  const draw = async (canvas) => {
    const source = document.getElementById(canvas.dataset.chart);
    if (!source || canvas.dataset.drawn) return;
    canvas.dataset.drawn = "true";
    const result = await window.vegaEmbed(canvas, JSON.parse(source.textContent), options);
    const picture = canvas.querySelector("svg");
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", canvas.dataset.chartLabel);
    return result;
  };

  const drawAll = () => document.querySelectorAll("[data-chart]").forEach(draw);
  document.addEventListener("htmx:afterSettle", drawAll);
  drawAll();
})();
