"""Pages of a real site die and come back; the record says since when."""

import datetime as dt
from functools import partial

import pytest

from roadmaps.actions.link_checks import check_publication, due_publications
from roadmaps.enums import LinkState
from roadmaps.links import LinkAnswer, LinkState as Found, check_link
from roadmaps.models import Publication
from schools.models import AuditEvent
from tests.roadmaps.deadline_town import NOW, DeadlineTown
from tests.roadmaps.links.site import open_site


pytestmark = pytest.mark.django_db
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def town() -> DeadlineTown:
    return DeadlineTown()


@pytest.fixture
def site():
    with open_site() as found:
        yield found


def looked(row: Publication, site, now: dt.datetime = NOW) -> Publication:
    """Open the address on loopback, which only this test allows."""
    check = partial(
        check_link,
        timeout=5,
        resolve=lambda _host, _port, _seconds: ["127.0.0.1"],
        allowed=lambda _address, port: port == site.port,
    )
    check_publication(publication_id=row.pk, clock=lambda: now, check=check)
    row.refresh_from_db()
    return row


def page(town, site, **values) -> Publication:
    address = f"http://school.test:{site.port}/order"
    return town.published(address=address, **values)


def trail() -> list[str]:
    events = AuditEvent.objects.filter(action__startswith="publication.link")
    return list(events.order_by("pk").values_list("action", flat=True))


def test_a_page_that_opens(town, site):
    row = looked(page(town, site), site)
    assert (row.link_state, row.link_detail, row.link_checked_at, row.dead_since) == (
        LinkState.ALIVE,
        "Страница открывается.",
        NOW,
        None,
    )
    assert [path for path, _headers in site.asked] == ["/order"]
    assert trail() == []


def test_it_dies_with_the_day_and_comes_back(town, site):
    row = looked(page(town, site), site)
    site.redirects["/order"] = "/status/404"
    row = looked(row, site, NOW + DAY)
    assert (row.link_state, row.dead_since) == (LinkState.DEAD, NOW + DAY)
    assert row.link_detail == "Страницы по этому адресу нет (ответ 404)."
    # Dead since the first day, however often it is looked at.
    row = looked(row, site, NOW + 2 * DAY)
    assert (row.dead_since, row.link_checked_at) == (NOW + DAY, NOW + 2 * DAY)
    site.redirects.clear()
    row = looked(row, site, NOW + 3 * DAY)
    assert (row.link_state, row.dead_since) == (LinkState.ALIVE, None)
    assert trail() == ["publication.link_died", "publication.link_revived"]


def test_a_first_silence_alarms_nobody(town, site):
    row = looked(page(town, site), site)
    site.redirects["/order"] = "/status/503"
    row = looked(row, site, NOW + DAY)
    assert (row.link_state, row.dead_since) == (LinkState.ALIVE, NOW + DAY)
    assert list(due_publications(now=NOW + DAY + HOUR)) == [row]
    row = looked(row, site, NOW + DAY + HOUR)
    assert (row.link_state, row.dead_since) == (LinkState.DEAD, NOW + DAY)
    assert trail() == ["publication.link_died"]


def test_a_silence_that_passes_is_forgotten(town, site):
    row = looked(page(town, site), site)
    site.redirects["/order"] = "/status/503"
    looked(row, site, NOW + DAY)
    site.redirects.clear()
    row = looked(row, site, NOW + DAY + HOUR)
    assert (row.link_state, row.dead_since) == (LinkState.ALIVE, None)
    assert trail() == []


def test_nobody_looks_inside_through_the_portal(town, site):
    """Without the predicate of the test loopback is refused, and nothing is asked."""
    row = town.published(address=f"http://127.0.0.1:{site.port}/order")
    check_publication(publication_id=row.pk, clock=lambda: NOW)
    row.refresh_from_db()
    assert (row.link_state, site.asked) == (LinkState.REFUSED, [])


def test_an_answer_about_a_former_address_is_dropped(town):
    row = town.published()

    def slow(_address: str) -> LinkAnswer:
        Publication.objects.update(address="https://school.example.org/new")
        return LinkAnswer(Found.DEAD, 404, "Нет.", "")

    assert (
        check_publication(publication_id=row.pk, clock=lambda: NOW, check=slow) is None
    )
    row.refresh_from_db()
    assert (row.link_state, row.link_checked_at) == (LinkState.UNKNOWN, None)


def test_a_record_that_is_gone_asks_nobody():
    def never(_address: str) -> LinkAnswer:
        raise AssertionError

    assert check_publication(publication_id=0, clock=lambda: NOW, check=never) is None


def test_due_once_a_day_the_unseen_first_and_none_that_is_over(town):
    programme = town.programme("running")
    seen = town.published("order", programme=programme, link_checked_at=NOW - DAY)
    town.published("package", programme=programme, link_checked_at=NOW - HOUR)
    unseen = town.published("activities", programme=programme)
    over = town.programme("finished", school=town.adverse)
    town.published("order", programme=over)
    assert list(due_publications(now=NOW)) == [unseen, seen]
