"""Versions: one in force by its order, the next one a copy on the same lines."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.versions import (
    approve_version,
    open_correction,
    return_draft,
    settle_note,
)
from roadmaps.enums import Audience, Origin, VersionState
from roadmaps.models import Activity, Milestone, Occurrence, PlanIndicator, Section
from roadmaps.terms import Kind, Span, Term
from roadmaps.terms.encode import term_to_json
from schools.enums import Role
from schools.models import AuditEvent
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.factories.plans import NOW, SectionFactory, VersionFactory, fill_road_map
from tests.meta.world import stored_file


pytestmark = pytest.mark.django_db

TODAY = NOW.date()
ORDER = {"order_number": " 15-ОД ", "order_date": TODAY, "order_file": None}
NOVEMBER = term_to_json(
    Term(
        "Ноябрь 2025",
        Kind.MONTH,
        (Span(dt.date(2025, 11, 1), dt.date(2025, 11, 30), "ноябрь 2025"),),
    )
)


class Town:
    """A municipality with its coordinator, its head and a draft of two rows."""

    def __init__(self) -> None:
        self.place = MunicipalityFactory()
        self.coordinator = person(Role.COORDINATOR, self.place)
        self.head = person(Role.HEAD, self.place)
        self.road_map = fill_road_map(self.place, is_approved=False)
        self.draft = self.road_map.versions.get()

    def approve(self, version=None, **changes):
        values = {**ORDER, "user": self.head, "now": NOW, "today": TODAY, **changes}
        return approve_version(version=version or self.draft, **values)

    def correct(self):
        return open_correction(road_map=self.road_map, user=self.coordinator, now=NOW)


@pytest.fixture
def town() -> Town:
    return Town()


def states(road_map) -> dict[int, str]:
    return dict(road_map.versions.values_list("number", "state"))


class TestApprove:
    def test_the_draft_comes_into_force_with_its_order(self, town):
        file = stored_file(town.place, town.head)
        version = town.approve(order_file=file)
        version.refresh_from_db()
        fields = ("state", "order_number", "order_date", "order_file", "approved_by")
        assert [getattr(version, name) for name in fields] == [
            VersionState.IN_FORCE,
            "15-ОД",
            TODAY,
            file,
            town.head,
        ]

    def test_the_one_before_becomes_history(self, town):
        town.approve()
        second = town.correct()
        town.approve(second, order_number="30-ОД")
        assert states(town.road_map) == {
            1: VersionState.REPLACED,
            2: VersionState.IN_FORCE,
        }
        assert town.road_map.versions.get(number=1).replaced_at == NOW

    def test_what_is_due_follows_from_it(self, town):
        town.draft.activities.update(term=NOVEMBER, term_text="Ноябрь 2025")
        town.approve()
        found = Occurrence.objects.values_list("due_on", flat=True)
        assert set(found) == {dt.date(2025, 11, 30)}

    def test_the_note_of_an_earlier_return_is_gone(self, town):
        return_draft(version=town.draft, note="Уточнить", user=town.head, now=NOW)
        version = town.approve()
        assert (version.return_note, version.returned_at) == ("", None)

    def test_it_is_on_record(self, town):
        town.approve()
        event = AuditEvent.objects.get(action="plan.approved")
        assert event.after == {
            "version": 1,
            "order_number": "15-ОД",
            "order_date": TODAY.isoformat(),
            "activities": 2,
        }

    @pytest.mark.parametrize(
        ("changes", "field", "code"),
        [
            ({"order_number": " "}, "order_number", "no_number"),
            ({"order_date": TODAY + dt.timedelta(1)}, "order_date", "future_order"),
        ],
    )
    def test_an_order_needs_its_number_and_a_day_that_has_come(
        self, town, changes, field, code
    ):
        with pytest.raises(ValidationError) as refusal:
            town.approve(**changes)
        assert [e.code for e in refusal.value.error_dict[field]] == [code]

    def test_a_neighbours_file_is_no_order_here(self, town):
        file = stored_file(MunicipalityFactory(), town.head)
        with pytest.raises(ValidationError) as refusal:
            town.approve(order_file=file)
        assert list(refusal.value.error_dict) == ["order_file"]

    def test_an_empty_plan_is_not_approved(self, town):
        town.draft.activities.all().delete()
        with pytest.raises(ValidationError) as refusal:
            town.approve()
        assert refusal.value.code == "empty"

    def test_twice_is_refused_in_words(self, town):
        version = town.approve()
        with pytest.raises(ValidationError) as refusal:
            town.approve(version)
        assert refusal.value.code == "approved"

    def test_the_coordinator_does_not_approve(self, town):
        with pytest.raises(PermissionDenied):
            town.approve(user=town.coordinator)

    def test_the_neighbours_head_does_not(self, town):
        with pytest.raises(PermissionDenied):
            town.approve(user=person(Role.HEAD, MunicipalityFactory()))


class TestReturn:
    def test_the_note_stands_on_the_draft_and_in_the_trail(self, town):
        version = return_draft(
            version=town.draft, note=" Нет сроков ", user=town.head, now=NOW
        )
        event = AuditEvent.objects.get(action="plan.returned")
        assert (version.return_note, version.returned_by, version.returned_at) == (
            "Нет сроков",
            town.head,
            NOW,
        )
        assert event.reason == "Нет сроков"

    def test_without_words_nothing_is_returned(self, town):
        with pytest.raises(ValidationError) as refusal:
            return_draft(version=town.draft, note=" ", user=town.head, now=NOW)
        assert list(refusal.value.error_dict) == ["note"]

    def test_an_approved_version_is_not_returned(self, town):
        version = town.approve()
        with pytest.raises(ValidationError):
            return_draft(version=version, note="Поздно", user=town.head, now=NOW)

    def test_the_coordinator_returns_nothing(self, town):
        with pytest.raises(PermissionDenied):
            return_draft(version=town.draft, note="А", user=town.coordinator, now=NOW)

    def test_a_settled_note_goes_and_stays_in_the_trail(self, town):
        return_draft(version=town.draft, note="Нет сроков", user=town.head, now=NOW)
        version = settle_note(version=town.draft, user=town.coordinator, now=NOW)
        event = AuditEvent.objects.get(action="plan.note_settled")
        assert (version.return_note, event.before) == (
            "",
            {"return_note": "Нет сроков"},
        )

    def test_no_note_is_nothing_to_settle(self, town):
        settle_note(version=town.draft, user=town.coordinator, now=NOW)
        assert not AuditEvent.objects.filter(action="plan.note_settled").exists()


SECTION = ("level", "kind", "number", "title", "goals", "tasks", "expected_results")
ACTIVITY = (
    *("line_id", "position", "number", "title", "term_text", "term"),
    *("agreed_spans", "responsible_text", "result", "document", "document_types"),
    *("indicator", "note", "counters", "audience", "section__title"),
)


class TestCorrection:
    @pytest.fixture
    def corrected(self, town):
        """Version 2 of a plan in which every part holds something."""
        activity = town.draft.activities.first()
        Activity.objects.filter(pk=activity.pk).update(
            agreed_spans=[["2025-10-01", "2025-10-20"]],
            counters=[{"at_least": 5, "unit": "встреч", "is_percent": False}],
            audience=Audience.CHOSEN,
            term=NOVEMBER,
        )
        activity.schools.set([SchoolFactory(municipality=town.place)])
        SectionFactory(version=town.draft, goals=["Цель"], tasks=["Задача"])
        Milestone.objects.create(
            version=town.draft, activity=activity, position=0, year=2025, text="Итог"
        )
        PlanIndicator.objects.create(
            version=town.draft, position=0, title="Доля", target="100 %"
        )
        town.approve()
        return town.correct()

    def test_it_is_the_next_draft(self, town, corrected):
        assert (corrected.number, corrected.state, corrected.origin) == (
            2,
            VersionState.DRAFT,
            Origin.CORRECTION,
        )

    def test_everything_is_there_on_the_same_lines(self, town, corrected):
        first = town.road_map.versions.get(number=1)

        def content(version):
            return {
                "sections": list(version.sections.in_order().values_list(*SECTION)),
                "activities": list(
                    version.activities.in_order().values_list(*ACTIVITY)
                ),
                "parties": list(
                    version.activities.in_order().values_list(
                        "party_links__party", "party_links__wording"
                    )
                ),
                "schools": list(
                    version.activities.in_order().values_list("schools", flat=True)
                ),
                "milestones": list(version.milestones.values_list("year", "text")),
                "indicators": list(version.indicators.values_list("title", "target")),
            }

        assert content(corrected) == content(first)

    def test_rows_of_the_first_version_are_left_alone(self, town, corrected):
        corrected.activities.update(title="Иначе")
        titles = Activity.objects.filter(version__number=1).values_list(
            "title", flat=True
        )
        assert "Иначе" not in set(titles)
        assert Section.objects.filter(version__number=1).count() == 2

    def test_a_second_click_finds_the_same_draft(self, town, corrected):
        assert town.correct() == corrected

    def test_a_plan_never_approved_is_edited_not_corrected(self, town):
        assert town.correct() == town.draft

    def test_nothing_in_force_is_nothing_to_correct(self, town):
        town.draft.delete()
        with pytest.raises(ValidationError) as refusal:
            town.correct()
        assert refusal.value.code == "nothing_in_force"

    def test_the_head_corrects_nothing(self, town):
        town.approve()
        with pytest.raises(PermissionDenied):
            open_correction(road_map=town.road_map, user=town.head, now=NOW)


def test_a_second_draft_is_impossible(town):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError, match="version_one_draft"):
        VersionFactory(road_map=town.road_map, number=2)
