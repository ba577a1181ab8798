"""What is on a school's site: recorded, seen by a person, taken back."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.publications import (
    confirm_publication,
    record_publication,
    remove_publication,
)
from roadmaps.enums import LinkState, ProgrammeState
from roadmaps.models import Publication
from schools.enums import Role
from schools.models import AuditEvent
from tests.factories import MembershipFactory
from tests.roadmaps.deadline_town import NOW, TODAY, DeadlineTown


pytestmark = pytest.mark.django_db
ADDRESS = "https://school.example.org/package"


@pytest.fixture
def town() -> DeadlineTown:
    return DeadlineTown()


def written(town: DeadlineTown, programme=None, **values) -> Publication:
    given = {
        "programme": programme or town.programme("published"),
        "item": "package",
        "address": ADDRESS,
        "published_on": TODAY,
        "user": town.team,
        "now": NOW,
        "today": TODAY,
    }
    return record_publication(**(given | values))


@pytest.mark.parametrize("who", ["team", "coordinator", "methodist", "admin"])
def test_recorded_by_the_school_or_who_looks_at_its_site(town, who):
    user = getattr(town, who)
    row = written(town, user=user)
    event = AuditEvent.objects.get(action="publication.recorded")
    assert (row.address, row.recorded_by, row.link_state) == (
        ADDRESS,
        user,
        LinkState.UNKNOWN,
    )
    assert event.after == {"address": ADDRESS, "published_on": "2025-09-10"}


@pytest.mark.parametrize("who", ["other_team", "head", "neighbour", "analyst"])
def test_by_nobody_else(town, who):
    with pytest.raises(PermissionDenied):
        written(town, user=getattr(town, who))
    assert Publication.objects.count() == 0


def test_the_same_again_is_nothing_new(town):
    programme = town.programme("published")
    assert written(town, programme) == written(town, programme)
    assert AuditEvent.objects.filter(action="publication.recorded").count() == 1


def test_another_address_is_checked_anew(town):
    row = town.published(
        checked_by=town.methodist,
        checked_at=NOW,
        link_state=LinkState.DEAD,
        link_detail="Нет.",
        dead_since=NOW,
        link_checked_at=NOW,
    )
    changed = written(town, row.programme, item=row.item)
    assert (changed.checked_by, changed.checked_at, changed.link_state) == (
        None,
        None,
        LinkState.UNKNOWN,
    )
    assert (changed.dead_since, changed.link_checked_at, changed.link_detail) == (
        None,
        None,
        "",
    )


def test_another_day_of_the_same_address_keeps_the_checks(town):
    row = town.published(checked_by=town.methodist, checked_at=NOW)
    changed = written(
        town,
        row.programme,
        item=row.item,
        address=row.address,
        published_on=TODAY - dt.timedelta(days=1),
    )
    assert changed.checked_by == town.methodist


@pytest.mark.parametrize(
    ("state", "item", "values", "message"),
    [
        (
            "agreed",
            "order",
            {},
            (
                "Размещают утверждённую программу: сначала запишите приказ школы об "
                "утверждении."
            ),
        ),
        (
            "approved",
            "programme",
            {},
            "Адрес самой программы записывают на её странице: «Записать адрес на сайте».",
        ),
        (
            "running",
            "order",
            {"published_on": TODAY + dt.timedelta(days=1)},
            "Этот день ещё не наступил.",
        ),
        ("running", "order", {"address": "school.example"}, "Введите правильный URL."),
    ],
)
def test_refusals(town, state, item, values, message):
    with pytest.raises(ValidationError) as refused:
        written(town, town.programme(state), item=item, **values)
    assert refused.value.messages == [message]


@pytest.mark.parametrize("state", ["approved", "published", "running", "finished"])
def test_papers_are_placed_from_the_order_on(town, state):
    assert written(town, town.programme(state)).programme.state == ProgrammeState(state)


class TestConfirm:
    def test_by_who_looks(self, town):
        row = confirm_publication(
            publication=town.published(), user=town.methodist, now=NOW
        )
        assert (row.checked_by, row.checked_at) == (town.methodist, NOW)
        assert AuditEvent.objects.get(action="publication.confirmed").after == {
            "address": row.address
        }

    @pytest.mark.parametrize("who", ["team", "head", "neighbour"])
    def test_by_nobody_else(self, town, who):
        with pytest.raises(PermissionDenied):
            confirm_publication(
                publication=town.published(), user=getattr(town, who), now=NOW
            )

    def test_not_of_the_own_school(self, town):
        MembershipFactory(
            user=town.methodist,
            role=Role.SCHOOL_TEAM,
            territory=None,
            school=town.low,
        )
        with pytest.raises(ValidationError) as refused:
            confirm_publication(
                publication=town.published(), user=town.methodist, now=NOW
            )
        (message,) = refused.value.messages
        assert message == (
            "Вы из команды этой школы или готовили эту программу сами: проверить "
            "должен другой человек."
        )

    def test_not_a_page_that_does_not_open(self, town):
        dead = town.published(link_state=LinkState.DEAD, dead_since=NOW)
        with pytest.raises(ValidationError) as refused:
            confirm_publication(publication=dead, user=town.methodist, now=NOW)
        assert refused.value.messages == [
            "Страница не открывается: сначала исправьте адрес."
        ]


class TestRemove:
    def test_the_trail_keeps_the_address(self, town):
        row = town.published()
        remove_publication(publication=row, reason="Ошибка.", user=town.team, now=NOW)
        event = AuditEvent.objects.get(action="publication.removed")
        assert Publication.objects.count() == 0
        assert (event.reason, event.before) == (
            "Ошибка.",
            {
                "item": "order",
                "programme": row.programme_id,
                "address": row.address,
                "published_on": "2025-09-10",
            },
        )

    def test_the_programme_itself_stays(self, town):
        with pytest.raises(ValidationError) as refused:
            remove_publication(
                publication=town.published("programme"),
                reason="Ошибка.",
                user=town.team,
                now=NOW,
            )
        assert refused.value.messages == [
            "Программа размещена по этому адресу: исправьте адрес, а не убирайте его."
        ]

    def test_needs_a_reason_and_the_right(self, town):
        row = town.published()
        with pytest.raises(ValidationError) as refused:
            remove_publication(publication=row, reason="", user=town.team, now=NOW)
        assert refused.value.messages == ["Напишите, почему запись убрана."]
        with pytest.raises(PermissionDenied):
            remove_publication(
                publication=row, reason="Да", user=town.other_team, now=NOW
            )
