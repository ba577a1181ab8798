"""How things stood on a day: the same numbers as on the page of progress."""

import datetime as dt

import pytest

from roadmaps.enums import DueState
from roadmaps.presenters.papers_progress import (
    counts_on,
    state_on,
    summary,
    term_label,
    term_line,
)
from roadmaps.queries.due import Counts, progress_of
from roadmaps.queries.papers import occurrences_for_papers
from tests.roadmaps.paper_place import TODAY, PaperPlace


pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> PaperPlace:
    made = PaperPlace()
    made.approve()
    return made


def test_the_counts_are_those_of_the_page_of_progress(place: PaperPlace) -> None:
    counts = counts_on(occurrences_for_papers(version=place.version), as_of=TODAY)

    assert counts == progress_of(place.version, today=TODAY).total
    assert counts == Counts(
        done=2,
        overdue=1,
        due_soon=1,
        not_due=1,
        cancelled=1,
        undated=1,
        without_document=1,
    )


def test_what_was_done_later_was_not_done_yet(place: PaperPlace) -> None:
    late = place.occurrences[1]

    assert state_on(late, as_of=dt.date(2026, 1, 14)) is DueState.OVERDUE
    assert state_on(late, as_of=dt.date(2026, 1, 15)) is DueState.DONE
    assert state_on(late, as_of=dt.date(2025, 10, 1)) is DueState.NOT_DUE


def test_the_sentence_says_all_counts(place: PaperPlace) -> None:
    counts = counts_on(occurrences_for_papers(version=place.version), as_of=TODAY)

    assert summary(counts, as_of=TODAY).replace("\u00a0", " ") == (
        "На 2 февраля 2026 г. выполнено 2 из 6 сроков (из них без документа – 1); "
        "просрочено – 1; срок в ближайшие две недели – 1; срок ещё не наступил – 1; "
        "дата не названа – 1. Отменено – 1, в счёт не входит."
    )


def test_the_sentence_of_a_plan_without_terms() -> None:
    assert summary(Counts(), as_of=TODAY).replace("\u00a0", " ") == (
        "На 2 февраля 2026 г. в дорожной карте нет сроков, которые нужно выполнить."
    )


def test_a_line_names_the_paper_or_says_that_there_is_none(place: PaperPlace) -> None:
    rows = {row.pk: row for row in occurrences_for_papers(version=place.version)}
    lines = [term_line(rows[o.pk], as_of=TODAY) for o in place.occurrences]

    assert [line.document for line in lines] == [
        "приказ: Приказ № 31-о",
        "без документа",
        *[""] * 5,
    ]
    assert lines[2].schools.replace("\u00a0", " ") == "2 из 3"
    assert (lines[6].state, lines[6].note) == ("отменено", "Перенесено на год.")


def test_a_line_of_an_earlier_day_knows_no_paper(place: PaperPlace) -> None:
    rows = {row.pk: row for row in occurrences_for_papers(version=place.version)}

    line = term_line(rows[place.occurrences[0].pk], as_of=dt.date(2025, 10, 19))

    assert (line.state, line.done_on, line.document) == ("скоро срок", "", "")


def test_schools_that_answered_later_are_not_counted(place: PaperPlace) -> None:
    rows = {row.pk: row for row in occurrences_for_papers(version=place.version)}

    line = term_line(rows[place.occurrences[2].pk], as_of=dt.date(2026, 1, 19))

    assert line.schools.replace("\u00a0", " ") == "0 из 3"


def test_a_term_is_named_by_its_days_or_its_words(place: PaperPlace) -> None:
    labels = [term_label(occurrence) for occurrence in place.occurrences]

    assert [label.replace("\u00a0", " ") for label in labels] == [
        "октябрь 2025",
        "октябрь 2025",
        "1–10 февраля 2026",
        "по итогам четверти",
        "май 2026",
        "ноябрь 2025",
        "до 31 марта 2026",
    ]
