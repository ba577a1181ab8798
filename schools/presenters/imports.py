"""An upload in words: where it stands, what its job does, what it wrote."""

from typing import Any

from django.urls import reverse

from schools.enums import ImportPhase, JobState, RowState
from schools.models import ImportBatch
from schools.templatetags.portal_format import counted, moment, number


ROWS = "строка,строки,строк"
AT_WORK = frozenset({ImportPhase.READING, ImportPhase.WRITING, ImportPhase.UNDOING})
STEPS = ("Файл", "Столбцы", "Проверка", "Запись")
# How many steps lie behind in each phase.
PASSED = {
    ImportPhase.READING: 0,
    ImportPhase.MAPPING: 1,
    ImportPhase.PREVIEW: 2,
    ImportPhase.WRITING: 3,
    ImportPhase.WRITTEN: 4,
    ImportPhase.UNDOING: 4,
    ImportPhase.UNDONE: 4,
    ImportPhase.CANCELLED: 0,
}
JOB_TITLES = {
    ImportPhase.READING: "Портал читает файл",
    ImportPhase.WRITING: "Портал записывает строки",
    ImportPhase.UNDOING: "Портал возвращает прежние значения",
}
# Columns that nobody expects to be taken.
UNWANTED = frozenset({"identity", "ordinal"})
STATE_CODES = {
    RowState.NEW: "new",
    RowState.CHANGED: "changed",
    RowState.SAME: "same",
    RowState.ERROR: "error",
}


def steps(batch: ImportBatch) -> list[dict[str, str]]:
    """Return the stepper: what is done, what is now, what comes."""
    passed = PASSED[ImportPhase(batch.phase)]
    if batch.phase == ImportPhase.READING and batch.columns:
        passed = 2
    return [
        {"title": title, "state": _step_state(place, passed), **_step_url(batch, place)}
        for place, title in enumerate(STEPS)
    ]


def _step_state(place: int, passed: int) -> str:
    if place < passed:
        return "done"
    return "now" if place == passed else "next"


def _step_url(batch: ImportBatch, place: int) -> dict[str, str]:
    is_open = batch.phase == ImportPhase.PREVIEW and batch.state == JobState.DONE
    if place == 1 and is_open:
        return {"url": reverse("imports:columns", args=[batch.pk])}
    return {}


def job(batch: ImportBatch, *, may_restart: bool) -> dict[str, Any]:
    """Return what the job panel shows."""
    shown: dict[str, Any] = {
        "id": batch.pk,
        "title": JOB_TITLES.get(ImportPhase(batch.phase), "Загрузка"),
        "state": batch.state,
        "label": batch.stage or "Ждём",
        "steps_done": batch.steps_done,
        "steps_total": batch.steps_total,
        "times": _times(batch),
    }
    page = reverse("imports:detail", args=[batch.pk])
    if batch.is_under_way:
        shown["poll_url"] = reverse("imports:status", args=[batch.pk])
        shown["page_url"] = page
    if batch.state == JobState.FAILED:
        shown["error"] = batch.error_detail
    if batch.state == JobState.FAILED and not may_restart:
        shown["result_url"] = f"{reverse('imports:new')}?kind={batch.kind}"
        shown["result_label"] = "Загрузить исправленный файл"
    if may_restart:
        shown["restart_url"] = reverse("imports:restart", args=[batch.pk])
    return shown


def _times(batch: ImportBatch) -> str:
    if batch.state == JobState.QUEUED:
        return f"Поставлено в очередь {moment(batch.requested_at)}"
    attempt = f", попытка {batch.attempts}" if batch.attempts > 1 else ""
    return f"Начато {moment(batch.started_at)}{attempt}"


def figures(batch: ImportBatch) -> list[dict[str, str]]:
    """Return the counts of the preview, each leading to its rows."""
    page = reverse("imports:detail", args=[batch.pk])
    counts = (
        ("Новых", "new", batch.rows_new),
        ("Изменится", "changed", batch.rows_changed),
        ("Без изменений", "same", batch.rows_same),
        ("С ошибкой", "error", batch.rows_error),
    )
    return [
        {
            "label": label,
            "mark": code,
            "value": number(count),
            **({"url": f"{page}?state={code}#rows"} if count else {}),
        }
        for label, code, count in counts
    ]


def file_facts(
    batch: ImportBatch, *, title: str, file_url: str
) -> list[dict[str, Any]]:
    """Return what is known of the file; `file_url` only if the person may have it."""
    facts: list[dict[str, Any]] = [
        {"term": "Таблица", "value": title},
        {"term": "Территория", "value": str(batch.territory)},
        {
            "term": "Файл",
            "value": batch.file_name,
            **({"url": file_url} if file_url else {}),
        },
        {"term": "Кто", "value": str(batch.requested_by or "портал")},
    ]
    if batch.sheet:
        facts.append(
            {
                "term": "Лист",
                "value": batch.sheet,
                "note": f"заголовки в строке {batch.header_row}",
            }
        )
    if batch.dropped_columns:
        facts.append(
            {
                "term": "Не сохранено",
                "value": ", ".join(batch.dropped_columns),
                "note": "сведения о людях удалены вместе с исходным файлом",
            }
        )
    skipped = batch.totals.get("skipped", 0)
    if skipped:
        facts.append(
            {
                "term": "Пропущено",
                "value": counted(skipped, ROWS),
                "note": "итоги, нумерация столбцов и примечания",
            }
        )
    return facts


def left_out(batch: ImportBatch) -> str:
    """Name the columns that are not taken, except those of people and ordinals."""
    headers = [
        str(column["header"])
        for column in batch.headers
        if column["field"] is None and column["why"] not in UNWANTED
    ]
    return ", ".join(f"«{header}»" for header in headers if header)


def sums(batch: ImportBatch) -> list[dict[str, str]]:
    """Return the file's own totals over the rows without errors."""
    return [
        {"term": str(total["title"]), "value": number(_rounded(total["value"]))}
        for total in batch.totals.get("sums", [])
    ]


def checked_totals(batch: ImportBatch) -> list[dict[str, str]]:
    """Return figures of the file beside those read back from the database."""
    return [
        {
            "title": str(total["title"]),
            "expected": number(_rounded(total["expected"])),
            "stored": number(_rounded(total["stored"])),
        }
        for total in batch.totals.get("written", [])
    ]


def confirm_label(batch: ImportBatch) -> str:
    """Say what the main button writes."""
    count = batch.rows_new + batch.rows_changed
    return f"Записать {counted(count, 'строку,строки,строк')}"


def _rounded(value: float) -> float:
    """Show sums of floats without their tails."""
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded
