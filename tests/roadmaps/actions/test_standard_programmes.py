"""Every new portal begins with the standard kinds, checklists and factors of risk."""

import pytest

from roadmaps.actions.standard_programmes import ensure_standard_programmes
from roadmaps.models import Checklist, Criterion, ProgrammeKind, RiskFactor
from roadmaps.workflow.risk_factors import RISK_FACTORS
from roadmaps.workflow.standard import CHECKLISTS, KINDS, SCHOOL_PROGRAMME


pytestmark = pytest.mark.django_db


def test_a_new_database_has_them() -> None:
    kinds = ProgrammeKind.objects.values_list("code", flat=True)
    factors = RiskFactor.objects.values_list("code", flat=True)
    lists = {
        (row.kind.code if row.kind else "", row.number): row.criteria.count()
        for row in Checklist.objects.select_related("kind")
    }
    assert sorted(kinds) == sorted(kind.code for kind in KINDS)
    assert sorted(factors) == sorted(code for code, _, _ in RISK_FACTORS)
    assert lists == {(one.kind, 1): len(one.criteria) for one in CHECKLISTS}


def test_the_checklist_of_a_programme_has_nine_starred_lines_of_eighteen() -> None:
    criteria = Criterion.objects.filter(checklist__kind__code=SCHOOL_PROGRAMME)
    assert list(criteria.values_list("number", flat=True)) == list(range(1, 19))
    starred = criteria.filter(is_starred=True).values_list("number", flat=True)
    assert list(starred) == [1, 3, 4, 6, 7, 8, 10, 11, 16]


def test_a_changed_name_stays_and_a_missing_kind_comes_back() -> None:
    ProgrammeKind.objects.filter(code="concept").update(short_name="Концепция")
    ProgrammeKind.objects.filter(code="agreement").delete()

    ensure_standard_programmes()

    assert ProgrammeKind.objects.get(code="concept").short_name == "Концепция"
    assert ProgrammeKind.objects.get(code="agreement").short_name == "Соглашение"
    assert Checklist.objects.count() == len(CHECKLISTS)
