"""What becomes of an address: alive, dead since a day, opened again; when to look."""

import datetime as dt

import pytest

from monitoring.actions.site_links import check_address, due_checks
from monitoring.enums import LinkCheck
from monitoring.models import SiteCheck, Window
from roadmaps.links import LinkAnswer, LinkState
from schools.models import AuditEvent
from tests.monitoring.site_town import ADDRESS, NOW, SiteTown


pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def check() -> SiteCheck:
    return SiteTown().check()[0]


def look(check: SiteCheck, state: str, *, temporary=False, at=NOW) -> SiteCheck:
    """Let the worker find something at the address."""
    answer = LinkAnswer(LinkState(state), 200, "Ответ сайта.", ADDRESS, temporary)
    asked: list[str] = []

    def ask(address: str) -> LinkAnswer:
        asked.append(address)
        return answer

    check_address(check_id=check.pk, clock=lambda: at, check=ask)
    assert asked == [ADDRESS]
    check.refresh_from_db()
    return check


def actions() -> list[str]:
    rows = AuditEvent.objects.filter(action__contains=".link_")
    return list(rows.order_by("pk").values_list("action", flat=True))


def test_a_page_opens(check):
    row = look(check, "alive")
    assert (row.link_state, row.link_checked_at, row.dead_since, row.link_detail) == (
        LinkCheck.ALIVE,
        NOW,
        None,
        "Ответ сайта.",
    )
    assert actions() == []


def test_a_page_dies_and_comes_back(check):
    row = look(check, "dead")
    assert (row.link_state, row.dead_since) == (LinkCheck.DEAD, NOW)
    row = look(check, "dead", at=NOW + HOUR)
    assert (row.dead_since, row.link_checked_at) == (NOW, NOW + HOUR)
    row = look(check, "alive", at=NOW + 2 * HOUR)
    assert (row.link_state, row.dead_since) == (LinkCheck.ALIVE, None)
    assert actions() == ["site_check.link_died", "site_check.link_revived"]


def test_a_first_silence_alarms_nobody(check):
    row = look(check, "dead", temporary=True)
    assert (row.link_state, row.dead_since) == (LinkCheck.UNKNOWN, NOW)
    row = look(check, "dead", temporary=True, at=NOW + HOUR)
    assert (row.link_state, row.dead_since) == (LinkCheck.DEAD, NOW)


def test_what_the_portal_does_not_ask_stays_unknown(check):
    assert look(check, "refused").link_state == LinkCheck.UNKNOWN


def test_an_answer_about_another_address_is_dropped(check):
    def ask(_address: str) -> LinkAnswer:
        SiteCheck.objects.update(address="https://school.example.org/new")
        return LinkAnswer(LinkState.DEAD, 404, "Нет.", ADDRESS)

    assert check_address(check_id=check.pk, clock=lambda: NOW, check=ask) is None
    check.refresh_from_db()
    assert (check.link_state, check.link_checked_at) == (LinkCheck.UNKNOWN, None)


def test_nothing_to_open(check):
    SiteCheck.objects.update(address="")
    assert check_address(check_id=check.pk, clock=lambda: NOW) is None
    assert list(due_checks(now=NOW)) == []


@pytest.mark.parametrize(
    ("values", "is_due"),
    [
        ({"link_checked_at": None}, True),
        ({"link_checked_at": NOW - 23 * HOUR}, False),
        ({"link_checked_at": NOW - 24 * HOUR}, True),
        ({"link_checked_at": NOW - HOUR, "dead_since": NOW - HOUR}, True),
        (
            {
                "link_checked_at": NOW - HOUR,
                "dead_since": NOW - HOUR,
                "link_state": LinkCheck.DEAD,
            },
            False,
        ),
    ],
)
def test_when_to_look(check, values, is_due):
    SiteCheck.objects.update(**values)
    assert list(due_checks(now=NOW)) == ([check] if is_due else [])


def test_windows_of_a_year_ago_are_let_alone(check):
    Window.objects.update(opens_on=dt.date(2025, 2, 9))
    assert list(due_checks(now=NOW)) == []
