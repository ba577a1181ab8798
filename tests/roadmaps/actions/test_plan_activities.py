"""Rows of a draft by hand: everything that an import makes."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.plan_activities import (
    add_activity,
    change_activity,
    move_activity,
    remove_activity,
)
from roadmaps.enums import Audience
from roadmaps.models import Activity, Party, PlanLine
from roadmaps.presenters.activity_form import SEEN
from roadmaps.terms.encode import term_from_json
from schools.actions.refusals import ChangedMeanwhileError
from schools.enums import Role
from schools.models import AuditEvent
from schools.queries.versions import fingerprint
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.factories.plans import (
    NOW,
    ActivityFactory,
    OccurrenceFactory,
    RoadMapFactory,
    SectionFactory,
    VersionFactory,
    approve,
)


pytestmark = pytest.mark.django_db


class Draft:
    """A draft with two sections; the first has two rows, the second one."""

    def __init__(self) -> None:
        self.town = MunicipalityFactory()
        self.user = person(Role.COORDINATOR, self.town)
        self.version = VersionFactory(road_map=RoadMapFactory(territory=self.town))
        self.first = SectionFactory(version=self.version, title="Первый", position=0)
        self.second = SectionFactory(version=self.version, title="Второй", position=1)
        for place, (section, title) in enumerate(
            ((self.first, "А"), (self.first, "Б"), (self.second, "В"))
        ):
            ActivityFactory(
                section=section, title=title, position=place, term_text="Май"
            )

    def row(self, title: str) -> Activity:
        return self.version.activities.get(title=title)

    def titles(self) -> list[str]:
        rows = self.version.activities.in_order()
        return list(rows.values_list("title", flat=True))

    def add(self, **values) -> Activity:
        wanted = {"title": "Новое", "term_text": "", **values}
        return add_activity(
            section=wanted.pop("section", self.first),
            values=wanted,
            user=self.user,
            now=NOW,
        )

    def change(self, title: str, /, *, seen="", by=None, **values) -> Activity:
        row = self.row(title)
        return change_activity(
            activity=row,
            values=values,
            seen=seen or fingerprint(row, SEEN),
            user=by or self.user,
            now=NOW,
        )


@pytest.fixture
def draft() -> Draft:
    return Draft()


def days(activity: Activity) -> list[tuple[dt.date, dt.date]]:
    return [(s.start, s.end) for s in term_from_json(activity.term).spans]


MAY = (dt.date(2026, 5, 1), dt.date(2026, 5, 31))


class TestAdd:
    def test_at_the_end_of_its_section_on_a_line_of_its_own(self, draft):
        activity = draft.add()
        assert draft.titles() == ["А", "Б", "Новое", "В"]
        assert activity.line not in {draft.row("А").line, draft.row("В").line}

    def test_to_an_empty_section_before_others(self, draft):
        empty = SectionFactory(version=draft.version, position=1)
        draft.version.sections.filter(pk=draft.second.pk).update(position=2)
        draft.add(section=empty)
        assert draft.titles() == ["А", "Б", "Новое", "В"]

    def test_its_term_is_read(self, draft):
        assert days(draft.add(term_text="Май")) == [MAY]

    def test_everything_is_kept(self, draft):
        school = SchoolFactory(municipality=draft.town)
        activity = draft.add(
            number="1.3",
            agreed_spans=[["2025-10-01", "2025-10-20"]],
            result="Итог",
            document="Приказ",
            document_types=["order"],
            indicator="Доля",
            note="Примечание",
            counters=[{"at_least": 5, "unit": "встреч", "is_percent": False}],
            audience=Audience.CHOSEN,
            schools=[school],
            parties=["Отдел", "Школы"],
            milestones={(2025, ""): "До 20 мая", (2026, ""): " "},
        )
        activity.refresh_from_db()
        assert (activity.number, activity.result, activity.document_types) == (
            "1.3",
            "Итог",
            ["order"],
        )
        assert list(activity.schools.all()) == [school]
        assert activity.responsible_text == "Отдел, Школы"
        assert [str(link) for link in activity.party_links.all()] == ["Отдел", "Школы"]
        assert list(activity.milestones.values_list("year", "text")) == [
            (2025, "До 20 мая")
        ]

    def test_schools_are_kept_only_when_they_are_chosen(self, draft):
        activity = draft.add(
            audience=Audience.IN_STATUS, schools=[SchoolFactory()], title="Всем"
        )
        assert not activity.schools.exists()

    def test_without_words_there_is_nothing_to_do(self, draft):
        with pytest.raises(ValidationError) as refusal:
            draft.add(title=" ")
        assert list(refusal.value.error_dict) == ["title"]

    def test_an_abbreviation_of_the_plan_is_understood(self, draft):
        draft.version.abbreviations = {"МЦ": "Методический центр"}
        draft.version.save()
        activity = draft.add(parties=["МЦ"])
        link = activity.party_links.get()
        assert (link.wording, link.party.name) == ("МЦ", "Методический центр")


class TestChange:
    def test_another_wording_is_read_again(self, draft):
        changed = draft.change("А", term_text="До 20 мая")
        assert days(changed)[0][1] == dt.date(2026, 5, 20)

    def test_only_what_changed_is_on_record(self, draft):
        draft.change("А", title="Иначе", number=draft.row("А").number)
        event = AuditEvent.objects.get()
        assert (event.action, event.before, event.after) == (
            "plan.activity_changed",
            {"title": "А"},
            {"title": "Иначе"},
        )

    def test_into_another_section_it_goes_last(self, draft):
        draft.change("А", section=draft.second)
        assert draft.titles() == ["Б", "В", "А"]
        assert draft.row("А").section == draft.second

    def test_what_somebody_else_changed_is_not_overwritten(self, draft):
        seen = fingerprint(draft.row("А"), SEEN)
        draft.change("А", result="Иначе")
        with pytest.raises(ChangedMeanwhileError):
            draft.change("А", seen=seen, result="По-моему")
        assert draft.row("А").result == "Иначе"

    def test_the_cell_of_the_document_stays_while_its_parties_do(self, draft):
        draft.change("А", parties=["Отдел"])
        cell = "Отдел (приказ № 5)"
        draft.version.activities.filter(title="А").update(responsible_text=cell)
        draft.change("А", parties=["Отдел"], result="Итог")
        assert draft.row("А").responsible_text == cell

    def test_parties_of_before_go(self, draft):
        draft.change("А", parties=["Отдел", "Школы"])
        draft.change("А", parties=["Школы"])
        links = draft.row("А").party_links.all()
        assert [str(link) for link in links] == ["Школы"]
        assert Party.objects.count() == 2

    def test_a_neighbours_coordinator_changes_nothing(self, draft):
        other = person(Role.COORDINATOR, MunicipalityFactory())
        with pytest.raises(PermissionDenied):
            draft.change("А", by=other, title="Чужое")

    def test_an_approved_row_stays(self, draft):
        approve(draft.version)
        with pytest.raises(ValidationError) as refusal:
            draft.change("А", title="Иначе")
        assert refusal.value.code == "approved"


class TestMove:
    def move(self, draft, title, *, is_up):
        return move_activity(
            activity=draft.row(title), is_up=is_up, user=draft.user, now=NOW
        )

    def test_neighbours_change_places(self, draft):
        assert self.move(draft, "Б", is_up=True)
        assert draft.titles() == ["Б", "А", "В"]

    @pytest.mark.parametrize(("title", "is_up"), [("А", True), ("Б", False)])
    def test_the_edge_of_the_section_is_the_end(self, draft, title, is_up):
        assert not self.move(draft, title, is_up=is_up)
        assert draft.titles() == ["А", "Б", "В"]


class TestRemove:
    def remove(self, draft, reason="Лишнее"):
        remove_activity(
            activity=draft.row("Б"), reason=reason, user=draft.user, now=NOW
        )

    def test_the_row_goes_with_its_line(self, draft):
        line = draft.row("Б").line_id
        self.remove(draft)
        assert draft.titles() == ["А", "В"]
        assert not PlanLine.objects.filter(pk=line).exists()

    def test_a_line_on_which_something_was_done_stays(self, draft):
        line = draft.row("Б").line
        OccurrenceFactory(line=line)
        self.remove(draft)
        assert PlanLine.objects.filter(pk=line.pk).exists()

    def test_a_reason_is_asked(self, draft):
        with pytest.raises(ValidationError) as refusal:
            self.remove(draft, reason="")
        assert refusal.value.code == "no_reason"

    def test_a_row_removed_meanwhile_is_said_so(self, draft):
        row = draft.row("Б")
        self.remove(draft)
        with pytest.raises(ValidationError) as refusal:
            remove_activity(activity=row, reason="Ещё", user=draft.user, now=NOW)
        assert refusal.value.code == "gone"
