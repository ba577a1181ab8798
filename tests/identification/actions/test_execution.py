"""A run is executed once, wholly, and gives the same for the same data."""

import datetime as dt
import random

import pytest
from django.db import IntegrityError

from identification.actions import execution
from identification.actions.execution import execute_run
from identification.actions.runs import start_run
from identification.datasets.versions import code_version, library_versions
from identification.enums import Group, RunPurpose
from identification.models import ContextValue, Result, Run, RunSchool
from identification.queries.run_schools import school_factors
from schools.actions.jobs import MAX_ATTEMPTS
from schools.enums import JobState
from schools.models import AuditEvent, School
from schools.models.unchanging import UnchangingRowError
from tests.factories import MunicipalityFactory, RegionFactory
from tests.factories.identification import (
    NOW,
    YEAR,
    ContextFactorFactory,
    fill_territory,
)


pytestmark = pytest.mark.django_db


def queued(place, **changes) -> Run:
    values = {
        "user": place.analyst,
        "territory": place.region,
        "year": YEAR,
        "now": NOW,
        **changes,
    }
    return start_run(**values)


def executed(run: Run, **changes) -> Run | None:
    return execute_run(run_id=run.pk, clock=lambda: NOW, **changes)


def test_a_run_writes_every_school_and_what_it_used(place) -> None:
    run = place.run()

    assert (run.state, run.error_detail, run.attempts) == (JobState.DONE, "", 1)
    assert run.schools.count() == 24
    assert run.counts["schools"] == 24
    assert sum(run.counts["groups"].values()) == 24
    assert run.code_version == code_version()
    assert run.library_versions == library_versions()
    assert (len(run.inputs_digest), len(run.results_digest)) == (64, 64)
    assert (
        AuditEvent.objects.get(action="run.done").after["groups"]
        == (run.counts["groups"])
    )


def test_the_planted_school_is_low_by_both_ways(place) -> None:
    row = place.run().schools.get(school=place.town_schools[0])

    assert row.group in {Group.LOW, Group.BOTH}
    assert row.studentised < -2
    assert row.is_rule_fired
    assert row.rule_clauses == ["two_procedures"]
    assert row.interval_low < row.expected_points < row.interval_high
    assert row.outcome_points < row.interval_low


def test_contributions_add_up_to_the_expectation(place) -> None:
    run = place.run()

    for row in run.schools.exclude(group=Group.UNCLASSIFIED):
        parts = [factor["contribution"] for factor in school_factors(row=row)]
        assert run.model["average"] + sum(parts) == pytest.approx(
            row.expected_points, rel=1e-9
        )


def test_the_context_index_is_the_sum_of_the_kept_factors(place) -> None:
    run = place.run()
    slopes = {line["name"]: line["value"] for line in run.model["coefficients"]}

    for row in run.schools.exclude(group=Group.UNCLASSIFIED):
        factors = school_factors(row=row)
        index = sum(slopes[factor["code"]] * factor["value"] for factor in factors)
        assert row.context_points == pytest.approx(index, rel=1e-9)


def test_the_same_data_give_the_same_digests(place) -> None:
    first, second = place.run(), place.run()

    assert first.pk != second.pk
    assert first.inputs_digest == second.inputs_digest
    assert first.results_digest == second.results_digest


def test_neither_keys_nor_the_order_of_rows_reach_the_result(place) -> None:
    """The same schools are written once more in another order, so under other keys."""
    before = place.run()
    schools = [
        (school.code, school.name, school.municipality)
        for school in School.objects.all()
    ]
    results = list(Result.objects.select_related("school"))
    values = list(ContextValue.objects.select_related("school"))
    School.objects.update(code=_moved("code"), closed_on=dt.date(2020, 1, 1))
    order = random.Random(7)
    for rows in (schools, results, values):
        order.shuffle(rows)
    new = {
        code: School.objects.create(code=code, name=name, municipality=municipality)
        for code, name, municipality in schools
    }
    for row in [*results, *values]:
        row.school, row.pk = new[row.school.code], None
        row.save(force_insert=True)

    after = place.run()

    assert after.inputs_digest == before.inputs_digest
    assert after.results_digest == before.results_digest


def _moved(name: str):
    from django.db.models import F, Value
    from django.db.models.functions import Concat

    return Concat(Value("old-"), F(name))


def test_one_changed_value_changes_the_digest_of_the_data(place) -> None:
    before = place.run()
    Result.objects.filter(school=place.town_schools[3]).update(is_flagged=True)

    after = place.run()

    assert after.inputs_digest != before.inputs_digest


def test_a_run_is_executed_once(place) -> None:
    run = queued(place)
    executed(run)

    assert executed(run) is None
    assert executed(run, is_redelivery=True) is None
    assert RunSchool.objects.filter(run=run).count() == 24
    assert AuditEvent.objects.filter(action="run.done").count() == 1


def test_a_running_run_is_left_to_its_worker(place) -> None:
    run = queued(place)
    Run.objects.claim(run.pk, now=NOW)

    assert executed(run) is None
    run.refresh_from_db()
    assert (run.state, run.attempts) == (JobState.RUNNING, 1)


def test_a_redelivered_run_of_a_dead_worker_is_done(place) -> None:
    run = queued(place)
    Run.objects.claim(run.pk, now=NOW)

    done = executed(run, is_redelivery=True)

    assert (done.state, done.attempts) == (JobState.DONE, 2)


def test_a_run_that_kills_its_workers_is_given_up(place) -> None:
    run = queued(place)
    Run.objects.claim(run.pk, now=NOW)
    Run.objects.filter(pk=run.pk).update(attempts=MAX_ATTEMPTS)

    assert executed(run, is_redelivery=True) is None

    run.refresh_from_db()
    assert (run.state, run.error_code) == (JobState.FAILED, "worker_lost")
    assert AuditEvent.objects.filter(action="run.failed").count() == 1


def test_a_worker_that_lost_its_claim_writes_nothing(place) -> None:
    """Between reading and writing another worker takes the run and finishes it."""
    run = queued(place)
    taken = []

    def clock() -> dt.datetime:
        stage = Run.objects.values_list("stage", flat=True).get(pk=run.pk)
        if stage == "Индекс результатов" and not taken:
            taken.append(executed(run, is_redelivery=True))
        return NOW

    assert execute_run(run_id=run.pk, clock=clock) is None

    assert taken[0].state == JobState.DONE
    run.refresh_from_db()
    assert (run.state, run.attempts) == (JobState.DONE, 2)
    assert run.schools.count() == 24
    assert AuditEvent.objects.filter(action="run.done").count() == 1


def test_a_refusal_of_the_statistics_is_told_in_words(place) -> None:
    factor = ContextFactorFactory(code="twin", name="Двойник")
    for value in ContextValue.objects.filter(factor__code="poverty"):
        value.pk, value.factor, value.value = None, factor, value.value * 2
        value.save()

    run = executed(queued(place))

    assert run.state == JobState.FAILED
    assert run.error_code == "collinear"
    assert "«Двойник»" in run.error_detail or "«Фактор poverty»" in run.error_detail
    assert run.schools.count() == 0


def test_an_unforeseen_fault_fails_the_run_and_is_not_swallowed(
    place, monkeypatch
) -> None:
    run = queued(place)
    monkeypatch.setattr(execution, "write_schools", _breaks)

    with pytest.raises(RuntimeError, match="диск"):
        executed(run)

    run.refresh_from_db()
    assert (run.state, run.error_code) == (JobState.FAILED, "crashed")
    assert run.results_digest == ""
    assert "Traceback" not in run.error_detail


def _breaks(**_values: object) -> None:
    raise RuntimeError("диск")


def test_half_written_schools_leave_no_trace(place, monkeypatch) -> None:
    """The rows are there when the fault comes; the transaction takes them back."""
    run = queued(place)
    real = execution.write_schools

    def write_then_break(**values: object) -> None:
        real(**values)
        assert RunSchool.objects.filter(run=run).count() == 24
        raise IntegrityError("связь прервалась")

    monkeypatch.setattr(execution, "write_schools", write_then_break)

    with pytest.raises(IntegrityError):
        executed(run)

    assert RunSchool.objects.filter(run=run).count() == 0
    run.refresh_from_db()
    assert (run.state, run.counts, run.model) == (JobState.FAILED, {}, {})


def test_progress_goes_through_every_stage_and_never_back(place) -> None:
    run, seen = queued(place), []

    def clock() -> dt.datetime:
        row = Run.objects.get(pk=run.pk)
        if row.stage and (row.stage, row.steps_done) not in seen:
            seen.append((row.stage, row.steps_done))
        return NOW + dt.timedelta(seconds=len(seen))

    execute_run(run_id=run.pk, clock=clock)

    assert list(dict.fromkeys(stage for stage, _ in seen)) == [
        "Чтение данных",
        "Индекс результатов",
        "Модель",
        "Повторные выборки",
        "Группы школ",
        "Правило 30 %",
        "Запись итогов",
    ]
    steps = [done for _, done in seen]
    assert steps == sorted(steps)


def test_a_finished_run_cannot_be_changed(place) -> None:
    run = place.run()

    run.counts = {}
    for change in (
        lambda: run.save(),
        lambda: run.save(update_fields=["counts"]),
        lambda: Run.objects.filter(pk=run.pk).update(counts={}),
        lambda: Run.objects.filter(pk=run.pk).update(state=JobState.FAILED),
        lambda: run.schools.update(group=Group.LOW),
        lambda: run.schools.first().save(),
    ):
        with pytest.raises(UnchangingRowError):
            change()
    assert Run.objects.get(pk=run.pk).counts["schools"] == 24


def test_a_trial_leaves_the_official_run_as_it_is(place) -> None:
    base = place.run()
    rows = list(base.schools.order_by("pk").values())

    trial = place.run(
        purpose=RunPurpose.WHAT_IF, base_run=base, overrides={"context_quantile": 0.5}
    )

    assert trial.counts["groups"] != base.counts["groups"]
    again = Run.objects.get(pk=base.pk)
    assert (again.counts, again.results_digest) == (base.counts, base.results_digest)
    assert list(base.schools.order_by("pk").values()) == rows


def test_schools_without_data_are_listed_with_the_cause(place) -> None:
    without_results, without_context = place.town_schools[4:6]
    Result.objects.filter(school=without_results).delete()
    ContextValue.objects.filter(school=without_context, factor__code="poverty").delete()

    run = place.run()

    rows = {row.school_id: row for row in run.schools.all()}
    assert rows[without_results.pk].group == Group.UNCLASSIFIED
    assert rows[without_results.pk].reason == ("не классифицирована: нет результатов")
    assert rows[without_context.pk].reason == (
        "не классифицирована: нет данных по фактору «Фактор poverty»"
    )
    assert run.model["excluded"] == [
        {
            "code": "no_results",
            "message": "нет результатов, которые можно учесть",
            "count": 1,
        },
        {
            "code": "no_context",
            "message": "нет данных по факторам контекста",
            "count": 1,
        },
    ]


def test_a_school_closed_before_the_autumn_is_not_in_the_run(place) -> None:
    closed, later = place.town_schools[4:6]
    School.objects.filter(pk=closed.pk).update(closed_on=dt.date(YEAR, 8, 31))
    School.objects.filter(pk=later.pk).update(closed_on=dt.date(YEAR, 12, 31))

    run = place.run()

    assert not run.schools.filter(school=closed).exists()
    assert run.schools.filter(school=later).exists()


def test_a_run_looks_at_its_territory_alone(place) -> None:
    foreign = MunicipalityFactory(parent=RegionFactory())
    fill_territory(foreign, schools=8, seed=5)

    run = place.run()

    assert run.counts["schools"] == 24


def test_frozen_coefficients_repeat_the_expectation_for_unchanged_data(place) -> None:
    """E21: last year's parameters on the same inputs give the same prediction."""
    own = place.run()

    again = place.run(frozen_from=own)

    assert again.model["is_frozen"] is True
    assert again.model["frozen_from"] == own.pk
    assert again.model["fit"] is None
    before = dict(own.schools.values_list("school_id", "expected_points"))
    after = dict(again.schools.values_list("school_id", "expected_points"))
    assert after == before


def test_a_small_municipality_is_scored_by_the_region(place) -> None:
    region = place.run()
    few = MunicipalityFactory(parent=place.region)
    School.objects.filter(pk__in=[s.pk for s in place.town_schools[:4]]).update(
        municipality=few
    )

    run = place.run(territory=few, frozen_from=region)

    assert run.counts["schools"] == 4
    expected = dict(region.schools.values_list("school_id", "expected_points"))
    for row in run.schools.all():
        assert row.expected_points == expected[row.school_id]


def test_few_schools_per_factor_are_warned_about(place) -> None:
    run = place.run(user=place.coordinator, territory=place.town)

    messages = {f["code"]: f["message"] for f in run.model["findings"]}
    assert "Примените коэффициенты региона" in messages["few_schools_per_factor"]


def test_a_context_of_several_years_is_their_mean(place) -> None:
    school = place.town_schools[2]
    now = ContextValue.objects.get(school=school, factor__code="poverty")
    ContextValue.objects.create(
        school=school, factor=now.factor, year=YEAR - 1, value=now.value + 10
    )
    ContextValue.objects.create(
        school=school, factor=now.factor, year=YEAR - 3, value=1000
    )

    row = place.run().schools.get(school=school)

    values = {factor["code"]: factor["value"] for factor in school_factors(row=row)}
    assert values["poverty"] == pytest.approx(now.value + 5, rel=1e-12)
