"""What stands above and below the table of a draft."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.plan_heading import change_heading, change_indicators
from roadmaps.actions.versions import open_correction
from roadmaps.models import Milestone
from roadmaps.terms.encode import term_from_json
from schools.enums import Role
from schools.models import AuditEvent
from tests.factories import MunicipalityFactory, person
from tests.factories.plans import NOW, fill_road_map


pytestmark = pytest.mark.django_db


class Desk:
    """A coordinator with a draft."""

    def __init__(self) -> None:
        self.town = MunicipalityFactory()
        self.user = person(Role.COORDINATOR, self.town)
        self.road_map = fill_road_map(self.town, activities=1, is_approved=False)
        self.version = self.road_map.versions.get()
        self.version.activities.update(term_text="Май")

    def change(self, version=None, **values):
        return change_heading(
            version=version or self.version, values=values, user=self.user, now=NOW
        )

    def due(self) -> dt.date:
        term = term_from_json(self.version.activities.get().term)
        return term.spans[0].end


@pytest.fixture
def desk() -> Desk:
    return Desk()


NEXT_YEAR = {"starts_on": dt.date(2026, 9, 1), "ends_on": dt.date(2027, 8, 31)}


class TestHeading:
    def test_title_and_grif(self, desk):
        desk.change(title=" План  города ", approver_name="О.В. Ильина")
        desk.road_map.refresh_from_db()
        desk.version.refresh_from_db()
        assert (desk.road_map.title, desk.version.approver_name) == (
            "План города",
            "О.В. Ильина",
        )

    def test_another_period_reads_every_term_again(self, desk):
        desk.change(**NEXT_YEAR)
        assert desk.due() == dt.date(2027, 5, 31)

    def test_cells_of_years_are_read_again_too(self, desk):
        cell = Milestone.objects.create(
            version=desk.version,
            activity=desk.version.activities.get(),
            position=0,
            year=2027,
            text="До 20 мая",
        )
        desk.change(**NEXT_YEAR)
        cell.refresh_from_db()
        assert term_from_json(cell.terms[0]).spans[0].end == dt.date(2027, 5, 20)

    def test_nothing_changed_is_no_event(self, desk):
        desk.change(title=desk.road_map.title)
        assert not AuditEvent.objects.exists()

    def test_a_backward_period_is_refused(self, desk):
        with pytest.raises(ValidationError) as refusal:
            desk.change(starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2026, 1, 1))
        assert list(refusal.value.error_dict) == ["ends_on"]

    def test_what_was_approved_once_keeps_its_title_and_period(self, desk):
        road_map = fill_road_map(desk.town)
        draft = open_correction(road_map=road_map, user=desk.user, now=NOW)
        with pytest.raises(ValidationError) as refusal:
            desk.change(draft, title="Другой план")
        assert refusal.value.code == "approved"

    def test_a_correction_says_what_it_changes(self, desk):
        road_map = fill_road_map(desk.town)
        draft = open_correction(road_map=road_map, user=desk.user, now=NOW)
        assert desk.change(draft, change_note="Новые сроки").change_note == (
            "Новые сроки"
        )

    def test_the_head_changes_nothing(self, desk):
        head = person(Role.HEAD, desk.town)
        with pytest.raises(PermissionDenied):
            change_heading(
                version=desk.version, values={"title": "А"}, user=head, now=NOW
            )


class TestIndicators:
    def change(self, desk, *pairs):
        change_indicators(
            version=desk.version, indicators=pairs, user=desk.user, now=NOW
        )

    def test_are_written_in_order(self, desk):
        self.change(desk, ("Доля", "100 %"), ("Число", ""))
        assert list(desk.version.indicators.values_list("title", "target")) == [
            ("Доля", "100 %"),
            ("Число", ""),
        ]

    def test_those_of_before_go(self, desk):
        self.change(desk, ("Доля", "100 %"))
        self.change(desk, ("Число", "5"))
        assert [row.title for row in desk.version.indicators.all()] == ["Число"]

    def test_the_same_ones_are_no_event(self, desk):
        self.change(desk, ("Доля", "100 %"))
        self.change(desk, ("Доля", "100 %"))
        assert AuditEvent.objects.filter(action="plan.indicators_changed").count() == 1
