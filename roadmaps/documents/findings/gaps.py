"""What a row lacks: its term, who answers, its title, or its end."""

from collections.abc import Iterable, Iterator

from roadmaps.documents.findings.places import cell_of, has_column, heading, row_of
from roadmaps.documents.model import (
    Activity,
    Column,
    Finding,
    RawDocument,
    RoadMapDocument,
)
from roadmaps.documents.wording import one_line
from roadmaps.terms import Kind


UNFINISHED_ENDS = (",", ";", ":", "-", "–", "—", " и", " или", " в", " на", " по", " с", " для", " о", " от")  # fmt: skip
PAIRS = (("(", ")"), ("«", "»"))


def findings(document: RoadMapDocument, raw: RawDocument) -> Iterable[Finding]:
    """Yield the empty and the broken cells of activities."""
    has_terms = has_column(document, Column.TERM, Column.MILESTONE)
    has_parties = has_column(document, Column.RESPONSIBLE)
    for activity in document.activities:
        if _is_bare(activity):
            yield _unfinished(activity, "В строке есть только название")
            continue
        yield from _title(activity)
        if has_terms and _has_no_term(activity):
            name = heading(document, Column.TERM, "Сроки")
            yield _missing("missing_term", activity, name, "Срок не указан: впишите его или отметьте, что мероприятие без срока.")  # fmt: skip
        if has_parties and not activity.responsible_text.strip():
            name = heading(document, Column.RESPONSIBLE, "Ответственные")
            yield _missing("missing_responsible", activity, name, "Ответственный не указан: впишите, кто отвечает за мероприятие.")  # fmt: skip


def _is_bare(activity: Activity) -> bool:
    others = (
        activity.responsible_text,
        activity.result,
        activity.document,
        *(milestone.text for milestone in activity.milestones),
    )
    return bool(activity.title) and _has_no_term(activity) and not any(others)


def _has_no_term(activity: Activity) -> bool:
    has_milestone = any(milestone.text for milestone in activity.milestones)
    return activity.term.kind is Kind.NONE and not has_milestone


def _title(activity: Activity) -> Iterator[Finding]:
    if not activity.title.strip():
        yield _missing("missing_title", activity, "«Мероприятия»", "Название мероприятия не указано: впишите его.")  # fmt: skip
        return
    if _is_broken(one_line(activity.title)):
        yield _unfinished(activity, "Название обрывается")


def _is_broken(title: str) -> bool:
    opened = any(title.count(left) > title.count(right) for left, right in PAIRS)
    return opened or title.casefold().endswith(UNFINISHED_ENDS)


def _unfinished(activity: Activity, what: str) -> Finding:
    return Finding(
        "unfinished_row",
        row_of(activity),
        f"{what}: допишите строку или присоедините её к соседней.",
        activity.refs,
    )


def _missing(code: str, activity: Activity, column: str, message: str) -> Finding:
    return Finding(code, cell_of(activity, column), message, activity.refs)
