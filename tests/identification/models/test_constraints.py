"""One row breaks each constraint; the sentence is the one that people read."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from identification.enums import Group, ReportKind, RunPurpose
from identification.models import (
    ContextValue,
    Decision,
    DecisionItem,
    Result,
    RuleSet,
    Run,
    RunReport,
    RunSchool,
)
from schools.enums import JobState
from tests.factories import MunicipalityFactory, SchoolFactory
from tests.factories.identification import (
    NOW,
    ContextValueFactory,
    DecisionFactory,
    DecisionItemFactory,
    DoneRunFactory,
    RecordedDecisionFactory,
    ResultFactory,
    RuleSetFactory,
    RunFactory,
    RunSchoolFactory,
)


pytestmark = pytest.mark.django_db


def report(**values) -> RunReport:
    fields = {
        "run": DoneRunFactory(),
        "kind": ReportKind.LIST_PDF,
        "territory": MunicipalityFactory(),
        "requested_at": NOW,
        **values,
    }
    return RunReport(**fields)


def same_result() -> Result:
    first = ResultFactory()
    return ResultFactory.build(
        school=first.school, procedure=first.procedure, subject=first.subject
    )


def same_value() -> ContextValue:
    first = ContextValueFactory()
    return ContextValueFactory.build(school=first.school, factor=first.factor)


def same_decision() -> Decision:
    first = DecisionFactory()
    return DecisionFactory.build(run=first.run, territory=first.territory)


def same_item() -> DecisionItem:
    first = DecisionItemFactory()
    return DecisionItemFactory.build(decision=first.decision, school=first.school)


def same_row() -> RunSchool:
    first = RunSchoolFactory()
    return RunSchoolFactory.build(run=first.run, school=first.school)


def same_version() -> RuleSet:
    first = RuleSetFactory(territory=MunicipalityFactory())
    return RuleSetFactory.build(territory=first.territory, version=first.version)


def same_common_version() -> RuleSet:
    return RuleSetFactory.build(version=RuleSetFactory().version)


def run_of_itself() -> Run:
    run = RunFactory(purpose=RunPurpose.WHAT_IF)
    run.base_run = run
    return run


def official_with_base() -> Run:
    run = RunFactory()
    run.base_run = DoneRunFactory()
    return run


def done_without_digest() -> Run:
    run = RunFactory()
    run.state = JobState.DONE
    return run


def changed(factory, **values) -> models.Model:
    """Return a good row with values that are not written yet."""
    row = factory()
    for name, value in values.items():
        setattr(row, name, value)
    return row


BROKEN = {
    "result_once_per_cell": same_result,
    "result_below_min_within_participants": lambda: changed(
        ResultFactory, participants=5, below_min=6
    ),
    "result_year_plausible": lambda: changed(ResultFactory, year=1999),
    "result_grade_plausible": lambda: changed(ResultFactory, grade=13),
    "context_value_once": same_value,
    "context_year_plausible": lambda: changed(ContextValueFactory, year=2101),
    "rule_set_version_once": same_version,
    "rule_set_common_version_once": same_common_version,
    "run_done_has_digest": done_without_digest,
    "run_base_only_for_what_if": official_with_base,
    "run_not_base_of_itself": run_of_itself,
    "run_school_once": same_row,
    "run_school_no_label_without_interval": lambda: changed(
        RunSchoolFactory, group=Group.LOW, interval_low=None
    ),
    "run_report_school_fits_kind": lambda: report(school=SchoolFactory()),
    "decision_once_per_run": same_decision,
    "decision_recorded_has_order": lambda: changed(
        RecordedDecisionFactory, order_number=""
    ),
    "decision_item_once": same_item,
    "decision_item_has_reason": lambda: changed(
        DecisionItemFactory, verdict="accepted"
    ),
}


def declared() -> dict[str, str]:
    found = {}
    for model in (
        ContextValue,
        Decision,
        DecisionItem,
        Result,
        RuleSet,
        Run,
        RunReport,
        RunSchool,
    ):
        for constraint in model._meta.constraints:
            found[constraint.name] = constraint.violation_error_message
    return found


def test_every_constraint_has_a_row_that_breaks_it() -> None:
    assert set(BROKEN) == set(declared())


def test_only_one_row_a_run_and_school_has_no_words_of_its_own() -> None:
    """Nobody types a row of a run; all other constraints speak Russian."""
    silent = {
        name
        for name, words in declared().items()
        if words == models.BaseConstraint.default_violation_error_message
    }

    assert silent == {"run_school_once"}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_the_database_refuses_the_row(name: str) -> None:
    row = BROKEN[name]()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        models.Model.save(row)


@pytest.mark.parametrize("name", sorted(set(BROKEN) - {"run_school_once"}))
def test_the_form_refuses_the_row_in_words(name: str) -> None:
    row = BROKEN[name]()

    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()

    assert refusal.value.messages == [declared()[name]]


def test_a_school_without_a_group_needs_no_interval() -> None:
    row = RunSchoolFactory(
        group=Group.UNCLASSIFIED, interval_low=None, interval_high=None
    )

    assert RunSchool.objects.get(pk=row.pk).group == Group.UNCLASSIFIED


def test_a_recorded_decision_has_its_order() -> None:
    decision = RecordedDecisionFactory()

    assert decision.order_date == dt.date(2026, 9, 10)
