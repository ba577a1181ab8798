"""A fingerprint tells of every value, and of nothing else."""

import pytest

from identification.datasets import load_inputs
from identification.datasets.fingerprints import inputs_digest, school_digests
from identification.datasets.versions import code_version, library_versions
from identification.models import ContextValue, Procedure, Result
from identification.stats.rules import IdentificationRules
from tests.factories import MunicipalityFactory, SchoolFactory
from tests.factories.identification import (
    YEAR,
    ContextFactorFactory,
    ContextValueFactory,
    ProcedureFactory,
    ResultFactory,
)


pytestmark = pytest.mark.django_db

RULES = IdentificationRules()


@pytest.fixture
def town():
    town = MunicipalityFactory()
    factor = ContextFactorFactory(code="poverty")
    for code in ("А", "Б"):
        school = SchoolFactory(municipality=town, code=code)
        ResultFactory(school=school)
        ContextValueFactory(school=school, factor=factor)
    return town


def digests(town) -> list[str]:
    return school_digests(load_inputs(territory=town, year=YEAR, rules=RULES))


def test_equal_data_of_two_schools_have_different_fingerprints(town) -> None:
    first, second = digests(town)

    assert first != second
    assert (len(first), digests(town)) == (32, [first, second])


@pytest.mark.parametrize(
    "change",
    [
        {"participants": 41},
        {"mean_score": 3.81},
        {"mean_score": None},
        {"below_min": 4},
        {"below_min": None},
        {"is_flagged": True},
        {"grade": 6},
        {"year": YEAR - 1},
    ],
)
def test_any_value_of_a_result_changes_its_schools_fingerprint_alone(
    town, change
) -> None:
    first, second = digests(town)
    Result.objects.filter(school__code="А").update(**change)

    changed, same = digests(town)

    assert changed != first
    assert same == second


def test_a_condition_changes_its_schools_fingerprint_alone(town) -> None:
    first, second = digests(town)
    ContextValue.objects.filter(school__code="Б").update(value=11)

    assert digests(town)[0] == first
    assert digests(town)[1] != second


def test_a_new_work_elsewhere_leaves_other_schools_alone(town) -> None:
    """It shifts the numbers of cells, which therefore must not be hashed."""
    first, _ = digests(town)
    school = Result.objects.get(school__code="Б").school
    ResultFactory(school=school, procedure=ProcedureFactory(code="aaa"))

    assert digests(town)[0] == first


def test_names_for_people_do_not_matter(town) -> None:
    before = digests(town)
    Procedure.objects.filter(code="vpr").update(name="Иначе")

    assert digests(town) == before


def test_rules_year_and_factors_are_part_of_the_whole(town) -> None:
    inputs = load_inputs(territory=town, year=YEAR, rules=RULES)
    found = school_digests(inputs)
    whole = inputs_digest(inputs, found, RULES, None)
    stricter = IdentificationRules(low_cut=-1.5)

    assert inputs_digest(inputs, found, RULES, None) == whole
    assert inputs_digest(inputs, found, stricter, None) != whole


def test_the_program_and_its_libraries_name_themselves() -> None:
    assert code_version().startswith("0.1.0+stats.")
    assert set(library_versions()) == {
        "python",
        "numpy",
        "pandas",
        "scipy",
        "statsmodels",
    }
