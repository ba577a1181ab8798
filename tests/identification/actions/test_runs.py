"""Starting a run fixes what it will use and refuses in words what cannot be."""

import datetime as dt
import threading
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from identification.actions.runs import restart_run, start_run
from identification.enums import RunPurpose
from identification.models import ContextFactor, ContextValue, Run
from identification.stats.rules import IdentificationRules
from schools.actions.jobs import fail_job
from schools.enums import JobState
from schools.models import AuditEvent
from tests.factories import MunicipalityFactory
from tests.factories.identification import (
    FACTORS,
    NOW,
    YEAR,
    RuleSetFactory,
    RunFactory,
)


pytestmark = pytest.mark.django_db


def start(place, **changes) -> Run:
    values = {
        "user": place.analyst,
        "territory": place.region,
        "year": YEAR,
        "now": NOW,
        **changes,
    }
    return start_run(**values)


def refused(place, **changes) -> ValidationError:
    with pytest.raises(ValidationError) as refusal:
        start(place, **changes)
    return refusal.value


def test_a_run_waits_in_the_queue_with_everything_it_will_use(place) -> None:
    run = start(place, title="Осень")

    assert (run.state, run.requested_by, run.year) == (
        JobState.QUEUED,
        place.analyst,
        YEAR,
    )
    assert run.rule_set == place.rules
    assert run.parameters["factors"] == list(FACTORS)
    assert run.parameters["bootstrap_resamples"] == 20


def test_starting_leaves_a_trace(place) -> None:
    run = start(place)

    event = AuditEvent.objects.get(action="run.started")
    assert (event.actor_id, event.object_id) == (place.analyst.pk, str(run.pk))
    assert event.after["year"] == YEAR
    assert event.region_id == place.region.pk


def test_the_same_form_sent_twice_starts_one_run(place) -> None:
    token = uuid4()

    first = start(place, token=token)
    second = start(place, token=token)

    assert first.pk == second.pk
    assert Run.objects.count() == 1
    assert AuditEvent.objects.filter(action="run.started").count() == 1


def test_another_person_cannot_send_the_same_form(place) -> None:
    token = uuid4()
    start(place, token=token)

    assert refused(place, token=token, user=place.admin).code == "token_used"


def test_without_the_right_there_is_no_run(place) -> None:
    with pytest.raises(PermissionDenied):
        start(place, user=place.head)


def test_a_coordinator_starts_no_run_over_the_region_or_a_neighbour(place) -> None:
    for territory in (place.region, place.district):
        with pytest.raises(PermissionDenied):
            start(place, user=place.coordinator, territory=territory)


def test_a_year_without_results_is_refused(place) -> None:
    refusal = refused(place, year=YEAR - 1)

    assert refusal.code == "no_results"
    assert refusal.messages == [
        (
            f"За {YEAR - 1} год нет результатов школ: {place.region}. "
            "Сначала загрузите таблицу результатов."
        )
    ]


def test_results_of_another_territory_do_not_help(place) -> None:
    empty = MunicipalityFactory(parent=place.region)

    assert refused(place, territory=empty).code == "no_results"


def test_a_future_year_is_refused(place) -> None:
    assert refused(place, year=NOW.year + 2).code == "wrong_year"


def test_without_conditions_there_is_nothing_to_explain_by(place) -> None:
    ContextValue.objects.all().delete()

    assert refused(place).code == "no_factors"


def test_factors_without_values_are_not_taken(place) -> None:
    ContextValue.objects.filter(factor__code="noise").delete()

    assert start(place).parameters["factors"] == ["poverty", "language"]


def test_factors_out_of_use_are_not_taken(place) -> None:
    ContextFactor.objects.filter(code="noise").update(is_active=False)

    assert start(place).parameters["factors"] == ["poverty", "language"]


def test_an_unknown_factor_is_named(place) -> None:
    rules = IdentificationRules(factors=("poverty", "weather"))
    refusal = refused(place, rule_set=RuleSetFactory(parameters=rules.to_dict()))

    assert refusal.code == "unknown_factor"
    assert refusal.messages == ["Таких факторов нет: «weather»."]


def test_a_small_municipality_is_sent_to_the_region(place) -> None:
    few = MunicipalityFactory(parent=place.region)
    for school in place.town_schools[:5]:
        school.municipality = few
        school.save()

    refusal = refused(place, territory=few)

    assert refusal.code == "few_schools"
    assert refusal.messages == [
        (
            "Школ с результатами: 5, факторов: 3. Для собственной модели нужно не меньше "
            "6 школ. Примените коэффициенты расчёта региона или возьмите меньше факторов."
        )
    ]


def test_without_rules_of_that_time_there_is_no_run(place) -> None:
    late = MunicipalityFactory(parent=place.region)
    for school in place.town_schools:
        school.municipality = late
        school.save()
    place.rules.__class__.objects.all().delete()
    RuleSetFactory(valid_from=dt.date(YEAR + 1, 1, 1))

    assert refused(place).code == "no_rules"


def test_rules_of_another_region_are_refused(place) -> None:
    foreign = RuleSetFactory(territory=MunicipalityFactory())

    assert refused(place, rule_set=foreign).code == "foreign_rules"


def test_an_official_run_takes_no_changes_of_rules(place) -> None:
    assert refused(place, overrides={"low_cut": -1.5}).code == "overrides_official"


def test_a_trial_keeps_its_changes_and_the_run_it_is_compared_with(place) -> None:
    base = place.run()

    trial = start(
        place,
        purpose=RunPurpose.WHAT_IF,
        base_run=base,
        overrides={"low_cut": -1.5, "threshold": {"n_min": 10}},
    )

    assert trial.base_run == base
    assert trial.parameters["low_cut"] == -1.5
    assert trial.parameters["threshold"]["n_min"] == 10
    assert trial.parameters["threshold"]["numerator"] == 3
    assert base.parameters["low_cut"] == -1.0


def test_a_trial_needs_a_finished_run_of_the_same_place(place) -> None:
    unfinished = start(place)
    elsewhere = RunFactory(territory=MunicipalityFactory())

    for base in (None, unfinished, elsewhere):
        refusal = refused(place, purpose=RunPurpose.WHAT_IF, base_run=base)
        assert refusal.code == "bad_base"


def test_an_impossible_value_is_named(place) -> None:
    refusal = refused(
        place,
        purpose=RunPurpose.WHAT_IF,
        base_run=place.run(),
        overrides={"context_quantile": 2},
    )

    assert refusal.code == "bad_rule"
    assert refusal.messages == [
        (
            "Параметр правил «граница условий (доля школ)» (context_quantile): "
            "нужно число больше 0 и меньше 1, указано 2."
        )
    ]


def test_coefficients_come_only_from_a_finished_run_above_or_here(place) -> None:
    own_only = start(place, territory=place.district)
    trial_base = place.run()
    trial = place.run(purpose=RunPurpose.WHAT_IF, base_run=trial_base)

    for donor in (own_only, trial):
        assert refused(place, frozen_from=donor).code == "bad_frozen"


def test_a_coordinator_takes_the_coefficients_of_the_region(place) -> None:
    donor = place.run()

    run = start(place, user=place.coordinator, territory=place.town, frozen_from=donor)

    assert run.frozen_from == donor
    assert run.parameters["factors"] == donor.model["frozen"]["names"]


def test_a_trial_over_foreign_coefficients_moves_its_cuts(place) -> None:
    donor = place.run()
    base = place.run(territory=place.town, frozen_from=donor, user=place.admin)

    trial = place.run(
        territory=place.town,
        user=place.coordinator,
        frozen_from=donor,
        purpose=RunPurpose.WHAT_IF,
        base_run=base,
        overrides={"low_cut": -3.0, "resilient_cut": 0.0},
    )

    assert base.model["cuts"] == donor.model["cuts"]
    assert trial.model["cuts"] == donor.model["cuts"] | {"low": -3.0, "resilient": 0.0}


def test_a_trial_cannot_change_what_foreign_coefficients_settle(place) -> None:
    donor = place.run()

    refusal = refused(
        place,
        frozen_from=donor,
        purpose=RunPurpose.WHAT_IF,
        base_run=donor,
        overrides={"factors": ["poverty"], "low_cut": -2.0},
    )

    assert refusal.messages == [
        (
            "С коэффициентами другого расчёта не действует: факторы контекста. "
            "Измените это в расчёте с собственной моделью."
        )
    ]


def test_a_failed_run_can_be_started_again(place) -> None:
    run = start(place)
    fail_job(job=run, code="crashed", detail="Сломалось.", now=NOW)

    restart_run(run=run, user=place.analyst, now=NOW)

    run.refresh_from_db()
    assert (run.state, run.error_code, run.attempts) == (JobState.QUEUED, "", 0)
    assert AuditEvent.objects.filter(action="run.restarted").count() == 1


def test_only_a_failed_run_can_be_started_again(place) -> None:
    run = place.run()

    with pytest.raises(ValidationError) as refusal:
        restart_run(run=run, user=place.analyst, now=NOW)

    assert refusal.value.code == "wrong_state"


def test_restarting_asks_for_the_right(place) -> None:
    run = start(place)
    fail_job(job=run, code="crashed", detail="Сломалось.", now=NOW)

    with pytest.raises(PermissionDenied):
        restart_run(run=run, user=place.head, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_requests_of_one_form_at_once_start_one_run(place) -> None:
    """The second one waits for the first at the unique number of the form."""
    token, second = uuid4(), []

    def submit_again() -> None:
        second.append(start(place, token=token))
        connection.close()

    again = threading.Thread(target=submit_again)
    with transaction.atomic():
        first = start(place, token=token)
        again.start()
        again.join(timeout=1)
        assert again.is_alive()
    again.join()

    assert [run.pk for run in second] == [first.pk]
    assert Run.objects.count() == 1
    assert AuditEvent.objects.filter(action="run.started").count() == 1
