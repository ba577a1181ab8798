"""Checks the sites of the demo's schools; one page has died since."""

import datetime as dt
from random import Random

from config.demo.generator import SEED
from monitoring.actions.site_checks import check_item
from monitoring.actions.site_links import check_address
from monitoring.enums import SiteVerdict
from monitoring.models import SiteCheck, SiteItem, Window, WindowSchool
from monitoring.queries.site_checks import items_of
from roadmaps.links import LinkAnswer, LinkState
from schools.models import User


# Schools of a window of this year whose sites the methodist has not looked at yet.
LEFT_TO_CHECK = 2
PARTLY = "Документ есть, но срок его действия истёк."
ABSENT = "На сайте не нашли."
DEAD_PAGE = "Сайт ответил: такой страницы нет."
# Of ten pages six are there, two in part, two are not.
VERDICTS = (
    *(SiteVerdict.YES,) * 6,
    *(SiteVerdict.PARTLY,) * 2,
    *(SiteVerdict.NO,) * 2,
)
NOTES = {SiteVerdict.PARTLY: PARTLY, SiteVerdict.NO: ABSENT}


def check_sites(window: Window, *, is_done: bool, now: dt.datetime) -> None:
    """Give a verdict on each item of each school; this year's last ones wait."""
    items = items_of(window)
    if not items:
        return
    user = User.objects.get(username="methodist")
    rows = list(
        window.window_schools.select_related(
            "window", "school__municipality__parent"
        ).order_by("school")
    )
    for row in rows if is_done else rows[:-LEFT_TO_CHECK]:
        for item in items:
            _check(row, item, user, now)
    _bury(window, now)


def _check(row: WindowSchool, item: SiteItem, user: User, now: dt.datetime) -> None:
    chance = Random(f"{SEED}/{row.school_id}/{item.pk}")  # noqa: S311 invented
    verdict = chance.choice(VERDICTS)
    is_absent = verdict == SiteVerdict.NO
    check_item(
        sheet=row,
        item=item,
        verdict=verdict,
        address="" if is_absent else f"{row.school.site}{item.code}/",
        note=NOTES.get(verdict, ""),
        checked_on=now.date(),
        revision=0,
        user=user,
        now=now,
        today=now.date(),
    )


def _bury(window: Window, now: dt.datetime) -> None:
    """Let one address of the window answer with an error."""
    rows = SiteCheck.objects.filter(window_school__window=window)
    check = rows.exclude(address="").order_by("-pk").first()
    if check is None:
        return
    check_address(
        check_id=check.pk,
        clock=lambda: now,
        check=lambda address: LinkAnswer(LinkState.DEAD, 404, DEAD_PAGE, address),
    )
