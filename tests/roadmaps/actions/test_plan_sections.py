"""Sections of a draft: added, changed, moved with what they hold, removed."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.plan_sections import (
    add_section,
    change_section,
    move_section,
    remove_section,
)
from roadmaps.models import PlanLine
from schools.enums import Role
from schools.models import AuditEvent
from tests.factories import MunicipalityFactory, person
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


class Outline:
    """A draft of the outline A (A1, A2), B with a row in each."""

    def __init__(self) -> None:
        town = MunicipalityFactory()
        self.user = person(Role.COORDINATOR, town)
        self.head = person(Role.HEAD, town)
        self.version = VersionFactory(road_map=RoadMapFactory(territory=town))
        for place, (title, level) in enumerate(
            (("A", 1), ("A1", 2), ("A2", 2), ("B", 1))
        ):
            section = SectionFactory(
                version=self.version, title=title, level=level, position=place
            )
            ActivityFactory(section=section, title=f"row {title}", position=place)

    def section(self, title: str):
        return self.version.sections.get(title=title)

    def titles(self) -> list[str]:
        rows = self.version.sections.in_order()
        return ["-" * (row.level - 1) + row.title for row in rows]

    def rows(self) -> list[str]:
        rows = self.version.activities.in_order()
        return list(rows.values_list("title", flat=True))

    def move(self, title: str, *, is_up: bool) -> bool:
        return move_section(
            section=self.section(title), is_up=is_up, user=self.user, now=NOW
        )


@pytest.fixture
def outline() -> Outline:
    return Outline()


class TestAdd:
    def add(self, outline, after=None, **values):
        return add_section(
            version=outline.version,
            values={"title": "Новый", "level": 1, **values},
            after=after,
            user=outline.user,
            now=NOW,
        )

    def test_at_the_end(self, outline):
        self.add(outline, goals=["Цель"])
        assert outline.titles() == ["A", "-A1", "-A2", "B", "Новый"]
        assert outline.section("Новый").goals == ["Цель"]

    def test_after_a_section_with_all_that_lies_inside(self, outline):
        self.add(outline, after=outline.section("A"))
        assert outline.titles() == ["A", "-A1", "-A2", "Новый", "B"]

    def test_inside_another_one(self, outline):
        self.add(outline, after=outline.section("A1"), level=3)
        assert outline.titles() == ["A", "-A1", "--Новый", "-A2", "B"]

    def test_a_depth_that_skips_one_is_refused(self, outline):
        with pytest.raises(ValidationError) as refusal:
            self.add(outline, level=3)
        assert list(refusal.value.error_dict) == ["level"]

    def test_an_approved_version_takes_none(self, outline):
        approve(outline.version)
        with pytest.raises(ValidationError) as refusal:
            self.add(outline)
        assert refusal.value.code == "approved"

    def test_the_head_adds_none(self, outline):
        with pytest.raises(PermissionDenied):
            add_section(
                version=outline.version,
                values={"title": "Новый", "level": 1},
                user=outline.head,
                now=NOW,
            )


class TestChange:
    def change(self, outline, title, /, **values):
        return change_section(
            section=outline.section(title), values=values, user=outline.user, now=NOW
        )

    def test_words_and_lists(self, outline):
        self.change(outline, "B", title="Б", tasks=["Задача"])
        assert outline.section("Б").tasks == ["Задача"]

    def test_only_what_changed_is_on_record(self, outline):
        self.change(outline, "B", title="Б", number="1")
        event = AuditEvent.objects.get(action="plan.section_changed")
        assert (event.before, event.after) == ({"title": "B"}, {"title": "Б"})

    def test_nothing_changed_is_no_event(self, outline):
        self.change(outline, "B", title="B")
        assert not AuditEvent.objects.exists()

    def test_what_lies_inside_goes_along(self, outline):
        change_section(
            section=add_section(
                version=outline.version,
                values={"title": "A11", "level": 3},
                after=outline.section("A1"),
                user=outline.user,
                now=NOW,
            ),
            values={"title": "A11"},
            user=outline.user,
            now=NOW,
        )
        self.change(outline, "A1", level=1)
        assert outline.titles() == ["A", "A1", "-A11", "-A2", "B"]

    def test_the_first_section_lies_in_nothing(self, outline):
        with pytest.raises(ValidationError) as refusal:
            self.change(outline, "A", level=2)
        assert list(refusal.value.error_dict) == ["level"]


class TestMove:
    def test_a_section_carries_what_lies_inside_and_its_rows(self, outline):
        assert outline.move("B", is_up=True)
        assert outline.titles() == ["B", "A", "-A1", "-A2"]
        assert outline.rows() == ["row B", "row A", "row A1", "row A2"]

    def test_down_is_the_way_back(self, outline):
        outline.move("A", is_up=False)
        outline.move("A", is_up=True)
        assert outline.titles() == ["A", "-A1", "-A2", "B"]

    def test_an_inner_one_stays_inside(self, outline):
        assert outline.move("A2", is_up=True)
        assert outline.titles() == ["A", "-A2", "-A1", "B"]
        assert not outline.move("A1", is_up=False)

    def test_positions_of_rows_are_a_row_of_numbers(self, outline):
        outline.move("B", is_up=True)
        places = outline.version.activities.in_order().values_list(
            "position", flat=True
        )
        assert list(places) == [0, 1, 2, 3]


class TestRemove:
    def remove(self, outline, title, reason="Лишний"):
        remove_section(
            section=outline.section(title), reason=reason, user=outline.user, now=NOW
        )

    def test_its_rows_and_their_lines_go_with_it(self, outline):
        self.remove(outline, "B")
        assert outline.titles() == ["A", "-A1", "-A2"]
        assert outline.rows() == ["row A", "row A1", "row A2"]
        assert PlanLine.objects.count() == 3

    def test_what_lay_inside_goes_up(self, outline):
        self.remove(outline, "A")
        assert outline.titles() == ["A1", "A2", "B"]

    def test_a_line_with_a_history_stays(self, outline):
        line = outline.version.activities.get(title="row B").line
        OccurrenceFactory(line=line)
        self.remove(outline, "B")
        assert PlanLine.objects.filter(pk=line.pk).exists()

    def test_a_reason_is_asked(self, outline):
        with pytest.raises(ValidationError) as refusal:
            self.remove(outline, "B", reason=" ")
        assert refusal.value.code == "no_reason"
