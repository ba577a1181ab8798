"""Done with a paper, counted, dated, cancelled, reopened; every refusal is a sentence."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.recording import (
    add_times,
    cancel,
    mark_done,
    reopen,
    set_dates,
)
from roadmaps.enums import DocumentType, OccurrenceState, ReminderKind
from roadmaps.models import Evidence, Occurrence, Reminder
from schools.models import AuditEvent
from tests.factories.plans import approve
from tests.roadmaps.following import NOW, TODAY, Town, days


pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def by(town):
    return {"user": town.coordinator, "now": NOW}


@pytest.fixture
def today(by):
    return {**by, "today": TODAY}


def paper(row: Occurrence, kind: str = DocumentType.ORDER) -> Evidence:
    return Evidence.objects.create(
        occurrence=row,
        document_type=kind,
        title="Приказ № 3",
        link="https://example.org/3",
        added_at=NOW,
    )


def said(refusal) -> list[str]:
    return refusal.value.messages


class TestDone:
    def test_with_its_paper(self, town, today):
        row = town.occurrence(
            activity={"document_types": [DocumentType.ORDER, DocumentType.REPORT]}
        )
        approve(town.version)
        paper(row)
        done = mark_done(occurrence=row, done_on=YESTERDAY, note=" Прошло. ", **today)
        assert (
            done.state,
            done.done_on,
            done.without_document,
            done.note,
            done.recorded_by,
            done.recorded_at,
        ) == (OccurrenceState.DONE, YESTERDAY, False, "Прошло.", town.coordinator, NOW)
        event = AuditEvent.objects.get(action="occurrence.done")
        assert (event.object_id, event.after) == (
            str(row.pk),
            {"done_on": "2025-11-09", "without_document": False, "note": "Прошло."},
        )

    def test_without_a_paper_only_when_said_so(self, town, today):
        row = town.occurrence(activity={"document_types": [DocumentType.PROTOCOL]})
        approve(town.version)
        with pytest.raises(ValidationError) as refusal:
            mark_done(occurrence=row, done_on=TODAY, **today)
        assert said(refusal) == [
            (
                "Приложите документ (протокол) или отметьте «без документа»: тогда "
                "мероприятие будет выполнено без документа."
            )
        ]
        done = mark_done(occurrence=row, done_on=TODAY, without_document=True, **today)
        assert (done.state, done.without_document) == (OccurrenceState.DONE, True)

    def test_a_paper_of_another_kind_does_not_close(self, town, today):
        row = town.occurrence(activity={"document_types": [DocumentType.PROTOCOL]})
        approve(town.version)
        paper(row, DocumentType.ORDER)
        with pytest.raises(ValidationError) as refusal:
            mark_done(occurrence=row, done_on=TODAY, **today)
        assert said(refusal) == [
            (
                "Приложен документ другого вида, а по плану нужен документ (протокол). "
                "Выберите этот вид и файл снова или отметьте «без документа»."
            )
        ]

    def test_any_paper_closes_where_the_plan_names_none(self, town, today):
        row = town.occurrence()
        with pytest.raises(ValidationError):
            mark_done(occurrence=row, done_on=TODAY, **today)
        paper(row, DocumentType.OTHER)
        assert not mark_done(occurrence=row, done_on=TODAY, **today).without_document

    def test_a_paper_makes_the_tick_needless(self, town, today):
        row = town.occurrence()
        paper(row)
        done = mark_done(occurrence=row, done_on=TODAY, without_document=True, **today)
        assert done.without_document is False

    def test_not_on_a_day_to_come(self, town, today):
        row = town.occurrence()
        with pytest.raises(ValidationError) as refusal:
            mark_done(
                occurrence=row,
                done_on=TODAY + dt.timedelta(days=1),
                without_document=True,
                **today,
            )
        assert refusal.value.message_dict == {"done_on": ["Этот день ещё не наступил."]}

    def test_not_twice(self, town, today):
        row = town.occurrence()
        mark_done(occurrence=row, done_on=TODAY, without_document=True, **today)
        with pytest.raises(ValidationError) as refusal:
            mark_done(occurrence=row, done_on=TODAY, without_document=True, **today)
        assert said(refusal) == [
            (
                "Мероприятие уже отмечено выполненным 10.11.2025. Чтобы изменить отметку, "
                "сначала снимите её."
            )
        ]

    @pytest.mark.parametrize("who", ["head", "neighbour", "team", "analyst"])
    def test_only_who_records_the_plan(self, town, today, who):
        row = town.occurrence()
        with pytest.raises(PermissionDenied):
            mark_done(
                occurrence=row,
                done_on=TODAY,
                without_document=True,
                **today | {"user": getattr(town, who)},
            )

    def test_a_methodist_may(self, town, today):
        row = town.occurrence()
        done = mark_done(
            occurrence=row,
            done_on=TODAY,
            without_document=True,
            **today | {"user": town.methodist},
        )
        assert done.recorded_by == town.methodist


class TestCounting:
    def test_four_of_five(self, town, today):
        row = town.occurrence(times_planned=5)
        for _ in range(4):
            row = add_times(occurrence=row, **today)
        assert (row.times_done, row.times_planned, row.state) == (
            4,
            5,
            OccurrenceState.PLANNED,
        )

    def test_the_last_closes_when_the_paper_is_there(self, town, today):
        row = town.occurrence(times_planned=2, times_done=1)
        paper(row)
        row = add_times(occurrence=row, **today)
        assert (row.times_done, row.state, row.done_on) == (
            2,
            OccurrenceState.DONE,
            TODAY,
        )

    def test_the_last_waits_for_the_paper(self, town, today):
        row = add_times(
            occurrence=town.occurrence(times_planned=2, times_done=1), **today
        )
        assert (row.times_done, row.state) == (2, OccurrenceState.PLANNED)

    def test_a_mistake_is_taken_back(self, town, today):
        row = town.occurrence(times_planned=5, times_done=3)
        assert add_times(occurrence=row, count=-1, **today).times_done == 2

    def test_never_below_zero(self, town, today):
        row = town.occurrence(times_planned=5)
        with pytest.raises(ValidationError) as refusal:
            add_times(occurrence=row, count=-1, **today)
        assert said(refusal) == ["Меньше нуля быть не может."]

    def test_a_person_may_close_before_the_last(self, town, today):
        row = town.occurrence(times_planned=5, times_done=3)
        done = mark_done(occurrence=row, done_on=TODAY, without_document=True, **today)
        assert done.times_done == 5

    def test_the_trail_has_both_numbers(self, town, today):
        add_times(occurrence=town.occurrence(times_planned=5, times_done=3), **today)
        event = AuditEvent.objects.get(action="occurrence.counted")
        assert (event.before, event.after) == (
            {"times_done": 3},
            {"times_done": 4, "times_planned": 5},
        )


class TestCancelAndReopen:
    def test_cancelled_with_a_reason(self, town, by):
        row = cancel(occurrence=town.occurrence(), reason=" Нет средств. ", **by)
        assert (row.state, row.cancel_reason) == (
            OccurrenceState.CANCELLED,
            "Нет средств.",
        )
        event = AuditEvent.objects.get(action="occurrence.cancelled")
        assert event.reason == "Нет средств."

    def test_not_without_a_reason(self, town, by):
        with pytest.raises(ValidationError) as refusal:
            cancel(occurrence=town.occurrence(), reason=" ", **by)
        assert said(refusal) == ["Напишите, почему мероприятие отменено."]

    def test_reopened_with_a_reason(self, town, by, today):
        row = town.occurrence()
        mark_done(occurrence=row, done_on=TODAY, without_document=True, **today)
        row = reopen(occurrence=row, reason="Отмечено по ошибке.", **by)
        assert (row.state, row.done_on, row.without_document) == (
            OccurrenceState.PLANNED,
            None,
            False,
        )
        event = AuditEvent.objects.get(action="occurrence.reopened")
        assert (event.before, event.reason) == (
            {"state": "done", "done_on": "2025-11-10"},
            "Отмечено по ошибке.",
        )

    def test_a_cancelled_one_comes_back(self, town, by):
        row = cancel(occurrence=town.occurrence(), reason="Нет средств.", **by)
        row = reopen(occurrence=row, reason="Средства нашлись.", **by)
        assert (row.state, row.cancel_reason) == (OccurrenceState.PLANNED, "")

    def test_what_is_open_is_not_reopened(self, town, by):
        with pytest.raises(ValidationError) as refusal:
            reopen(occurrence=town.occurrence(), reason="Просто так.", **by)
        assert said(refusal) == ["Мероприятие и так не закрыто."]

    def test_not_without_a_reason_either(self, town, by):
        row = cancel(occurrence=town.occurrence(), reason="Нет средств.", **by)
        with pytest.raises(ValidationError) as refusal:
            reopen(occurrence=row, reason="", **by)
        assert said(refusal) == ["Напишите, почему отметка снимается."]

    def test_what_is_cancelled_is_not_done(self, town, by, today):
        row = cancel(occurrence=town.occurrence(), reason="Нет средств", **by)
        with pytest.raises(ValidationError) as refusal:
            mark_done(occurrence=row, done_on=TODAY, without_document=True, **today)
        assert said(refusal) == [
            "Мероприятие отменено: Нет средств. Сначала верните его."
        ]


class TestDates:
    UNDATED = {"starts_on": None, "due_on": None, "needs_human": True}

    def test_a_person_names_them(self, town, by):
        row = town.occurrence(**self.UNDATED)
        Reminder.objects.create(
            user=town.methodist, kind=ReminderKind.AFTER_3, occurrence=row, day=TODAY
        )
        row = set_dates(
            occurrence=row,
            starts_on=dt.date(2025, 12, 1),
            due_on=dt.date(2025, 12, 20),
            **by,
        )
        assert days(row) == ("01.12.2025", "20.12.2025")
        assert (row.needs_human, row.are_dates_named) == (True, True)
        assert not Reminder.objects.exists()
        event = AuditEvent.objects.get(action="occurrence.dated")
        assert (event.before, event.after) == (
            {"starts_on": None, "due_on": None},
            {"starts_on": "2025-12-01", "due_on": "2025-12-20"},
        )

    def test_a_term_of_the_plan_is_not_for_a_person(self, town, by):
        with pytest.raises(ValidationError) as refusal:
            set_dates(occurrence=town.occurrence(), starts_on=None, due_on=TODAY, **by)
        assert said(refusal) == [
            "Срок назван в дорожной карте: его меняет корректировка с новым приказом."
        ]

    @pytest.mark.parametrize(
        ("starts_on", "due_on", "message"),
        [
            (
                dt.date(2025, 12, 20),
                dt.date(2025, 12, 1),
                "Срок заканчивается раньше, чем начинается.",
            ),
            (
                None,
                dt.date(2205, 12, 1),
                (
                    "Срок далеко за пределами дорожной карты: она действует с 01.09.2025 "
                    "по 31.08.2026."
                ),
            ),
        ],
    )
    def test_slips_are_refused(self, town, by, starts_on, due_on, message):
        row = town.occurrence(**self.UNDATED)
        with pytest.raises(ValidationError) as refusal:
            set_dates(occurrence=row, starts_on=starts_on, due_on=due_on, **by)
        assert refusal.value.message_dict == {"due_on": [message]}
