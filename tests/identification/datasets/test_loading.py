"""The database becomes tables whose order depends on codes alone."""

import datetime as dt

import numpy as np
import pytest
from django.db import connection

from identification.datasets import load_inputs
from identification.datasets.columns import read_columns
from identification.enums import ProcedureKind
from identification.models import Result
from identification.models.packed import NO_COUNT
from identification.stats.rules import IdentificationRules, ThresholdRules
from tests.factories import MunicipalityFactory, SchoolFactory
from tests.factories.identification import (
    YEAR,
    ContextFactorFactory,
    ContextValueFactory,
    ProcedureFactory,
    ResultFactory,
    SubjectFactory,
)


pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


def school_of(town, code: str, **values):
    return SchoolFactory(municipality=town, code=code, **values)


def load(town, **rules):
    return load_inputs(territory=town, year=YEAR, rules=IdentificationRules(**rules))


def test_rows_come_by_school_code_then_by_cell(town) -> None:
    later, first = school_of(town, "Б"), school_of(town, "А")
    math = SubjectFactory(code="math")
    ResultFactory(school=later, participants=1, below_min=0)
    ResultFactory(school=first, participants=2, subject=math, below_min=0)
    ResultFactory(school=first, participants=3, year=YEAR - 1, below_min=0)
    ResultFactory(school=first, participants=4, below_min=0)

    inputs = load(town)

    assert inputs.schools["code"].tolist() == ["А", "Б"]
    assert inputs.schools["pk"].tolist() == [first.pk, later.pk]
    assert inputs.cell_keys[
        ["procedure", "subject", "grade", "year"]
    ].to_numpy().tolist() == [
        ["vpr", "math", 5, YEAR],
        ["vpr", "rus", 5, YEAR - 1],
        ["vpr", "rus", 5, YEAR],
    ]
    assert inputs.rows[["school", "cell", "participants"]].to_numpy().tolist() == [
        [0, 0, 2],
        [0, 1, 3],
        [0, 2, 4],
        [1, 2, 1],
    ]
    assert inputs.bounds.tolist() == [0, 3, 4]


def test_nothing_stays_nothing(town) -> None:
    ResultFactory(school=school_of(town, "А"), mean_score=None, below_min=None)

    inputs = load(town)

    assert np.isnan(inputs.cells()["score"]).tolist() == [True]
    assert inputs.rows["below_min"].tolist() == [NO_COUNT]
    assert len(inputs.threshold_cells(ThresholdRules())) == 0


def test_the_statistics_get_codes_of_procedures_and_subjects(town) -> None:
    ResultFactory(
        school=school_of(town, "А"),
        procedure=ProcedureFactory(code="kdr", kind=ProcedureKind.KDR),
        subject=SubjectFactory(code="reading"),
        is_flagged=True,
        grade=4,
        participants=17,
        mean_score=61.5,
    )

    row = load(town).cells().iloc[0]

    assert row.to_dict() == {
        "school": 0,
        "procedure": "kdr",
        "subject": "reading",
        "grade": 4,
        "year": YEAR,
        "participants": 17,
        "score": 61.5,
        "flagged": True,
    }


def test_only_the_territory_the_window_and_the_subjects_are_read(town) -> None:
    school = school_of(town, "А")
    for year in (YEAR - 3, YEAR - 2, YEAR, YEAR + 1):
        ResultFactory(school=school, year=year)
    ResultFactory(school=school, subject=SubjectFactory(code="physics"))
    ResultFactory(school=SchoolFactory())

    everything = load(town)
    russian = load(town, subjects=("rus",), window_years=1)

    assert everything.cell_keys["year"].tolist() == [YEAR, YEAR - 2, YEAR]
    assert everything.cell_keys["subject"].tolist() == ["physics", "rus", "rus"]
    assert russian.cell_keys[["subject", "year"]].to_numpy().tolist() == [["rus", YEAR]]


def test_the_30_percent_rule_sees_last_year_in_a_window_of_one(town) -> None:
    school = school_of(town, "А")
    ResultFactory(school=school)
    ResultFactory(school=school, year=YEAR - 1)

    inputs = load(town, window_years=1)

    assert inputs.threshold_cells(ThresholdRules())["year"].tolist() == [YEAR - 1, YEAR]


def test_two_works_of_one_kind_are_one_procedure_of_the_rule(town) -> None:
    school = school_of(town, "А")
    autumn = ProcedureFactory(code="vpr-autumn", kind=ProcedureKind.VPR)
    ResultFactory(school=school, participants=20, below_min=3)
    ResultFactory(school=school, procedure=autumn, participants=10, below_min=4)

    cells = load(town).threshold_cells(ThresholdRules())

    assert cells[["procedure", "participants", "below_min"]].to_numpy().tolist() == [
        ["vpr", 30, 7]
    ]


def test_the_rule_gets_its_subjects_and_kinds_alone(town) -> None:
    school = school_of(town, "А")
    ResultFactory(school=school)
    ResultFactory(school=school, subject=SubjectFactory(code="physics"))
    ResultFactory(
        school=school, procedure=ProcedureFactory(code="kdr", kind=ProcedureKind.KDR)
    )

    cells = load(town).threshold_cells(ThresholdRules())

    assert cells[["procedure", "subject"]].to_numpy().tolist() == [["vpr", "rus"]]


def test_conditions_are_the_mean_of_the_windows_years(town) -> None:
    first, second = school_of(town, "А"), school_of(town, "Б")
    poverty, language = (
        ContextFactorFactory(code="poverty", position=2),
        ContextFactorFactory(code="language", position=1),
    )
    for year, value in ((YEAR, 10), (YEAR - 2, 20), (YEAR - 3, 1000)):
        ContextValueFactory(school=first, factor=poverty, year=year, value=value)
    ContextValueFactory(school=second, factor=language, value=5)

    inputs = load(town)
    declared = load(town, factors=("poverty",))

    assert inputs.factor_codes == ["language", "poverty"]
    table = inputs.factors.to_numpy(float)
    np.testing.assert_array_equal(table, [[0, np.nan, 15], [1, 5, np.nan]])
    assert declared.factor_codes == ["poverty"]
    assert inputs.labels == {"language": language.name, "poverty": poverty.name}


def test_schools_that_do_not_work_in_that_autumn_are_left_out(town) -> None:
    day = dt.date(YEAR, 9, 1)
    school_of(town, "закрыта", closed_on=day)
    school_of(town, "закроется", closed_on=day + dt.timedelta(days=1))
    school_of(town, "откроется", opened_on=day + dt.timedelta(days=1))
    school_of(town, "открыта", opened_on=day)

    assert load(town).schools["code"].tolist() == ["закроется", "открыта"]


def test_a_territory_without_anything_gives_empty_tables(town) -> None:
    inputs = load(town)

    assert (len(inputs.schools), len(inputs.rows), len(inputs.factors)) == (0, 0, 0)


def test_a_null_in_the_stream_is_a_loud_fault(town) -> None:
    ResultFactory(school=school_of(town, "А"), mean_score=None)
    rows = Result.objects.values_list("school_id", "mean_score")
    dtype = np.dtype([("school", "i8"), ("score", "f8")])

    assert connection.vendor == "postgresql"
    with pytest.raises(ValueError, match="null"):
        read_columns(rows, dtype)


def test_a_column_of_another_width_is_a_loud_fault(town) -> None:
    ResultFactory(school=school_of(town, "А"))
    rows = Result.objects.values_list("year", "grade", "participants")
    wrong = np.dtype([("year", "i4"), ("grade", "i2"), ("participants", "i2")])

    with pytest.raises(ValueError, match="width"):
        read_columns(rows, wrong)


def test_both_ways_of_reading_give_the_same(town) -> None:
    """The portions that SQLite is read in, beside PostgreSQL's binary stream."""
    school = school_of(town, "А")
    for grade in (5, 6, 7):
        ResultFactory(school=school, grade=grade, mean_score=3 + grade / 7)
    rows = Result.objects.order_by("grade").values_list(
        "school_id", "grade", "mean_score", "is_flagged"
    )
    dtype = np.dtype(
        [("school", "i8"), ("grade", "i2"), ("score", "f8"), ("flag", "?")]
    )

    streamed = read_columns(rows, dtype)

    assert streamed.tolist() == list(rows)
    assert np.fromiter(rows.iterator(), dtype=dtype).tolist() == streamed.tolist()
