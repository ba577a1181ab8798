"""Recommendations: proposed by rules, issued by people, answered, closed."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from monitoring.actions.recommendations import (
    add_recommendation,
    answer_recommendation,
    change_recommendation,
    close_recommendation,
    draft_recommendations,
    issue_recommendation,
)
from monitoring.actions.value_writing import write_value
from monitoring.counting.cells import NO
from monitoring.enums import Addressee, RecommendationState, Source
from monitoring.models import Recommendation, Value
from schools.models import OutgoingMessage
from tests.factories.monitoring import VersionFactory, opened_window
from tests.monitoring.paper_town import NOW, TODAY, YEAR, PaperTown


pytestmark = pytest.mark.django_db
FIELDS = {
    "addressee": Addressee.SCHOOL,
    "data_text": "Данные",
    "finding": "Вывод",
    "action": "Сделать",
    "control": "",
    "due_on": dt.date(2026, 4, 1),
}


@pytest.fixture
def town() -> PaperTown:
    return PaperTown()


def drafted(town: PaperTown) -> int:
    return draft_recommendations(
        territory=town.town, year=YEAR, user=town.coordinator, now=NOW, today=TODAY
    )


def proposed(rule: str) -> list[tuple[str, str]]:
    rows = Recommendation.objects.filter(rule=rule).order_by("school__name", "pk")
    return [(str(row.school or ""), row.finding.replace("\u00a0", " ")) for row in rows]


def issued(town: PaperTown, **fields: object) -> Recommendation:
    return issue_recommendation(
        recommendation=town.advice(**fields),
        user=town.coordinator,
        now=NOW,
        today=TODAY,
    )


def answered(town: PaperTown, row: Recommendation, **changes: object):
    values = {"text": "Провели", "user": town.team, "now": NOW, "today": TODAY}
    return answer_recommendation(recommendation=row, **{**values, **changes})


def closed(town: PaperTown, row: Recommendation, **changes: object) -> Recommendation:
    values = {"is_done": True, "note": "", "user": town.coordinator}
    return close_recommendation(
        recommendation=row, now=NOW, today=TODAY, **{**values, **changes}
    )


def test_the_rules_propose_once(town: PaperTown) -> None:
    town.fill(
        town.opened("Педагоги, февраль 2025", dt.date(2025, 2, 1)),
        ((5, 20), (4, 30), (1, 10)),
        (NO, NO, NO),
    )
    town.look_at_sites()

    assert drafted(town) == 8
    teachers = "«Диагностика»: цель не достигнута два раза подряд."
    schools = "«Механизм выявления»: цель не достигнута два раза подряд."
    # Twice the whole town, three schools by teachers, one by its two «нет».
    assert sorted(proposed("missed_twice")) == [
        *[("", teachers), ("", schools)],
        *[("Школа № 1", teachers), ("Школа № 2", teachers)],
        *[("Школа № 3", teachers), ("Школа № 3", schools)],
    ]
    assert proposed("site_lacks") == [
        ("Школа № 1", "Не найдено или размещено не полностью: Приказ.")
    ]
    assert proposed("form_not_sent") == [
        ("Школа № 4", "Не отправлена форма «Педагоги, февраль 2026».")
    ]
    assert {row.state for row in Recommendation.objects.all()} == {"draft"}
    # Dropped by a person, it does not come back.
    for row in Recommendation.objects.all():
        closed(town, row, is_done=False, note="Уже делают")
    assert drafted(town) == 0


def test_a_fall_of_results_is_proposed_with_its_numbers(town: PaperTown) -> None:
    version = VersionFactory(source=Source.RESULTS, short_title="ОГЭ, математика")
    window = opened_window(
        territory=town.town, schools=town.schools[:1], versions=(version,)
    )
    value, _ = write_value(
        window_indicator=window.window_indicators.get(),
        window_school=window.window_schools.get(),
        cell=NO,
        user=None,
        now=NOW,
        detail={"trend": "down", "compared": [3.6, 3.4]},
    )
    assert Value.objects.get(pk=value.pk).detail["trend"] == "down"
    drafted(town)
    row = Recommendation.objects.get(rule="negative_dynamics")
    assert row.school == town.schools[0]
    assert row.data_text.startswith("«ОГЭ, математика»: было 3,60, стало 3,40 (")


@pytest.mark.parametrize("who", ["head", "neighbour", "team"])
def test_others_do_not_draft(town: PaperTown, who: str) -> None:
    with pytest.raises(PermissionDenied):
        draft_recommendations(
            territory=town.town,
            year=YEAR,
            user=getattr(town, who),
            now=NOW,
            today=TODAY,
        )


def test_a_person_writes_and_mends_a_draft(town: PaperTown) -> None:
    row = add_recommendation(
        territory=town.town,
        school=None,
        year=YEAR,
        fields=FIELDS,
        user=town.coordinator,
        now=NOW,
    )
    row = change_recommendation(
        recommendation=row,
        fields={**FIELDS, "action": "Сделать иначе"},
        user=town.coordinator,
        now=NOW,
    )
    assert (row.action, row.state) == ("Сделать иначе", RecommendationState.DRAFT)
    with pytest.raises(ValidationError, match="уже выдана"):
        change_recommendation(
            recommendation=issued(town), fields=FIELDS, user=town.coordinator, now=NOW
        )


def test_issuing_writes_to_the_team_of_that_school(town: PaperTown) -> None:
    row = issued(town)
    assert (row.state, row.issued_by) == (RecommendationState.ISSUED, town.coordinator)
    letter = OutgoingMessage.objects.get()
    assert letter.to == "school@example.org"
    assert "Провести диагностику всех педагогов" in letter.body
    assert f"/analytics/advice/{row.pk}/" in letter.body


@pytest.mark.parametrize(
    ("due_on", "message"),
    [(None, "Назначьте срок"), (dt.date(2026, 3, 1), "Срок уже прошёл")],
)
def test_without_a_term_to_come_nothing_is_issued(
    town: PaperTown, due_on: dt.date | None, message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        issued(town, due_on=due_on)
    assert not OutgoingMessage.objects.exists()


def test_the_school_answers_and_the_coordinator_hears(town: PaperTown) -> None:
    row = answered(town, issued(town))
    assert (row.state, row.answer) == (RecommendationState.ANSWERED, "Провели")
    assert OutgoingMessage.objects.filter(to="office@example.org").count() == 1
    done = closed(town, row, note="Справка принята")
    assert (done.state, done.closed_on) == (RecommendationState.DONE, TODAY)
    with pytest.raises(ValidationError, match="не закрыта"):
        answered(town, row)
    with pytest.raises(ValidationError, match="уже закрыта"):
        closed(town, row, is_done=False, note="Ещё раз")


def test_refusals_of_answers_and_closings(town: PaperTown) -> None:
    row = issued(town)
    with pytest.raises(PermissionDenied):
        answered(town, row, user=town.late_team)
    with pytest.raises(ValidationError, match="Напишите, что сделано"):
        answered(town, row, text=" ")
    with pytest.raises(ValidationError, match="почему рекомендация снимается"):
        closed(town, row, is_done=False)
    with pytest.raises(ValidationError, match="только выданную"):
        closed(town, town.advice())
