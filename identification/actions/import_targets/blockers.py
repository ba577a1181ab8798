"""What rests on uploaded data, so that it can no longer be taken back."""

from django.db.models import Q, QuerySet

from identification.enums import DecisionState, RunPurpose
from identification.models import Decision, Run
from schools.enums import JobState, RowState
from schools.models import ImportBatch
from schools.templatetags.portal_format import day


# The 30 % rule looks at the year before, whatever the window of a rule set.
LEAST_WINDOW = 2
ADVICE = "Загрузите исправленный файл: он заменит значения, а прежний расчёт останется."


def blockers_of(batch: ImportBatch) -> list[str]:
    """Say which finished calculations and decisions used the import's data."""
    runs = runs_that_used(batch)
    if not runs:
        return []
    decisions = Decision.objects.filter(run__in=runs, state=DecisionState.RECORDED)
    decision = decisions.order_by("recorded_at").first()
    if decision is not None:
        return [
            (
                "На этих данных принято решение по приказу"
                f" № {decision.order_number} от {day(decision.order_date)},"
                " поэтому отменить загрузку нельзя."
            ),
            ADVICE,
        ]
    run = runs[0]
    return [
        (
            f"На этих данных выполнен расчёт № {run.pk} от {day(run.finished_at)},"
            " поэтому отменить загрузку нельзя."
        ),
        ADVICE,
    ]


def runs_that_used(batch: ImportBatch) -> list[Run]:
    """Return official runs that read the import's years after it was written."""
    years = _years(batch)
    if not years or batch.written_at is None:
        return []
    runs = _runs_over(batch).filter(
        purpose=RunPurpose.OFFICIAL,
        state=JobState.DONE,
        finished_at__gte=batch.written_at,
        year__gte=min(years),
    )
    return [run for run in runs.order_by("pk") if _read_any(run, years)]


def _years(batch: ImportBatch) -> list[int]:
    written = batch.rows.filter(state__in=[RowState.NEW, RowState.CHANGED])
    return sorted(written.order_by().values_list("values__year", flat=True).distinct())


def _runs_over(batch: ImportBatch) -> QuerySet[Run]:
    place = batch.territory
    return Run.objects.filter(
        Q(territory=place) | Q(territory=place.parent_id) | Q(territory__parent=place)
    )


def _read_any(run: Run, years: list[int]) -> bool:
    window = max(int(run.parameters.get("window_years", 1)), LEAST_WINDOW)
    return any(run.year - window < year <= run.year for year in years)
