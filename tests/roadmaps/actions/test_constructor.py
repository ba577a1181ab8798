"""Fields are saved one by one, by the school's own team, and never overwritten."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.constructor import fill_table, targets_from_content
from roadmaps.enums import ProgrammeState
from roadmaps.models import SchoolTarget
from schools.actions.refusals import ChangedMeanwhileError
from schools.models import AuditEvent
from tests.factories.programmes import ProgrammeFactory, ProgrammeKindFactory
from tests.roadmaps.constructor.contents import whole
from tests.roadmaps.constructor_desk import NOW, ConstructorDesk


pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> ConstructorDesk:
    return ConstructorDesk()


class TestSaveField:
    def test_the_first_save_is_the_first_revision(self, desk):
        row = desk.save("aim", " Снизить \r\nвдвое ")
        desk.programme.refresh_from_db()
        assert (row.value, row.revision, row.saved_by, row.saved_at) == (
            *("Снизить \nвдвое", 1, desk.writer, NOW),
        )
        assert desk.programme.in_constructor is True

    def test_the_trail_names_the_field_and_not_its_words(self, desk):
        desk.save("aim", "Тайные слова")
        event = AuditEvent.objects.get(action="programme.field_saved")
        assert event.after == {"title": "Цель", "revision": 1, "characters": 12}

    def test_the_same_again_changes_nothing(self, desk):
        desk.save("aim", "Цель")
        row = desk.save("aim", "Цель", revision=0, who="second")
        assert (row.revision, row.saved_by) == (1, desk.writer)
        assert AuditEvent.objects.filter(action="programme.field_saved").count() == 1

    def test_the_next_revision_follows_the_one_that_was_read(self, desk):
        desk.save("aim", "Раз")
        row = desk.save("aim", "Два", revision=1, who="second")
        assert (row.value, row.revision, row.saved_by) == ("Два", 2, desk.second)

    def test_a_second_writer_overwrites_nothing(self, desk):
        desk.save("aim", "Раз")
        with pytest.raises(ChangedMeanwhileError) as changed:
            desk.save("aim", "Два", revision=0, who="second")
        assert changed.value.current.value == "Раз"
        assert desk.value("aim") == "Раз"

    def test_a_field_may_be_emptied(self, desk):
        desk.save("aim", "Раз")
        assert desk.save("aim", "", revision=1).value == ""

    @pytest.mark.parametrize(
        ("key", "value", "code"),
        [
            ("nothing", "текст", "unknown"),
            ("results_table", {"rows": []}, "unknown"),
            ("aim", "а" * 20_001, "too_much"),
            ("factors", ["no_such_factor"], "unknown_factor"),
        ],
    )
    def test_what_does_not_fit_is_refused(self, desk, key, value, code):
        with pytest.raises(ValidationError) as refusal:
            desk.save(key, value)
        assert refusal.value.code == code
        assert desk.programme.fields.count() == 0

    def test_factors_of_the_catalogue_are_kept(self, desk):
        assert desk.save("factors", ["parents", "motivation"]).value == [
            *("parents", "motivation")
        ]

    @pytest.mark.parametrize("who", ["coordinator", "stranger"])
    def test_others_do_not_write(self, desk, who):
        with pytest.raises(PermissionDenied):
            desk.save("aim", "Чужое", who=who)

    @pytest.mark.parametrize("state", [ProgrammeState.SUBMITTED, ProgrammeState.AGREED])
    def test_what_was_sent_is_locked(self, desk, state):
        desk.programme.state = state
        desk.programme.save()
        with pytest.raises(ValidationError) as refusal:
            desk.save("aim", "Поздно")
        assert refusal.value.code == "not_writable"

    def test_a_returned_programme_is_written_on(self, desk):
        desk.programme.state = ProgrammeState.RETURNED
        desk.programme.save()
        assert desk.save("aim", "Исправлено").revision == 1

    def test_other_kinds_have_no_constructor(self, desk):
        kind = ProgrammeKindFactory(code="concept", has_constructor=False)
        type(kind).objects.filter(pk=kind.pk).update(has_constructor=False)
        desk.programme = ProgrammeFactory(school=desk.school, kind=kind)
        with pytest.raises(ValidationError) as refusal:
            desk.save("aim", "Цель")
        assert refusal.value.code == "no_constructor"


class TestFillTable:
    def fill(self, desk, key="results_table", **changes):
        values = {"revision": 0, "user": desk.writer, "now": NOW, **changes}
        return fill_table(programme=desk.programme, key=key, **values)

    def test_without_data_there_is_nothing_to_freeze(self, desk):
        with pytest.raises(ValidationError) as refusal:
            self.fill(desk)
        assert refusal.value.code == "no_data"

    def test_numbers_are_frozen_with_the_moment(self, desk):
        from tests.factories.identification import ResultFactory

        ResultFactory(school=desk.school, year=2025, participants=20)
        row = self.fill(desk)
        assert (row.value["frozen_at"], len(row.value["rows"]), row.revision) == (
            *(NOW.isoformat(), 1, 1),
        )
        ResultFactory(school=desk.school, year=2024, participants=10)
        assert len(desk.value("results_table")["columns"]) == 5

    def test_only_tables_are_filled(self, desk):
        with pytest.raises(ValidationError) as refusal:
            self.fill(desk, key="aim")
        assert refusal.value.code == "unknown"

    def test_others_fill_nothing(self, desk):
        with pytest.raises(PermissionDenied):
            self.fill(desk, user=desk.coordinator)


class TestTargets:
    def test_indicators_become_targets(self, desk):
        made = targets_from_content(programme=desk.programme, content=whole())
        target = SchoolTarget.objects.get()
        assert [target] == made
        assert (target.title, str(target.baseline), target.targets) == (
            *("Доля «2»", "24.50", {"2026": "18.00", "2027": "12.00"}),
        )
        assert (target.unit, target.source, target.responsible) == ("%", "ВПР", "завуч")

    def test_a_new_approval_replaces_them(self, desk):
        targets_from_content(programme=desk.programme, content=whole())
        row = {**whole()["indicators"][0], "title": "Иное"}
        targets_from_content(programme=desk.programme, content={"indicators": [row]})
        assert SchoolTarget.objects.get().title == "Иное"

    def test_an_uploaded_version_has_none(self, desk):
        assert targets_from_content(programme=desk.programme, content={}) == []
