"""A person mends cells, rows, the period and the columns; nobody's work is lost."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from roadmaps.actions.intake_columns import forget_columns, set_columns
from roadmaps.actions.intake_edits import save_edit, set_period, undo_edit
from roadmaps.documents import to_json
from roadmaps.documents.edits import apply_edits
from roadmaps.enums import IntakePhase
from roadmaps.models import Intake
from roadmaps.queries.intake import reading_of, texts_of
from schools.enums import JobState, Role
from schools.models import AuditEvent
from tests.factories import person
from tests.factories.intake import NOW, IntakeFactory, raw_plan


pytestmark = pytest.mark.django_db


@pytest.fixture
def intake() -> Intake:
    return IntakeFactory()


@pytest.fixture
def coordinator(intake: Intake):
    return person(Role.COORDINATOR, intake.territory)


def mend(intake: Intake, user, key: str, text: str, **changes) -> Intake:
    return save_edit(intake=intake, key=key, text=text, user=user, now=NOW, **changes)


def plan_of(intake: Intake):
    intake.refresh_from_db()
    return apply_edits(reading_of(intake).document, texts_of(intake))


def test_a_correction_is_written_under_its_row(intake, coordinator) -> None:
    mend(intake, coordinator, "0.3:term", "  Ноябрь\t2025 \n")
    intake.refresh_from_db()
    assert intake.edits == {
        "0.3:term": {
            "value": "Ноябрь 2025",
            "by": coordinator.pk,
            "at": NOW.isoformat(),
        }
    }
    assert plan_of(intake).activities[1].term.spans[0].start == dt.date(2025, 11, 1)
    event = AuditEvent.objects.get(action="intake.cell_mended")
    assert event.before == {"text": "Август"}
    assert event.after == {"cell": "0.3:term", "text": "Ноябрь 2025"}


def test_the_text_that_was_read_takes_the_correction_back(intake, coordinator) -> None:
    mend(intake, coordinator, "0.2:title", "Совещание")
    mend(intake, coordinator, "0.2:title", "Провести совещание с директорами")
    intake.refresh_from_db()
    assert intake.edits == {}


def test_the_same_text_twice_leaves_one_trace(intake, coordinator) -> None:
    mend(intake, coordinator, "0.2:title", "Совещание")
    mend(intake, coordinator, "0.2:title", "Совещание")
    assert AuditEvent.objects.filter(action="intake.cell_mended").count() == 1


def test_one_correction_is_taken_back_and_the_others_stay(intake, coordinator) -> None:
    mend(intake, coordinator, "0.2:title", "Совещание")
    mend(intake, coordinator, "0.3:row", "skip")
    undo_edit(intake=intake, key="0.3:row", user=coordinator, now=NOW)
    undo_edit(intake=intake, key="0.3:row", user=coordinator, now=NOW)
    intake.refresh_from_db()
    assert texts_of(intake) == {"0.2:title": "Совещание"}
    event = AuditEvent.objects.get(action="intake.edit_undone")
    assert event.before == {"cell": "0.3:row", "text": "skip"}


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("9.9:title", "Нет такой", "нет такой ячейки"),
        ("plan:secret", "x", "нет такой ячейки"),
        ("0.2:row", "burn", "сделать нельзя"),
        ("0.2:number", "1" * 21, "Слишком длинно"),
        ("0.2:title", "а" * 5001, "Слишком длинно"),
        ("0.1:section_title", " ", "Впишите название раздела"),
        ("plan:order_date", "вчера", "дату приказа"),
    ],
)
def test_what_cannot_be_written_is_refused(
    intake, coordinator, key, text, words
) -> None:
    with pytest.raises(ValidationError, match=words):
        mend(intake, coordinator, key, text)
    intake.refresh_from_db()
    assert intake.edits == {}


def test_signs_that_no_eye_sees_are_dropped(intake, coordinator) -> None:
    mend(intake, coordinator, "0.2:title", "Совет\x00 \ud800директоров\x07\n\nи школ")
    intake.refresh_from_db()
    assert texts_of(intake) == {"0.2:title": "Совет директоров\nи школ"}


def test_a_cell_mended_meanwhile_is_not_overwritten_blindly(
    intake, coordinator
) -> None:
    other = person(Role.COORDINATOR, intake.territory)
    read = "Провести совещание с директорами"
    mend(intake, other, "0.2:title", "Совет", seen=read)
    with pytest.raises(ValidationError, match="теперь там «Совет»"):
        mend(intake, coordinator, "0.2:title", "Встреча", seen=read)
    mend(intake, coordinator, "0.2:title", "Встреча", seen="Совет")
    intake.refresh_from_db()
    assert texts_of(intake) == {"0.2:title": "Встреча"}


@pytest.mark.parametrize(
    ("phase", "state"),
    [
        (IntakePhase.CONFIRMED, JobState.DONE),
        (IntakePhase.DISCARDED, JobState.DONE),
        (IntakePhase.READING, JobState.RUNNING),
    ],
)
def test_only_a_document_on_the_desk_is_mended(coordinator, intake, phase, state):
    Intake.objects.update(phase=phase, state=state)
    for act in (
        lambda: mend(intake, coordinator, "0.2:title", "Совет"),
        lambda: undo_edit(intake=intake, key="0.2:title", user=coordinator, now=NOW),
        lambda: set_period(
            intake=intake, starts_on=None, ends_on=None, user=coordinator, now=NOW
        ),
        lambda: set_columns(intake=intake, columns={}, user=coordinator, now=NOW),
        lambda: forget_columns(intake=intake, user=coordinator, now=NOW),
    ):
        with pytest.raises(ValidationError):
            act()


def test_who_may_not_edit_plans_mends_nothing(intake) -> None:
    with pytest.raises(PermissionDenied):
        mend(intake, person(Role.HEAD, intake.territory), "0.2:title", "Совет")


# --- the period ----------------------------------------------------------------------


def test_a_named_period_reads_the_terms_anew(intake, coordinator) -> None:
    intake.raw = to_json(raw_plan((("1", "Совещание", "Март", "Отдел", ""),)))
    intake.save()
    assert plan_of(intake).activities[0].term.spans[0].start == dt.date(2026, 3, 1)
    set_period(
        intake=intake,
        starts_on=dt.date(2027, 1, 1),
        ends_on=dt.date(2027, 12, 31),
        user=coordinator,
        now=NOW,
    )
    assert plan_of(intake).activities[0].term.spans[0].start == dt.date(2027, 3, 1)
    event = AuditEvent.objects.get(action="intake.period_named")
    assert event.after == {"period_start": "2027-01-01", "period_end": "2027-12-31"}


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (dt.date(2026, 1, 1), None),
        (dt.date(2026, 1, 1), dt.date(2025, 1, 1)),
        (dt.date(2020, 1, 1), dt.date(2035, 1, 1)),
    ],
)
def test_a_period_of_no_plan_is_refused(intake, coordinator, start, end) -> None:
    with pytest.raises(ValidationError):
        set_period(
            intake=intake, starts_on=start, ends_on=end, user=coordinator, now=NOW
        )


# --- columns -------------------------------------------------------------------------


def meanings(*codes: str) -> list[dict[str, str]]:
    return [{"header": "", "meaning": code, "milestone": ""} for code in codes]


def test_corrections_survive_another_naming_of_the_columns(intake, coordinator) -> None:
    mend(intake, coordinator, "0.2:title", "Совет директоров")
    names = meanings("number", "title", "term", "responsible", "document")
    set_columns(intake=intake, columns={0: names}, user=coordinator, now=NOW)
    first, second, third = plan_of(intake).activities
    assert (first.title, first.result, first.document) == (
        "Совет директоров",
        "",
        "Протокол",
    )
    assert [a.document for a in (second, third)] == ["План", "Справка"]
    forget_columns(intake=intake, user=coordinator, now=NOW)
    assert plan_of(intake).activities[0].result == "Протокол"
    assert AuditEvent.objects.filter(action="intake.columns_named").count() == 2


@pytest.mark.parametrize(
    "columns",
    [
        {0: meanings("number", "title")},
        {7: meanings("title")},
        {0: meanings("number", "term", "term", "note", "note")},
    ],
)
def test_columns_that_fit_no_table_are_refused(intake, coordinator, columns) -> None:
    with pytest.raises(ValidationError):
        set_columns(intake=intake, columns=columns, user=coordinator, now=NOW)
    intake.refresh_from_db()
    assert intake.columns == {}


# --- two people ----------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_lose_nothing(intake, coordinator) -> None:
    keys = [f"0.{row}:{field}" for row in (2, 3, 5) for field in ("title", "result")]
    barrier = threading.Barrier(len(keys))
    faults: list[Exception] = []

    def work(key: str) -> None:
        try:
            barrier.wait()
            mend(Intake.objects.get(pk=intake.pk), coordinator, key, f"Текст {key}")
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    intake.refresh_from_db()
    assert texts_of(intake) == {key: f"Текст {key}" for key in keys}
