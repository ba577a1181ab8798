"""A page printed from the browser is paper: whole tables, whole charts, no buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from schools.models import User
from tests import browsing
from tests.meta.showcase import laid_showcase
from tests.meta.visiting import CHARTS_ARE_DRAWN


if TYPE_CHECKING:
    from playwright.sync_api import Page

# A4 between the margins of the printed page, narrower than many a telephone is long.
PAPER_WIDTH = 680
# The charts stay as they were drawn for the window: only their place becomes narrow.
CHARTS = """
(width) => {
  document.body.style.width = `${width}px`;
  const edges = [...document.querySelectorAll("[data-chart] svg")].map((svg) => svg.getBoundingClientRect().right);
  document.body.style.width = "";
  return [edges.length, edges.filter((edge) => edge > width + 1).length];
}
"""
REST = """
() => {
  const all = (what) => [...document.querySelectorAll(`main ${what}`)];
  const isSeen = (node) => node.checkVisibility();
  return {
    cards: all(".data-table tbody tr").filter((row) => isSeen(row) && getComputedStyle(row).display !== "table-row").length,
    rows: all(".data-table tbody tr").filter(isSeen).length,
    buttons: all(".btn").filter(isSeen).length,
  };
}
"""


@pytest.mark.django_db(transaction=True)
def test_figures_and_a_run_and_a_school_of_it_on_paper(page: Page, settings) -> None:
    settings.DEMO = True
    shown = laid_showcase()
    run, school = shown["run"], shown["school"]
    browsing.sign_in(page, User.objects.get(username="coordinator"))
    for address, charts in (
        (reverse("identification:run", args=[run.pk]), 1),
        (reverse("identification:run_school", args=[run.pk, school.pk]), 2),
        (reverse("scorecard:list"), 0),
    ):
        page.set_viewport_size({"width": 1440, "height": 900})
        page.emulate_media(media="screen")
        page.goto(address)
        page.wait_for_function(CHARTS_ARE_DRAWN)
        assert page.evaluate(REST)["buttons"] > 0
        page.emulate_media(media="print")
        drawn, cut = page.evaluate(CHARTS, PAPER_WIDTH)
        assert drawn >= charts
        assert cut == 0
        page.set_viewport_size({"width": PAPER_WIDTH, "height": 900})
        found = page.evaluate(REST)
        assert found["rows"] > 0
        assert (found["cards"], found["buttons"]) == (0, 0)
