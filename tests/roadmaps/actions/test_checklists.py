"""Checklists are versions: what was begun stays with its own."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.checklists import CriterionDraft, create_checklist
from roadmaps.models import Checklist
from roadmaps.queries.reviews import current_checklist
from schools.actions.refusals import ChangedMeanwhileError
from schools.models import AuditEvent
from schools.models.unchanging import UnchangingRowError
from tests.factories.programmes import ChecklistFactory, ProgrammeKindFactory
from tests.roadmaps.reviewing import NOW, Judges


pytestmark = pytest.mark.django_db
LINES = (
    CriterionDraft(" Титульный лист ", "Гриф", 1, is_starred=True),
    CriterionDraft("Цель", weight=3),
)


@pytest.fixture
def town() -> Judges:
    return Judges()


def make(town, **changes) -> Checklist:
    given = {
        "territory": town.town,
        "kind": town.kind,
        "title": "Наш лист",
        "threshold_percent": 70,
        "remarks_block": False,
        "criteria": LINES,
        "seen": town.checklist.pk,
        "user": town.coordinator,
        "now": NOW,
    }
    return create_checklist(**given | changes)


def test_the_next_version_holds_and_the_old_one_stays(town):
    town.sent()
    review = town.begun()
    made = make(town)
    assert (made.number, made.threshold_percent, made.remarks_block) == (
        town.checklist.number + 1,
        70,
        False,
    )
    assert list(
        made.criteria.values_list("number", "title", "hint", "weight", "is_starred")
    ) == [(1, "Титульный лист", "Гриф", 1, True), (2, "Цель", "", 3, False)]
    review.refresh_from_db()
    assert (review.checklist, current_checklist(town.programme)) == (
        town.checklist,
        made,
    )
    event = AuditEvent.objects.get(action="checklist.created")
    assert (event.before, event.after["version"]) == (
        {"version": town.checklist.number},
        made.number,
    )


def test_somebody_elses_version_is_not_covered(town):
    first = make(town)
    with pytest.raises(ChangedMeanwhileError) as meanwhile:
        make(town, title="Другой лист")
    assert meanwhile.value.current == first


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "no_title"),
        ({"threshold_percent": 101}, "threshold"),
        ({"criteria": ()}, "no_criteria"),
        ({"criteria": [CriterionDraft("А")] * 2}, "same_title"),
        ({"criteria": [CriterionDraft(" ")]}, "bad_criterion"),
        ({"criteria": [CriterionDraft("А", weight=0)]}, "bad_criterion"),
        (
            {"criteria": [CriterionDraft(f"Критерий {n}") for n in range(61)]},
            "too_many",
        ),
    ],
)
def test_what_cannot_be_a_checklist_is_refused(town, changes, code):
    with pytest.raises(ValidationError) as refused:
        make(town, **changes)
    error = refused.value
    if hasattr(error, "error_dict"):
        error = next(iter(error.error_dict.values()))[0]
    assert error.code == code


@pytest.mark.parametrize("who", ["methodist", "head", "team", "neighbour"])
def test_only_of_who_manages_programmes_there(town, who):
    with pytest.raises(PermissionDenied):
        make(town, user=getattr(town, who))


def test_the_common_one_is_the_administrators(town):
    with pytest.raises(ValidationError) as refused:
        make(town, territory=None, seen=None)
    assert refused.value.code == "common"


def test_a_version_never_changes(town):
    town.checklist.title = "Другой"
    with pytest.raises(UnchangingRowError):
        town.checklist.save()


def test_the_nearest_checklist_is_taken(town):
    common = Checklist.objects.get(territory=None, kind=town.kind)
    own_for_all = ChecklistFactory(territory=town.town, kind=None)
    assert current_checklist(town.programme) == town.checklist
    Checklist.objects.filter(pk=town.checklist.pk).delete()
    assert current_checklist(town.programme) == common
    town.programme.kind = ProgrammeKindFactory(code="other")
    assert current_checklist(town.programme) == own_for_all
