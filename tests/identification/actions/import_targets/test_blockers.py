"""Data on which a calculation or a decision rests cannot be taken back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from identification.actions.import_targets.blockers import blockers_of
from identification.enums import DecisionState, RunPurpose
from identification.models import Decision, RuleSet, Run
from schools.actions import imports
from schools.enums import ImportPhase, JobState, Role
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.factories.imports import RESULT_HEADERS, result_line, undo, upload, write


pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def coordinator(town):
    return person(Role.COORDINATOR, town)


@pytest.fixture
def batch(town, coordinator):
    school = SchoolFactory(municipality=town)
    batch = upload(
        [RESULT_HEADERS, result_line(school)],
        kind="results",
        territory=town,
        user=coordinator,
    )
    return write(batch, coordinator)


def run_over(territory, **fields) -> Run:
    rules, _ = RuleSet.objects.get_or_create(
        defaults={"valid_from": dt.date(2020, 1, 1), "created_at": timezone.now()},
        version=1,
        territory=None,
        title="Правила",
        parameters={},
    )
    return Run.objects.create(
        **{
            "territory": territory,
            "rule_set": rules,
            "year": 2025,
            "parameters": {"window_years": 3},
            "state": JobState.DONE,
            "results_digest": "0" * 64,
            "requested_at": timezone.now(),
            "finished_at": timezone.now(),
            **fields,
        }
    )


def test_nothing_rests_on_it(batch):
    assert blockers_of(batch) == []


def test_a_finished_run_is_named(batch, town, coordinator):
    run = run_over(town)
    assert blockers_of(batch)[0].startswith(
        f"На этих данных выполнен расчёт № {run.pk} от "
    )
    with pytest.raises(ValidationError, match=f"расчёт № {run.pk}"):
        undo(batch, coordinator)
    batch.refresh_from_db()
    assert batch.phase == ImportPhase.WRITTEN


def test_a_recorded_decision_is_named_first(batch, town):
    Decision.objects.create(
        run=run_over(town.parent),
        territory=town,
        state=DecisionState.RECORDED,
        order_number="12-ОД",
        order_date=dt.date(2026, 9, 1),
        effective_on=dt.date(2026, 9, 1),
        recorded_at=timezone.now(),
        created_at=timezone.now(),
    )
    assert blockers_of(batch)[0] == (
        "На этих данных принято решение по приказу № 12-ОД"
        " от 1\N{NO-BREAK SPACE}сентября 2026, поэтому отменить загрузку нельзя."
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"purpose": RunPurpose.WHAT_IF},
        {"state": JobState.FAILED},
        {"finished_at": timezone.now() - dt.timedelta(days=1)},
        {"year": 2024},
        {"year": 2028},
    ],
    ids=["a trial", "failed", "before the upload", "an earlier year", "another window"],
)
def test_what_did_not_use_the_data_does_not_matter(batch, town, fields):
    run_over(town, **fields)
    assert blockers_of(batch) == []


def test_a_run_of_another_place_does_not_matter(batch):
    run_over(MunicipalityFactory())
    assert blockers_of(batch) == []


def test_a_run_made_while_the_undo_waited_stops_it(batch, town, coordinator):
    imports.ask_undo(batch=batch, reason="ошибка", user=coordinator, now=timezone.now())
    run = run_over(town)
    imports.undo_import(pk=batch.pk, clock=timezone.now)
    batch.refresh_from_db()
    assert (batch.phase, batch.state) == (ImportPhase.WRITTEN, JobState.DONE)
    assert f"расчёт № {run.pk}" in batch.error_detail
