"""What axe finds on an open page, without looking twice at what all pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from axe_playwright_python.sync_playwright import Axe as Script


if TYPE_CHECKING:
    from playwright.sync_api import Page

# More than half of the time goes into the contrast of colours, and most of a page is
# the frame that all pages of a person share: its colours are looked at once.
FRAME = """
() => [...document.querySelectorAll("body > header, .sidebar")]
  .map((part) => part.textContent.replace(/\\s+/g, " ")).join("|")
"""
OWN = {"include": [["main"], [".site-footer"]]}
RUN = """
async ({ coloured }) => {
  // No rule of the default set reads the style sheets themselves.
  const options = { resultTypes: ["violations"], preload: false };
  const rules = { "color-contrast": { enabled: false } };
  const whole = await axe.run(document, { ...options, rules });
  const colours = await axe.run(coloured, { ...options, runOnly: ["color-contrast"] });
  return [...whole.violations, ...colours.violations].map(
    (found) => `${found.id}: ${found.nodes[0].html.slice(0, 200)}`
  );
}
"""


class Axe:
    """Looks at pages; remembers whose frames it has seen."""

    def __init__(self) -> None:
        self.script = Script().axe_script
        self.frames: set[str] = set()

    def faults_of(self, page: Page) -> list[str]:
        """Return each broken rule with the first element that breaks it."""
        frame = page.evaluate(FRAME)
        is_known = bool(frame) and frame in self.frames
        self.frames.add(frame)
        page.evaluate(self.script)
        found = page.evaluate(RUN, {"coloured": OWN if is_known else "html"})
        return cast("list[str]", found)
