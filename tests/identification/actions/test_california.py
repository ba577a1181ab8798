"""420 real districts (AER CASchools) through the portal's own tables and actions.

The figures are those of `identification.md` A.8 and of the issue, recomputed there
with statsmodels: 66, 16 and 8 districts lie below −1, −1.645 and −2.
"""

import pytest

from identification.actions.execution import execute_run
from identification.actions.runs import start_run
from identification.enums import Group
from identification.models import ContextValue, Result, Run
from identification.queries.run_schools import school_factors
from identification.stats.rules import IdentificationRules
from schools.enums import Role
from schools.models import School
from tests.factories import MunicipalityFactory, person
from tests.factories.identification import (
    NOW,
    ContextFactorFactory,
    ProcedureFactory,
    RuleSetFactory,
    SubjectFactory,
)
from tests.identification.stats.data import CASCHOOLS_FACTORS, published


pytestmark = pytest.mark.django_db

YEAR = 2019


@pytest.fixture
def county():
    """Write the districts as schools of one municipality."""
    frame = published("AER", "CASchools")
    town = MunicipalityFactory()
    schools = School.objects.bulk_create(
        School(municipality=town, code=str(row.district), name=row.school)
        for row in frame.itertuples()
    )
    procedure = ProcedureFactory(code="kdr", kind="kdr")
    subject = SubjectFactory(code="stanford")
    Result.objects.bulk_create(
        Result(
            school=school,
            year=YEAR,
            procedure=procedure,
            subject=subject,
            grade=8,
            participants=row.students,
            mean_score=row.score,
        )
        for school, row in zip(schools, frame.itertuples(), strict=True)
    )
    for code in CASCHOOLS_FACTORS:
        factor = ContextFactorFactory(code=code)
        ContextValue.objects.bulk_create(
            ContextValue(school=school, year=YEAR, factor=factor, value=value)
            for school, value in zip(schools, frame[code], strict=True)
        )
    return town


def calculated(county, **rules) -> Run:
    made = IdentificationRules(bootstrap_resamples=20, **rules)
    run = start_run(
        user=person(Role.COORDINATOR, county),
        territory=county,
        year=YEAR,
        rule_set=RuleSetFactory(parameters=made.to_dict()),
        now=NOW,
    )
    execute_run(run_id=run.pk, clock=lambda: NOW)
    run.refresh_from_db()
    assert run.error_detail == ""
    return run


def test_the_published_districts_are_found(county) -> None:
    run = calculated(county, factors=CASCHOOLS_FACTORS)

    below = [
        run.schools.filter(studentised__lt=cut).count() for cut in (-1, -1.645, -2)
    ]
    assert below == [66, 16, 8]
    assert run.schools.filter(group__in=[Group.LOW, Group.BOTH]).count() == 66
    assert run.counts["groups"]["low"] + run.counts["groups"]["both"] == 66
    assert run.counts["classified"] == 420
    lowest = run.schools.order_by("studentised").first()
    assert lowest.school.name == "Burrel Union Elementary"
    assert lowest.studentised == pytest.approx(-3.7186, abs=5e-5)


def test_the_selection_leaves_out_the_needless_factor(county) -> None:
    run = calculated(county, selection="significant")

    assert [step["name"] for step in run.model["path"]] == ["calworks"]
    assert {line["name"] for line in run.model["coefficients"]} == {
        "const",
        "english",
        "lunch",
        "income",
    }
    row = run.schools.select_related("run").first()
    used = {factor["code"]: factor["used"] for factor in school_factors(row=row)}
    assert used == {"english": True, "lunch": True, "calworks": False, "income": True}


def test_without_a_result_of_its_exams_the_30_percent_rule_is_silent(county) -> None:
    run = calculated(county, factors=CASCHOOLS_FACTORS)

    assert (run.counts["rule_fired"], run.counts["rule_only"]) == (0, 0)
    assert set(run.schools.values_list("rule_status", flat=True)) == {"unclassified"}
    codes = [finding["code"] for finding in run.model["findings"]]
    assert "no_threshold_results" in codes
