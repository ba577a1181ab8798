"""The demo region with a job, an upload, a decision and a paper in each of its states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Self, cast

from django.apps import apps
from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone

from config.demo import load
from identification.actions.decisions import decide_item, open_decision
from identification.actions.execution import execute_run
from identification.actions.papers import make_paper, request_paper
from identification.actions.runs import start_run
from identification.enums import ReportKind, RunPurpose, Verdict
from identification.models import Decision, Run, RunReport
from roadmaps.actions.papers import make_plan_report, request_plan_report
from roadmaps.actions.plan_activities import change_activity
from roadmaps.actions.versions import open_correction, return_draft
from roadmaps.documents import to_json
from roadmaps.enums import IntakePhase, PlanReportKind
from roadmaps.models import Party, PlanReport, RoadMap
from roadmaps.presenters.activity_form import SEEN
from schools.actions.imports import start_import
from schools.enums import JobState, Role
from schools.models import (
    ImportBatch,
    Membership,
    School,
    SchoolAlias,
    Territory,
    User,
)
from schools.queries.versions import fingerprint
from tests import snapshots
from tests.factories import imports as files, person
from tests.factories.intake import ODD_ROWS, IntakeFactory, raw_plan
from tests.meta.showcase_analytics import analytics_shown
from tests.meta.showcase_constructor import written_shown
from tests.meta.showcase_deadlines import deadlines_shown
from tests.meta.showcase_figures import figures_shown
from tests.meta.showcase_forms import forms_shown
from tests.meta.showcase_indicators import indicators_shown
from tests.meta.showcase_programmes import programmes_shown
from tests.meta.showcase_reviews import reviews_shown
from tests.meta.showcase_sites import sites_shown
from tests.meta.showcase_terms import terms_shown
from tests.meta.showcase_windows import windows_shown


# As many as a regression needs; each row more costs every look at every list.
SCHOOLS = 24


class Showcase(dict[str, object]):
    """Things by name; no name stands for two of them."""

    def __setitem__(self, name: str, thing: object) -> None:
        assert name not in self, f"«{name}» уже показано"
        super().__setitem__(name, thing)

    def __ior__(self, more: Mapping[str, object]) -> Self:
        for name, thing in more.items():
            self[name] = thing
        return self


def laid_showcase() -> Showcase:
    """Return the showcase; it is built once a run and laid again for others."""
    kept = snapshots.lay("showcase", _names_of_the_shown)
    return Showcase(
        (name, apps.get_model(model)._base_manager.get(pk=pk))
        for name, (model, pk) in kept.items()
    )


def _names_of_the_shown() -> dict[str, tuple[str, int]]:
    shown = cast("dict[str, Model]", build_showcase())
    return {name: (row._meta.label, row.pk) for name, row in shown.items()}


def build_showcase() -> Showcase:
    """Load the demo and add what a newcomer does not find in it yet."""
    region = load.load_data(schools=SCHOOLS, now=timezone.now())
    load.load_history(region, clock=timezone.now, say=lambda _line: None)
    town, second = region.municipalities.order_by("pk")[:2]
    person(Role.COORDINATOR, second, username="neighbour", full_name="Соседка (демо)")
    shown = Showcase()
    shown |= {
        "region": region,
        "town": town,
        "school": School.objects.get(memberships__user__username="school"),
        "methodist": User.objects.get(username="methodist"),
        "methodist_place": Membership.objects.get(user__username="methodist"),
    }
    _add_names(shown)
    _add_runs(shown)
    _add_decisions(shown, town, second)
    _add_papers(shown)
    _add_plan_papers(shown)
    shown |= programmes_shown(shown["school"])
    shown |= deadlines_shown(town)
    shown |= written_shown(shown["school"])
    _add_plan_draft(shown)
    shown |= terms_shown(shown["plan"], shown["school"])
    shown |= reviews_shown(shown["school"])
    shown |= forms_shown(town, shown["school"])
    shown |= sites_shown(town, shown["school"])
    shown |= windows_shown(town)
    shown |= figures_shown(town, shown["school"])
    shown |= analytics_shown(town, shown["school"])
    shown |= indicators_shown(town)
    _add_imports(shown, town)
    _add_documents(shown, town)
    return shown


def _add_documents(shown: Showcase, town: Territory) -> None:
    """Add road-map documents: on the desk, mended, being read, unread, given up."""
    by = User.objects.get(username="coordinator").pk
    texts = {
        "0.2:title": "Совет директоров",
        "0.3:term": "до 15 октября 2025",
        "0.5:row": "skip",
        "0.4:section_title": "Поддержка школ",
        "0.6:passed_row": "activity",
    }
    odd = to_json(raw_plan(ODD_ROWS))
    shown["document"] = IntakeFactory(territory=town, raw=odd)
    shown["mended_document"] = IntakeFactory(
        territory=town,
        raw=odd,
        edits={key: {"value": t, "by": by, "at": ""} for key, t in texts.items()},
    )
    shown["document_without_plan"] = IntakeFactory(
        territory=town, raw=to_json(raw_plan((), title="Письмо"))
    )
    reading = {"territory": town, "phase": IntakePhase.READING}
    shown["read_document"] = IntakeFactory(
        **reading, state=JobState.RUNNING, stage="Читаем страницы", steps_total=3
    )
    shown["unread_document"] = IntakeFactory(
        **reading,
        state=JobState.FAILED,
        error_code="scan",
        error_detail="В файле только изображения страниц, без текста.",
    )
    shown["given_up_document"] = IntakeFactory(
        territory=town, phase=IntakePhase.DISCARDED, discard_reason="Не тот год"
    )


def _add_names(shown: Showcase) -> None:
    school = shown["school"]
    SchoolAlias.objects.create(
        school=school, name="Третья школа", normalised="третья школа"
    )
    shown["code"] = school.codes.first()


# --- runs ------------------------------------------------------------------------------


def _add_runs(shown: Showcase) -> None:
    decided, base = Run.objects.order_by("pk")
    town = shown["town"]
    shown |= {"decided_run": decided, "run": base}
    shown["what_if"] = _what_if(base, town)
    shown["frozen_run"] = _frozen(base, town)
    shown["queued_run"] = _unfinished(base, town, state=JobState.QUEUED)
    shown["running_run"] = _unfinished(
        base,
        town,
        state=JobState.RUNNING,
        stage="Повторные выборки",
        steps_done=3,
        steps_total=5,
        started_at=timezone.now(),
    )
    shown["failed_run"] = _unfinished(
        base,
        town,
        state=JobState.FAILED,
        error_code="constant_factor",
        error_detail="Фактор «Доля обучающихся с ОВЗ» у всех школ одинаков.",
        finished_at=timezone.now(),
    )


def _what_if(base: Run, town: Territory) -> Run:
    run = start_run(
        user=User.objects.get(username="coordinator"),
        territory=town,
        year=base.year,
        rule_set=base.rule_set,
        purpose=RunPurpose.WHAT_IF,
        overrides={"low_cut": -0.8},
        base_run=base,
        frozen_from=base,
        title="Граница −0,8",
        now=timezone.now(),
    )
    return _executed(run)


def _frozen(base: Run, town: Territory) -> Run:
    run = start_run(
        user=User.objects.get(username="coordinator"),
        territory=town,
        year=base.year,
        rule_set=base.rule_set,
        frozen_from=base,
        now=timezone.now(),
    )
    return _executed(run)


def _executed(run: Run) -> Run:
    execute_run(run_id=run.pk, clock=timezone.now)
    run.refresh_from_db()
    return run


def _unfinished(base: Run, town: Territory, **fields: object) -> Run:
    return Run.objects.create(
        territory=town,
        year=base.year,
        rule_set=base.rule_set,
        parameters=base.parameters,
        requested_by=User.objects.get(username="coordinator"),
        requested_at=timezone.now(),
        **fields,
    )


# --- decisions and papers ----------------------------------------------------------------


def _add_decisions(shown: Showcase, town: Territory, second: Territory) -> None:
    run = shown["run"]
    shown["recorded"] = Decision.objects.get(run=shown["decided_run"])
    shown["draft"] = _draft(run, town, "coordinator", decided=2)
    shown["ready"] = _draft(run, second, "neighbour", decided=None)


def _draft(run: Run, place: Territory, login: str, *, decided: int | None) -> Decision:
    """Open a decision and decide its first items; None decides all of them."""
    user, now = User.objects.get(username=login), timezone.now()
    decision = open_decision(run=run, territory=place, user=user, now=now)
    for position, item in enumerate(decision.items.order_by("pk")[:decided]):
        decide_item(
            item=item,
            verdict=Verdict.DECLINED if position == 0 else Verdict.ACCEPTED,
            reason="Обсуждено на совете.",
            user=user,
            now=now,
        )
    return decision


def _add_papers(shown: Showcase) -> None:
    head, now = User.objects.get(username="head"), timezone.now()
    school = shown["school"]
    sheet = request_paper(
        run=shown["decided_run"],
        kind=ReportKind.SCHOOL_PDF,
        school=school,
        user=head,
        now=now,
    )
    shown["paper"] = make_paper(report_id=sheet.pk, clock=timezone.now)
    for state in (JobState.QUEUED, JobState.RUNNING, JobState.FAILED):
        failed = state == JobState.FAILED
        shown[f"{state}_paper"] = RunReport.objects.create(
            run=shown["run"],
            kind=ReportKind.LIST_PDF,
            territory=shown["town"],
            state=state,
            stage="" if failed else "Вёрстка",
            steps_done=1,
            steps_total=3,
            error_code="no_font" if failed else "",
            error_detail="Не нашёлся шрифт PT Serif." if failed else "",
            requested_by=head,
            requested_at=now,
            started_at=now,
        )


def _add_plan_papers(shown: Showcase) -> None:
    """Open the demo's road map to everybody; a paper of it in each state."""
    plan = RoadMap.objects.get()
    plan.is_public = True
    plan.save()
    user, now = User.objects.get(username="coordinator"), timezone.now()
    version = plan.versions.in_force().get()
    ready = request_plan_report(
        version=version,
        kind=PlanReportKind.PLAN_PDF,
        as_of=now.date(),
        user=user,
        now=now,
    )
    shown["plan"] = plan
    shown["plan_paper"] = make_plan_report(report_id=ready.pk, clock=timezone.now)
    for state in (JobState.QUEUED, JobState.RUNNING, JobState.FAILED):
        failed = state == JobState.FAILED
        shown[f"{state}_plan_paper"] = PlanReport.objects.create(
            version=version,
            kind=PlanReportKind.PROGRESS_PDF,
            as_of=now.date(),
            state=state,
            stage="" if failed else "верстаю: готово частей 1 из 3",
            steps_done=1,
            steps_total=3,
            error_detail="Документ не получился." if failed else "",
            requested_by=user,
            requested_at=now,
            started_at=now,
        )


def _add_plan_draft(shown: Showcase) -> None:
    """Begin the next version of the plan, changed in a row and returned with a note."""
    coordinator = User.objects.get(username="coordinator")
    head = User.objects.get(username="head")
    now = timezone.now()
    draft = open_correction(road_map=shown["plan"], user=coordinator, now=now)
    row = draft.activities.in_order().first()
    change_activity(
        activity=row,
        values={"title": f"{row.title}, дважды", "parties": ["Новый ответственный"]},
        seen=fingerprint(row, SEEN),
        user=coordinator,
        now=now,
    )
    return_draft(version=draft, note="Уточните сроки.", user=head, now=now)
    shown |= {
        "plan_draft": draft,
        "plan_section": draft.sections.in_order().first(),
        "plan_row": row,
        "plan_party": Party.objects.get(name="Новый ответственный"),
    }


# --- uploads ---------------------------------------------------------------------------


def _add_imports(shown: Showcase, town: Territory) -> None:
    user = User.objects.get(username="coordinator")
    schools = list(School.objects.in_territory(town).order_by("pk")[:6])
    sound = [files.result_line(school, Год=2023) for school in schools]
    wrong = files.result_line(schools[0], Класс=15)
    unknown = files.result_line(
        schools[1], **{"Код школы": "", "Школа": "Школа на горе"}
    )
    place = {"kind": "results", "territory": town, "user": user}

    def uploaded(name: str, *rows: list[object]) -> ImportBatch:
        table = [files.RESULT_HEADERS, *rows]
        return files.upload(table, name=f"{name}.csv", **place)

    shown["preview"] = uploaded("ОГЭ с ошибками", wrong, unknown, *sound[2:])
    shown["clean_preview"] = uploaded("ОГЭ чистая", *sound)
    shown["written"] = files.write(uploaded("ОГЭ записана", *sound[:3]), user)
    undone = files.write(uploaded("ОГЭ отменена", *sound[3:]), user)
    shown["undone"] = files.undo(undone, user)
    shown["mapping"] = files.upload(
        [("Учреждение образования", "Что писали", "Сколько"), ("СОШ № 1", "ОГЭ", 40)],
        name="Непонятная.csv",
        **place,
    )
    shown["failed_import"] = files.upload(
        b"PK\x03\x04 not a workbook", name="Обрезана.xlsx", **place
    )
    shown["queued_import"] = _queued_import(town, user)


def _queued_import(town: Territory, user: User) -> ImportBatch:
    return start_import(
        kind="schools",
        territory=town,
        upload=ContentFile(b"code;name\n1;A\n", name="Школы.csv"),
        file_name="Школы.csv",
        content_type="text/csv",
        user=user,
        now=timezone.now() - dt.timedelta(minutes=1),
    )
