"""A finished run is repeated; what differs is named down to the value."""

import json
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from identification.actions.runs import start_run
from identification.actions.verification import (
    SAME,
    request_verification,
    verify_run,
    verify_run_by_id,
)
from identification.models import ContextValue, Result, Run
from schools.models import AuditEvent, School
from tests.factories import SchoolFactory
from tests.factories.identification import NOW, YEAR, ResultFactory


pytestmark = pytest.mark.django_db

LABEL = f"ВПР, русский язык, 5\xa0класс, {YEAR}"


def changed(run: Run) -> list[tuple[str, str, object, object]]:
    found = verify_run(run=run, now=NOW)
    assert found["matches"] is False
    return [
        (row["school"], row["what"], row["before"], row["after"])
        for row in found["differences"]
    ]


def first_result(school: School) -> Result:
    return Result.objects.get(school=school, subject__code="rus")


def test_an_unchanged_run_comes_out_the_same(place) -> None:
    run = place.run()

    found = verify_run(run=run, now=NOW, user=place.analyst)

    assert found == {
        "state": "done",
        "matches": True,
        "inputs_match": True,
        "results_match": True,
        "message": SAME,
        "versions": [],
        "differences": [],
        "schools": 0,
        "more": 0,
        "checked_at": NOW.isoformat(),
        "checked_by": str(place.analyst),
    }
    run = Run.objects.get(pk=run.pk)
    assert (run.verified_at, run.verification["message"]) == (NOW, SAME)
    event = AuditEvent.objects.get(action="run.verified")
    assert (event.actor_id, event.after["matches"]) == (place.analyst.pk, True)


def test_one_changed_cell_is_named_with_both_values(place) -> None:
    run, school = place.run(), place.town_schools[3]
    before = first_result(school)
    Result.objects.filter(pk=before.pk).update(mean_score=2.5)

    assert changed(run) == [
        (school.name, f"{LABEL}: средний результат", before.mean_score, 2.5)
    ]


def test_every_kind_of_changed_value_is_named(place) -> None:
    run, school = place.run(), place.town_schools[3]
    before = first_result(school)
    Result.objects.filter(pk=before.pk).update(
        participants=99, below_min=None, is_flagged=True
    )

    assert changed(run) == [
        (school.name, f"{LABEL}: ниже минимума", 1, None),
        (school.name, f"{LABEL}: признаки необъективности", 0, 1),
        (school.name, f"{LABEL}: участников", before.participants, 99),
    ]


def test_a_changed_and_a_lost_condition_are_named(place) -> None:
    run, school = place.run(), place.town_schools[3]
    values = ContextValue.objects.filter(school=school)
    poverty = values.get(factor__code="poverty").value
    language = values.get(factor__code="language").value
    values.filter(factor__code="poverty").update(value=77.0)
    values.filter(factor__code="language").delete()

    assert changed(run) == [
        (school.name, "фактор «Фактор language»", language, None),
        (school.name, "фактор «Фактор poverty»", poverty, 77.0),
    ]


def test_a_new_and_a_lost_result_are_named(place) -> None:
    run, school = place.run(), place.town_schools[3]
    first_result(school).delete()
    ResultFactory(school=school, grade=8)

    assert changed(run) == [
        (school.name, f"{LABEL}: результат", "есть", None),
        (
            school.name,
            f"ВПР, русский язык, 8\xa0класс, {YEAR}: результат",
            None,
            "есть",
        ),
    ]


def test_a_new_and_a_closed_school_are_named(place) -> None:
    run, closed = place.run(), place.town_schools[3]
    School.objects.filter(pk=closed.pk).update(closed_on="2020-01-01")
    new = SchoolFactory(municipality=place.town, code="НОВАЯ")

    assert changed(run) == [
        (closed.name, "школа в расчёте", "есть", None),
        (f"код {new.code}", "школа в расчёте", None, "есть"),
    ]


def test_a_change_without_effect_on_the_result_is_told_as_such(place) -> None:
    run, school = place.run(), place.town_schools[3]
    Result.objects.filter(pk=first_result(school).pk).update(below_min=2)
    found = verify_run(run=run, now=NOW)

    # One pupil more below the minimum changes the chance of the 30 % rule.
    assert (found["inputs_match"], found["results_match"]) == (False, False)
    Result.objects.filter(pk=first_result(school).pk).update(below_min=1)
    School.objects.filter(pk=school.pk).update(name="Переименованная")
    assert verify_run(run=run, now=NOW)["matches"] is True


def test_another_program_is_named(place) -> None:
    run = place.run()
    run.code_version = "0.0.1+stats.000000000000"
    run.library_versions = run.library_versions | {"numpy": "1.0"}

    found = verify_run(run=run, now=NOW)

    assert found["matches"] is True
    assert [(row["name"], row["then"]) for row in found["versions"]] == [
        ("numpy", "1.0"),
        ("программа", "0.0.1+stats.000000000000"),
    ]


def test_other_figures_from_the_same_data_are_named(place) -> None:
    run = place.run()
    run.results_digest = "0" * 64

    found = verify_run(run=run, now=NOW)

    assert (found["inputs_match"], found["results_match"]) == (True, False)
    assert found["message"] == (
        "Не совпало: данные те же, итоги другие. Программа та же."
    )


def test_data_that_cannot_be_calculated_any_more_are_told(place) -> None:
    run = place.run()
    Result.objects.all().delete()

    found = verify_run(run=run, now=NOW)

    assert found["matches"] is False
    assert found["message"].startswith("Не совпало: повторить расчёт нельзя. ")


def test_a_check_leaves_the_run_itself_alone(place) -> None:
    run = place.run()
    Result.objects.filter(school=place.town_schools[3]).update(mean_score=2.0)
    before = Run.objects.filter(pk=run.pk).values("results_digest", "counts").get()

    verify_run(run=run, now=NOW)

    after = Run.objects.filter(pk=run.pk).values("results_digest", "counts").get()
    assert after == before


def test_only_a_finished_run_is_checked(place) -> None:
    run = start_run(user=place.analyst, territory=place.region, year=YEAR, now=NOW)

    with pytest.raises(ValidationError) as refusal:
        verify_run(run=run, now=NOW)

    assert refusal.value.messages == ["Проверить можно только готовый расчёт."]


def test_a_check_is_asked_for_with_the_right_to_calculate(place) -> None:
    run = place.run()

    request_verification(run=run, user=place.analyst, now=NOW)

    run.refresh_from_db()
    assert run.verification == {"state": "queued", "requested_at": NOW.isoformat()}
    with pytest.raises(PermissionDenied):
        request_verification(run=run, user=place.coordinator, now=NOW)


def test_a_frozen_run_is_checked_with_its_coefficients(place) -> None:
    run = place.run(frozen_from=place.run())

    found = verify_run_by_id(run_id=run.pk, user_id=place.admin.pk, now=NOW)

    assert (found["matches"], found["checked_by"]) == (True, str(place.admin))


def test_the_command_says_the_same(place) -> None:
    run, output = place.run(), StringIO()

    call_command("verify_run", run.pk, stdout=output)

    assert output.getvalue() == f"{SAME}\n"


def test_the_command_prints_json_and_fails_on_a_difference(place) -> None:
    run, school, output = place.run(), place.town_schools[3], StringIO()
    before = first_result(school).participants
    Result.objects.filter(pk=first_result(school).pk).update(participants=99)

    with pytest.raises(SystemExit) as left:
        call_command("verify_run", run.pk, "--json", stdout=output)

    assert left.value.code == 1
    assert json.loads(output.getvalue())["differences"] == [
        {
            "school_id": school.pk,
            "school": school.name,
            "what": f"{LABEL}: участников",
            "before": before,
            "after": 99,
        }
    ]


def test_the_command_names_a_run_that_is_not_there(db: None) -> None:
    with pytest.raises(CommandError, match="Расчёта № 12345 нет"):
        call_command("verify_run", 12345)
