"""What axe finds on an open page, without looking twice at the same colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe as Script


if TYPE_CHECKING:
    from playwright.sync_api import Page

# Two thirds of the time went into the contrast of colours, and its answer depends on
# the letters and on what lies under them: each such pair is looked at where it is new.
RUN = """
async (known) => {
  const under = new Map();
  const groundOf = (element) => {
    if (!element) return "";
    if (under.has(element)) return under.get(element);
    const style = getComputedStyle(element);
    const isPlain = style.backgroundColor === "rgba(0, 0, 0, 0)"
      && style.backgroundImage === "none" && style.opacity === "1"
      && ["static", "relative"].includes(style.position);
    // What floats over the page may cover anything: it is known by its own name too.
    const own = isPlain ? "" : [
      element.className, style.backgroundColor, style.backgroundImage, style.opacity
    ].join(" ") + "; ";
    const ground = own + groundOf(element.parentElement);
    under.set(element, ground);
    return ground;
  };
  const lettersOf = (element) => {
    const style = getComputedStyle(element);
    return [style.color, style.fontSize, style.fontWeight, style.textShadow].join(" ");
  };
  const isText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim();
  const isWritten = (element) =>
    element.matches("input, select, textarea") || [...element.childNodes].some(isText);
  const seen = new Set(known), fresh = new Set();
  for (const element of document.body.querySelectorAll("*")) {
    if (!isWritten(element) || !element.checkVisibility()) continue;
    const pair = `${lettersOf(element)} on ${groundOf(element)}`;
    if (seen.has(pair)) continue;
    fresh.add(pair);
    element.dataset.looked = "";
  }
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-looked]" }] });
  // No rule of the default set reads the style sheets themselves.
  const found = await axe.run(document, { resultTypes: ["violations"], preload: false });
  for (const element of document.querySelectorAll("[data-looked]"))
    delete element.dataset.looked;
  const faults = found.violations.map(
    (broken) => `${broken.id}: ${broken.nodes[0].html.slice(0, 200)}`
  );
  return { faults, fresh: [...fresh] };
}
"""


class Axe:
    """Looks at pages; remembers which letters on which ground it has seen."""

    def __init__(self) -> None:
        self.script = Script().axe_script
        self.seen: set[str] = set()

    def faults_of(self, page: Page) -> list[str]:
        """Return each broken rule with the first element that breaks it."""
        if not page.evaluate("'axe' in window"):
            page.evaluate(self.script)
        found = page.evaluate(RUN, sorted(self.seen))
        self.seen.update(found["fresh"])
        return list(found["faults"])
