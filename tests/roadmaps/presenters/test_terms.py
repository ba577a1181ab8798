"""A term in words."""

import datetime as dt

import pytest

from roadmaps.enums import OccurrenceState
from roadmaps.models import Occurrence, SchoolAnswer
from roadmaps.presenters import terms as words


TODAY = dt.date(2025, 11, 10)
NBSP = "\N{NO-BREAK SPACE}"


def of(**fields) -> Occurrence:
    return Occurrence(**fields)


@pytest.mark.parametrize(
    ("start", "due", "expected"),
    [
        (None, None, "без даты"),
        (None, dt.date(2025, 10, 15), f"до{NBSP}15{NBSP}октября 2025"),
        (dt.date(2025, 10, 1), dt.date(2025, 10, 31), "октябрь 2025"),
        (dt.date(2025, 9, 1), dt.date(2026, 8, 31), "сентябрь 2025 – август 2026"),
    ],
)
def test_days(start, due, expected):
    assert words.days_words(of(starts_on=start, due_on=due)) == expected


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (-5, f"5{NBSP}дней назад"),
        (-1, f"1{NBSP}день назад"),
        (0, "сегодня"),
        (1, "завтра"),
        (2, f"через 2{NBSP}дня"),
    ],
)
def test_how_far(left, expected):
    row = of(due_on=TODAY + dt.timedelta(days=left))
    assert words.distance_words(row, today=TODAY) == expected


def test_what_is_closed_or_undated_is_no_distance_away():
    done = of(due_on=TODAY, state=OccurrenceState.DONE)
    assert words.distance_words(done, today=TODAY) == ""
    assert words.distance_words(of(), today=TODAY) == ""


@pytest.mark.parametrize(
    ("bare", "code"), [(True, "due_done_bare"), (False, "due_done")]
)
def test_what_has_no_paper_never_looks_like_what_has(bare, code):
    row = of(state=OccurrenceState.DONE, without_document=bare, done_on=TODAY)
    assert words.mark_code(row, today=TODAY) == code


def test_four_of_five():
    assert words.count_words(of(times_planned=5, times_done=4)) == f"4 из{NBSP}5"
    assert words.count_words(of(times_planned=1, times_done=1)) == ""


def answers(*done: bool) -> list[SchoolAnswer]:
    return [SchoolAnswer(done_on=TODAY if is_done else None) for is_done in done]


def test_eight_of_twelve_schools():
    rows = answers(*[True] * 8, *[False] * 4)
    assert words.schools_words(rows) == f"8 из{NBSP}12{NBSP}школ"
    assert words.schools_words([]) == ""


def test_all_have_answered_only_if_somebody_was_asked():
    assert words.all_schools_answered(answers(True, True)) is True
    assert words.all_schools_answered(answers(True, False)) is False
    assert words.all_schools_answered([]) is False


def test_what_came_of_it():
    done = of(state=OccurrenceState.DONE, done_on=TODAY, without_document=True)
    assert words.outcome(done) == f"Выполнено без документа 10{NBSP}ноября 2025."
    gone = of(state=OccurrenceState.CANCELLED, cancel_reason="Нет средств.")
    assert words.outcome(gone) == "Отменено: Нет средств."
    assert words.outcome(of()) == ""


def test_an_activity_that_left_the_plan_is_named_so():
    assert words.title_of(None) == "мероприятия нет в действующей версии"
    assert words.parties_words(None) == ""


def test_papers_by_their_names():
    assert words.documents_words(["order", "protocol", "unheard_of"]) == (
        "приказ, протокол"
    )
