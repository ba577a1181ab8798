"""The list paper's numbers as a workbook: the same rows, numbers as numbers."""

from collections.abc import Sequence

from identification.models import Run, RunSchool
from identification.presenters.rule_clauses import RULE_STATUSES, clauses_in_words
from identification.reports.list_paper import ListPaper
from schools.reports.workbook import SheetOfRows, workbook


HEADERS = (
    *("Школа", "Код", "Муниципалитет", "Группа", "Результат, баллов"),
    *("Ожидание, баллов", "Отклонение", "Интервал от", "Интервал до"),
    *("Стьюдентизированный остаток", "Индекс условий", "Отклонение со сжатием"),
    *("Уверенность", "Доля выборок", "Участников", "Правило 30 %", "Условия правила"),
    *("Почему", "Почему по правилу"),
)

MODEL_HEADERS = (
    *("Фактор", "Коэффициент", "Ошибка", "Ошибка HC3"),
    *("p (HC3)", "VIF"),
)
MODEL_COLUMNS = ("label", "value", "se_classical", "se_hc3", "p_value", "vif")


def list_workbook(paper: ListPaper, run: Run, rows: Sequence[RunSchool]) -> bytes:
    """Return the workbook of a run over a territory."""
    about = [
        ("Название", paper.title),
        ("Территория", paper.place),
        ("Период", paper.period),
        ("Правила", paper.rules),
        ("Рассчитано", paper.calculated),
        *((item["term"], item["value"]) for item in paper.origin),
    ]
    model = [
        tuple(row.get(name) for name in MODEL_COLUMNS)
        for row in run.model["coefficients"]
    ]
    return workbook(
        [
            SheetOfRows("Школы", HEADERS, [_row(row) for row in rows]),
            SheetOfRows(
                "Модель",
                MODEL_HEADERS,
                model,
            ),
            SheetOfRows("О расчёте", ("Сведение", "Значение"), about),
        ],
        created=run.finished_at,
    )


def _row(row: RunSchool) -> tuple[object, ...]:
    return (
        row.school.name,
        row.school.code,
        row.school.municipality.name,
        row.get_group_display(),
        row.outcome_points,
        row.expected_points,
        row.residual_points,
        row.interval_low,
        row.interval_high,
        row.studentised,
        row.context_points,
        row.shrunk_points,
        row.get_confidence_display() if row.confidence else "",
        row.group_share,
        row.participants,
        RULE_STATUSES.get(row.rule_status, ""),
        clauses_in_words(row.rule_clauses),
        row.reason,
        row.rule_reason,
    )
