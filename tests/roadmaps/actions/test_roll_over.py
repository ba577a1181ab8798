"""The plan of the next period: worded anew, never with a day of the old one."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.roll_over import roll_over
from roadmaps.actions.versions import approve_version
from roadmaps.enums import Audience, Origin
from roadmaps.models import Evidence, Milestone, Occurrence
from roadmaps.terms import Period, parse_term
from roadmaps.terms.encode import term_from_json, term_to_json
from schools.enums import Role
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.factories.plans import NOW, approve, fill_road_map


pytestmark = pytest.mark.django_db

NEXT = Period(dt.date(2026, 9, 1), dt.date(2027, 8, 31))


class Last:
    """A town whose plan of 2025/26 is in force."""

    def __init__(self, *wordings: str) -> None:
        self.town = MunicipalityFactory()
        self.user = person(Role.COORDINATOR, self.town)
        count = max(1, len(wordings))
        self.road_map = fill_road_map(self.town, activities=count, is_approved=False)
        self.version = self.road_map.versions.get()
        period = Period(self.road_map.starts_on, self.road_map.ends_on)
        for row, text in zip(
            self.version.activities.in_order(), wordings, strict=False
        ):
            row.term_text = text
            row.term = term_to_json(parse_term(text, period=period))
            row.save()

    def roll(self, period: Period = NEXT, **changes):
        if self.version.is_draft:
            approve(self.version)
        values = {"user": self.user, "now": NOW, **changes}
        return roll_over(
            road_map=self.road_map,
            starts_on=period.start,
            ends_on=period.end,
            **values,
        )


def spans(activity) -> list[tuple[dt.date | None, dt.date | None]]:
    return [(s.start, s.end) for s in term_from_json(activity.term).spans]


def rolled(*wordings: str, period: Period = NEXT):
    version = Last(*wordings).roll(period)
    return list(version.activities.in_order())


class TestPlan:
    def test_a_new_plan_that_knows_the_old_one(self):
        last = Last()
        version = last.roll()
        new = version.road_map
        assert (new.continues, new.starts_on, new.ends_on, version.origin) == (
            last.road_map,
            NEXT.start,
            NEXT.end,
            Origin.ROLL_OVER,
        )
        assert version.is_draft

    def test_every_line_carries_on_a_line(self):
        last = Last("Май", "Июнь")
        version = last.roll()
        former = [row.line for row in last.version.activities.in_order()]
        rows = version.activities.in_order().select_related("line__continues")
        assert [row.line.continues for row in rows] == former

    def test_who_answers_and_which_schools_go_over(self):
        last = Last("Май")
        school = SchoolFactory(municipality=last.town)
        row = last.version.activities.get()
        row.audience = Audience.CHOSEN
        row.save()
        row.schools.set([school])
        copy = last.roll().activities.get()
        assert [str(link) for link in copy.party_links.all()] == ["Методический центр"]
        assert (copy.audience, list(copy.schools.all())) == (Audience.CHOSEN, [school])

    def test_what_was_done_and_its_papers_stay_behind(self):
        last = Last("Май")
        occurrence = Occurrence.objects.first()
        Evidence.objects.create(
            occurrence=occurrence,
            document_type="order",
            title="Приказ",
            link="https://example.org/order",
            added_at=NOW,
        )
        version = last.roll()
        lines = version.activities.values("line")
        assert not Occurrence.objects.filter(line__in=lines).exists()
        assert not Evidence.objects.filter(occurrence__line__in=lines).exists()

    def test_days_that_a_person_named_are_named_anew(self):
        last = Last("по плану ОУ")
        last.version.activities.update(agreed_spans=[["2025-10-01", "2025-10-20"]])
        assert last.roll().activities.get().agreed_spans == []

    def test_the_title_moves_with_the_years(self):
        last = Last()
        last.road_map.title = "План на 2025/2026 учебный год"
        last.road_map.save()
        assert last.roll().road_map.title == "План на 2026/2027 учебный год"

    def test_another_title_may_be_given(self):
        assert Last().roll(title="Новый план").road_map.title == "Новый план"

    def test_columns_of_years_move(self):
        last = Last("в течение года")
        last.version.layout = [
            {"meaning": "milestone", "header": "2026 год", "milestone": "2026"}
        ]
        last.version.save()
        Milestone.objects.create(
            version=last.version,
            activity=last.version.activities.get(),
            position=0,
            year=2026,
            text="Июнь 2026: итоги",
        )
        version = last.roll()
        cell = version.milestones.get()
        assert (cell.year, cell.text) == (2027, "Июнь 2027: итоги")
        assert version.layout == [
            {"meaning": "milestone", "header": "2027 год", "milestone": "2027"}
        ]

    def test_an_earlier_period_is_refused(self):
        with pytest.raises(ValidationError) as refusal:
            Last().roll(Period(dt.date(2025, 9, 1), dt.date(2026, 8, 31)))
        assert list(refusal.value.error_dict) == ["starts_on"]

    def test_a_draft_is_not_rolled_over(self):
        last = Last()
        with pytest.raises(ValidationError) as refusal:
            roll_over(
                road_map=last.road_map,
                starts_on=NEXT.start,
                ends_on=NEXT.end,
                user=last.user,
                now=NOW,
            )
        assert refusal.value.code == "nothing_in_force"

    def test_the_head_rolls_nothing_over(self):
        last = Last()
        with pytest.raises(PermissionDenied):
            last.roll(user=person(Role.HEAD, last.town))


class TestTerms:
    @pytest.mark.parametrize(
        ("old", "new", "days"),
        [
            ("Май", "Май", (dt.date(2027, 5, 1), dt.date(2027, 5, 31))),
            (
                "Октябрь 2025",
                "Октябрь 2026",
                (dt.date(2026, 10, 1), dt.date(2026, 10, 31)),
            ),
            (
                "2025/2026 учебный год",
                "2026/2027 учебный год",
                (dt.date(2026, 9, 1), dt.date(2027, 8, 31)),
            ),
            (
                "Декабрь 2025 – февраль 2026",
                "Декабрь 2026 – февраль 2027",
                (dt.date(2026, 12, 1), dt.date(2027, 2, 28)),
            ),
            (
                "15.10.2025",
                "15.10.2026",
                (dt.date(2026, 10, 15), dt.date(2026, 10, 15)),
            ),
        ],
    )
    def test_a_wording_moves_and_is_read_anew(self, old, new, days):
        (row,) = rolled(old)
        assert (row.term_text, spans(row)) == (new, [days])

    def test_the_end_of_february_is_the_end_of_february(self):
        (row,) = rolled(
            "Февраль 2026", period=Period(dt.date(2027, 9, 1), dt.date(2028, 8, 31))
        )
        assert spans(row) == [(dt.date(2028, 2, 1), dt.date(2028, 2, 29))]

    def test_a_day_that_the_new_year_lacks_is_the_one_before(self):
        last = Last()
        last.road_map.starts_on = dt.date(2023, 9, 1)
        last.road_map.ends_on = dt.date(2024, 8, 31)
        last.road_map.save()
        row = last.version.activities.get()
        row.term_text = "29 февраля 2024"
        row.save()
        version = last.roll(Period(dt.date(2024, 9, 1), dt.date(2025, 8, 31)))
        copy, day = version.activities.get(), dt.date(2025, 2, 28)
        assert (copy.term_text, spans(copy)) == ("28 февраля 2025", [(day, day)])

    def test_a_day_of_the_old_period_never_comes_back(self):
        """A wording with a year long gone: nothing would move it far enough."""
        (row,) = rolled("до 15.10.2020")
        term = term_from_json(row.term)
        assert (term.spans, term.needs_human) == ((), True)
        assert [doubt.code for doubt in term.doubts] == ["before_plan"]

    def test_the_approved_plan_has_no_old_due_date(self):
        last = Last(
            "Октябрь 2025",
            "до 15.10.2020",
            "ежеквартально",
            "в течение года",
            "29.02.2024",
            "Декабрь 2025 – февраль 2026",
            "август – сентябрь",
        )
        version = last.roll()
        head = person(Role.HEAD, last.town)
        approve_version(
            version=version,
            order_number="1",
            order_date=NEXT.start,
            order_file=None,
            user=head,
            now=NOW,
            today=NEXT.start,
        )
        due = Occurrence.objects.filter(line__road_map=version.road_map)
        assert due.exists()
        assert not due.filter(due_on__lt=NEXT.start).exists()
