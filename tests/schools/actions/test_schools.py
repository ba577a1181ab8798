"""Entering and changing schools: checks, former names, conflicts, traces."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from schools.actions.refusals import ChangedMeanwhileError
from schools.actions.school_names import add_alias, add_code, end_code, remove_alias
from schools.actions.schools import EDITABLE, change_school, create_school
from schools.enums import Role
from schools.models import AuditEvent, School, SchoolAlias, SchoolCode
from schools.queries.versions import fingerprint
from tests.factories import MunicipalityFactory, SchoolFactory, person


pytestmark = pytest.mark.django_db


@pytest.fixture
def school(place) -> School:
    return SchoolFactory(municipality=place, name="Школа № 1", code="S1")


def changed(school, user, now, *, seen=None, renamed_on=None, **values):
    current = {name: getattr(school, name) for name in EDITABLE}
    return change_school(
        school=school,
        values={**current, **values},
        seen=seen or fingerprint(school, EDITABLE),
        renamed_on=renamed_on,
        user=user,
        now=now,
    )


def codes_of(error) -> list[str]:
    found = error.value
    errors = (
        [one for many in found.error_dict.values() for one in many]
        if hasattr(found, "error_dict")
        else found.error_list
    )
    return [one.code for one in errors]


class TestCreate:
    def values(self, place, **values):
        return {"municipality": place, "code": "N1", "name": "Новая школа", **values}

    def test_is_written_with_a_trace(self, place, coordinator, now):
        school = create_school(values=self.values(place), user=coordinator, now=now)
        event = AuditEvent.objects.get()
        assert (school.name, event.action, event.after["code"]) == (
            "Новая школа",
            "school.created",
            "N1",
        )

    def test_not_in_a_foreign_place(self, coordinator, now):
        with pytest.raises(PermissionDenied):
            create_school(
                values=self.values(MunicipalityFactory()), user=coordinator, now=now
            )

    def test_not_without_the_right(self, place, now):
        head = person(Role.HEAD, place)
        with pytest.raises(PermissionDenied):
            create_school(values=self.values(place), user=head, now=now)

    def test_a_code_is_given_once(self, place, coordinator, school, now):
        with pytest.raises(ValidationError, match="Школа с таким кодом уже есть"):
            create_school(
                values=self.values(place, code="S1"), user=coordinator, now=now
            )


class TestChange:
    def test_only_what_differs_stands_in_the_trail(self, school, coordinator, now):
        changed(school, coordinator, now, locality="Заречье", kind="lyceum")
        event = AuditEvent.objects.get()
        assert (event.before, event.after) == (
            {"kind": "secondary", "locality": ""},
            {"kind": "lyceum", "locality": "Заречье"},
        )

    def test_nothing_changed_leaves_nothing(self, school, coordinator, now):
        changed(school, coordinator, now)
        assert AuditEvent.objects.count() == 0

    def test_a_former_name_stays_with_its_last_day(self, school, coordinator, now):
        changed(
            school,
            coordinator,
            now,
            name="Школа имени Гагарина",
            renamed_on=dt.date(2025, 8, 31),
        )
        alias = SchoolAlias.objects.get()
        assert (alias.name, alias.is_former_name, alias.valid_to) == (
            "Школа № 1",
            True,
            dt.date(2025, 8, 31),
        )

    def test_without_a_day_it_is_the_day_of_the_change(self, school, coordinator, now):
        changed(school, coordinator, now, name="Другая")
        assert SchoolAlias.objects.get().valid_to == dt.date(2026, 3, 2)

    def test_renamed_there_and_back_keeps_one_alias_a_name(
        self, school, coordinator, now
    ):
        changed(school, coordinator, now, name="Другая")
        changed(School.objects.get(), coordinator, now, name="Школа № 1")
        changed(School.objects.get(), coordinator, now, name="Другая")
        assert sorted(SchoolAlias.objects.values_list("name", flat=True)) == [
            "Другая",
            "Школа № 1",
        ]

    def test_last_years_table_still_finds_the_school(self, school, coordinator, now):
        from schools.ingest.names import normalise_school_name

        changed(school, coordinator, now, name="Школа имени Гагарина")
        asked = normalise_school_name("МБОУ «Школа №1»")
        assert SchoolAlias.objects.get(normalised=asked).school == school

    def test_what_somebody_else_changed_is_not_overwritten(
        self, school, coordinator, now
    ):
        seen = fingerprint(school, EDITABLE)
        School.objects.update(locality="Заречье")
        with pytest.raises(ChangedMeanwhileError) as conflict:
            changed(school, coordinator, now, seen=seen, locality="Пристань")
        assert conflict.value.current.locality == "Заречье"
        assert School.objects.get().locality == "Заречье"

    def test_not_without_the_right_there(self, school, now):
        other = person(Role.COORDINATOR, MunicipalityFactory())
        with pytest.raises(PermissionDenied):
            changed(school, other, now, locality="Пристань")

    @pytest.mark.parametrize("case", ["branch", "elsewhere", "has_branches"])
    def test_branches_hang_on_schools_of_the_same_place(
        self, school, place, coordinator, now, case
    ):
        parent = SchoolFactory(municipality=place)
        if case == "branch":
            parent.branch_of = SchoolFactory(municipality=place)
            parent.save()
        elif case == "elsewhere":
            parent = SchoolFactory()
        else:
            SchoolFactory(municipality=place, branch_of=school)
        with pytest.raises(ValidationError) as refusal:
            changed(school, coordinator, now, branch_of=parent)
        assert codes_of(refusal) == [
            {
                "branch": "branch_of_branch",
                "elsewhere": "branch_elsewhere",
                "has_branches": "has_branches",
            }[case]
        ]

    def test_a_school_does_not_close_before_it_opens(self, school, coordinator, now):
        with pytest.raises(ValidationError, match="не может закрыться раньше"):
            changed(
                school,
                coordinator,
                now,
                opened_on=dt.date(2020, 1, 1),
                closed_on=dt.date(2019, 1, 1),
            )


class TestCodes:
    def add(self, school, user, now, value="101", start="2025-09-01"):
        return add_code(
            school=school,
            system="rcoi",
            value=value,
            valid_from=dt.date.fromisoformat(start) if start else None,
            user=user,
            now=now,
        )

    def test_a_new_code_ends_the_earlier_one(self, school, coordinator, now):
        self.add(school, coordinator, now, "100", "2020-09-01")
        self.add(school, coordinator, now, "101", "2025-09-01")
        assert list(
            SchoolCode.objects.order_by("value").values_list("value", "valid_to")
        ) == [("100", dt.date(2025, 8, 31)), ("101", None)]

    @pytest.mark.parametrize(
        ("start", "code"), [(None, "no_date"), ("2020-09-01", "dates_overlap")]
    )
    def test_the_new_one_begins_later(self, school, coordinator, now, start, code):
        self.add(school, coordinator, now, "100", "2020-09-01")
        with pytest.raises(ValidationError) as refusal:
            self.add(school, coordinator, now, "101", start)
        assert codes_of(refusal) == [code]
        assert SchoolCode.objects.get().valid_to is None

    def test_one_code_belongs_to_one_school_at_a_time(
        self, school, place, coordinator, now
    ):
        self.add(school, coordinator, now)
        with pytest.raises(ValidationError, match="Этот код уже действует"):
            self.add(SchoolFactory(municipality=place), coordinator, now)

    def test_an_ended_code_may_go_to_another(self, school, place, coordinator, now):
        code = self.add(school, coordinator, now)
        end_code(code=code, valid_to=dt.date(2026, 1, 1), user=coordinator, now=now)
        other = SchoolFactory(municipality=place)
        assert self.add(other, coordinator, now).school == other

    def test_an_end_before_the_beginning_is_refused(self, school, coordinator, now):
        code = self.add(school, coordinator, now)
        with pytest.raises(ValidationError, match="раньше, чем начинается"):
            end_code(code=code, valid_to=dt.date(2020, 1, 1), user=coordinator, now=now)

    def test_every_step_leaves_a_trace(self, school, coordinator, now):
        code = self.add(school, coordinator, now)
        end_code(code=code, valid_to=dt.date(2026, 1, 1), user=coordinator, now=now)
        actions = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
        assert list(actions) == ["school.code_added", "school.code_ended"]


class TestAliases:
    def test_a_spelling_is_remembered_once(self, school, coordinator, now):
        add_alias(school=school, name="СОШ  1", user=coordinator, now=now)
        with pytest.raises(ValidationError, match="уже записано"):
            add_alias(school=school, name="сош № 1", user=coordinator, now=now)
        assert SchoolAlias.objects.get().name == "СОШ 1"

    def test_a_wrong_spelling_is_forgotten(self, school, coordinator, now):
        alias = add_alias(school=school, name="Лицей", user=coordinator, now=now)
        remove_alias(alias=alias, user=coordinator, now=now)
        assert SchoolAlias.objects.count() == 0
        assert AuditEvent.objects.first().before == {"название": "Лицей"}

    def test_a_former_name_is_history(self, school, coordinator, now):
        changed(school, coordinator, now, name="Другая")
        with pytest.raises(ValidationError, match="это история школы"):
            remove_alias(alias=SchoolAlias.objects.get(), user=coordinator, now=now)
