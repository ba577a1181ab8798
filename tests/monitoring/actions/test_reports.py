"""Papers: begun, written by several, frozen with a number; then nothing changes them."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from monitoring.actions.reports import (
    create_report,
    discard_report,
    freeze_report,
    request_files,
    save_section,
    text_mark,
)
from monitoring.counting.cells import YES
from monitoring.datasets.composed import paper_of
from monitoring.drafting import check_code
from monitoring.enums import ReportKind
from monitoring.models import Report
from schools.actions.refusals import ChangedMeanwhileError
from schools.enums import JobState
from schools.models import AuditEvent
from tests.monitoring.paper_town import NOW, TODAY, YEAR, PaperTown


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> PaperTown:
    return PaperTown()


def begun(town: PaperTown, **changes: object) -> Report:
    values = {
        "kind": ReportKind.NOTE,
        "territory": town.town,
        "year": YEAR,
        "user": town.coordinator,
        "now": NOW,
        **changes,
    }
    return create_report(**values)


def written(
    town: PaperTown, report: Report, text: str | None, seen: str = ""
) -> Report:
    return save_section(
        report=report,
        code="causes",
        text=text,
        seen=seen,
        user=town.coordinator,
        now=NOW,
    )


def frozen(town: PaperTown, report: Report) -> Report:
    return freeze_report(report=report, user=town.head, now=NOW, today=TODAY)


def shown(report: Report, code: str) -> list[str]:
    parts = {part.code: part for part in paper_of(report, today=TODAY).paper.parts}
    return [line.replace("\u00a0", " ") for line in parts[code].paragraphs]


@pytest.mark.parametrize("who", ["neighbour", "team"])
def test_others_make_no_papers(town: PaperTown, who: str) -> None:
    with pytest.raises(PermissionDenied):
        begun(town, user=getattr(town, who))


def test_a_double_click_gives_one_paper(town: PaperTown) -> None:
    first = begun(town)
    assert begun(town) == first
    assert begun(town, kind=ReportKind.SUMMARY) != first
    assert begun(town, now=NOW + dt.timedelta(minutes=1)) != first
    with pytest.raises(ValidationError, match="только для листа школы"):
        begun(town, school=town.schools[0])


def test_a_text_is_kept_with_its_marks_and_given_back(town: PaperTown) -> None:
    report = written(town, begun(town), "Прошли {{показатель:T3}}.")
    assert report.narrative == {"causes": "Прошли {{показатель:T3}}."}
    assert shown(report, "causes") == ["Прошли 48,3 % (29 из 60)."]
    again = written(town, report, None, seen=text_mark(report.narrative["causes"]))
    assert (again.narrative, again.revision) == ({}, 2)
    with pytest.raises(ValidationError, match="Такого раздела нет"):
        save_section(
            report=report, code="no", text="", seen="", user=town.head, now=NOW
        )


def test_what_another_has_written_is_not_overwritten(town: PaperTown) -> None:
    report = begun(town)
    written(town, report, "Первый")
    with pytest.raises(ChangedMeanwhileError) as found:
        written(town, report, "Второй")
    assert found.value.current.narrative == {"causes": "Первый"}
    assert written(town, report, "Второй", seen=text_mark("Первый")).revision == 2


def test_a_frozen_paper_says_the_same_for_ever(town: PaperTown) -> None:
    report = frozen(town, written(town, begun(town), "Прошли {{показатель:T3}}."))
    before = paper_of(report, today=TODAY).paper
    town.fill(town.window, ((20, 20),) * 4, (YES,) * 4)
    town.town.department = "Новое управление"
    town.town.save()
    later = Report.objects.get(pk=report.pk)
    assert paper_of(later, today=TODAY + dt.timedelta(days=90)).paper == before
    assert shown(later, "causes") == ["Прошли 48,3 % (29 из 60)."]
    assert later.check_code == check_code(later.snapshot, later.number)
    assert (later.state, later.frozen_by) == (JobState.QUEUED, town.head)
    # What the coordinator signs the head approves.
    maker = ("Муниципальный координатор", "А.П.\u00a0Лесная")
    assert before.signatures == (maker,)
    assert before.approver == ("Начальник отдела", "П.И.\u00a0Полевой")


def test_numbers_follow_one_another_in_a_year(town: PaperTown) -> None:
    reports = [begun(town, kind=kind) for kind in (ReportKind.NOTE, ReportKind.SUMMARY)]
    next_year = begun(town, year=YEAR + 1)
    numbers = [frozen(town, row).number for row in (*reports, next_year)]
    assert numbers == ["М-2025/047-001", "М-2025/047-002", "М-2026/047-001"]


def test_a_frozen_paper_is_neither_written_nor_thrown_away(town: PaperTown) -> None:
    report = frozen(town, begun(town))
    for act in (
        lambda: written(town, report, "Поздно"),
        lambda: frozen(town, report),
        lambda: discard_report(report=report, user=town.coordinator, now=NOW),
    ):
        with pytest.raises(ValidationError, match="зафиксирован"):
            act()
    draft = begun(town, kind=ReportKind.TABLES)
    discard_report(report=draft, user=town.coordinator, now=NOW)
    assert list(Report.objects.all()) == [report]


def test_sheets_of_all_schools_are_handed_out_when_frozen(town: PaperTown) -> None:
    whole = frozen(town, begun(town, kind=ReportKind.SCHOOL))
    sheets = Report.objects.exclude(pk=whole.pk).order_by("pk")
    assert [(row.school.name, row.number) for row in sheets] == [
        (f"Школа № {n}", f"М-2025/047-001/{n}") for n in range(1, 5)
    ]
    first = sheets[0]
    assert list(Report.objects.visible_to(town.team)) == [first]
    (part,) = paper_of(first, today=TODAY).paper.parts
    assert part == paper_of(whole, today=TODAY).paper.parts[0]
    assert first.check_code == check_code(first.snapshot, first.number)
    assert frozen(town, begun(town)).number == "М-2025/047-002"


def test_a_mark_without_a_number_stops_the_freezing(town: PaperTown) -> None:
    report = written(town, begun(town), "{{нечто}}")
    with pytest.raises(ValidationError, match="метки, для которых нет числа"):
        frozen(town, report)
    assert Report.objects.get().number == ""


def test_files_are_asked_for_once(town: PaperTown) -> None:
    report = request_files(report=begun(town), user=town.head, now=NOW)
    assert (report.state, report.requested_by) == (JobState.QUEUED, town.coordinator)
    request_files(report=report, user=town.head, now=NOW)
    with pytest.raises(ValidationError, match="сейчас готовятся"):
        frozen(town, report)
    rows = AuditEvent.objects.filter(action__startswith="monitoring_report.")
    assert list(rows.order_by("pk").values_list("action", flat=True)) == [
        "monitoring_report.created",
        "monitoring_report.requested",
    ]
