"""Many drafts at once: each with its trail, one letter a school, no all-or-nothing."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from monitoring.actions.recommendation_batches import (
    drop_recommendations,
    issue_recommendations,
)
from monitoring.enums import RecommendationState
from monitoring.models import Recommendation
from schools.models import AuditEvent, OutgoingMessage
from tests.monitoring.paper_town import NOW, TODAY, PaperTown


pytestmark = pytest.mark.django_db
DRAFT, ISSUED, DROPPED = (
    RecommendationState.DRAFT,
    RecommendationState.ISSUED,
    RecommendationState.DROPPED,
)


@pytest.fixture
def town() -> PaperTown:
    return PaperTown()


def given(rows: list[Recommendation], town: PaperTown, **changes: object) -> dict:
    keys = [row.pk for row in rows]
    return {
        "keys": keys,
        "user": town.coordinator,
        "now": NOW,
        "today": TODAY,
        **changes,
    }


def states(rows: list[Recommendation]) -> list[str]:
    found = Recommendation.objects.in_bulk([row.pk for row in rows])
    return [found[row.pk].state for row in rows]


def test_each_is_audited_and_a_school_hears_once(town: PaperTown) -> None:
    rows = [
        town.advice(action="Первое", due_on=dt.date(2026, 5, 1)),
        town.advice(action="Второе"),
        town.advice(school=town.schools[-1], action="Третье"),
        town.advice(school=None, action="Управлению"),
    ]
    outcome = issue_recommendations(**given(rows, town))
    assert (len(outcome.done), outcome.kept) == (4, [])
    assert states(rows) == [ISSUED] * 4
    events = AuditEvent.objects.filter(action="recommendation.issued")
    assert {event.object_id for event in events} == {str(row.pk) for row in rows}
    letters = {row.to: row for row in OutgoingMessage.objects.all()}
    assert len(letters) == 2
    mine = letters["school@example.org"]
    assert mine.subject == "Школе: 2 рекомендации, первый срок 1 апреля 2026"
    for row in rows[:2]:
        assert row.action in mine.body
        assert f"/analytics/advice/{row.pk}/" in mine.body
    assert "Третье" not in mine.body


def test_one_of_a_school_reads_as_issued_singly(town: PaperTown) -> None:
    issue_recommendations(**given([town.advice()], town))
    letter = OutgoingMessage.objects.get()
    assert letter.subject == "Рекомендация школе, срок 1 апреля 2026"


def test_what_lacks_something_is_named_and_hinders_no_other(town: PaperTown) -> None:
    rows = [
        town.advice(due_on=None),
        town.advice(due_on=dt.date(2026, 3, 1)),
        town.advice(addressee=""),
        town.advice(state=DROPPED),
        town.advice(),
    ]
    outcome = issue_recommendations(**given(rows, town))
    assert [row.pk for row in outcome.done] == [rows[4].pk]
    assert [why for _row, why in outcome.kept] == [
        "Назначьте срок: без него рекомендацию не выдать.",
        "Срок уже прошёл: назначьте другой день.",
        "Не названо, кому рекомендация.",
        "Рекомендация уже выдана или снята.",
    ]
    assert states(rows) == [DRAFT, DRAFT, DRAFT, DROPPED, ISSUED]


def test_dropped_for_one_reason(town: PaperTown) -> None:
    rows = [town.advice(), town.advice(due_on=None)]
    issued = town.advice(state=ISSUED, issued_at=NOW)
    outcome = drop_recommendations(
        reason=" Уже делают ", **given([*rows, issued], town)
    )
    assert states([*rows, issued]) == [DROPPED, DROPPED, ISSUED]
    assert [row.pk for row, _why in outcome.kept] == [issued.pk]
    events = AuditEvent.objects.filter(action="recommendation.dropped")
    assert [event.reason for event in events] == ["Уже делают"] * 2
    assert Recommendation.objects.get(pk=rows[0].pk).closing_note == "Уже делают"
    assert not OutgoingMessage.objects.exists()


def test_dropping_wants_a_reason(town: PaperTown) -> None:
    row = town.advice()
    with pytest.raises(ValidationError, match="почему рекомендации отклонены"):
        drop_recommendations(reason=" ", **given([row], town))
    assert states([row]) == [DRAFT]


@pytest.mark.parametrize("who", ["head", "neighbour", "team"])
def test_others_decide_on_nothing(town: PaperTown, who: str) -> None:
    rows = [town.advice(), town.advice()]
    with pytest.raises(PermissionDenied):
        issue_recommendations(**given(rows, town, user=getattr(town, who)))
    with pytest.raises(PermissionDenied):
        drop_recommendations(reason="Нет", **given(rows, town, user=getattr(town, who)))
    assert states(rows) == [DRAFT, DRAFT]
