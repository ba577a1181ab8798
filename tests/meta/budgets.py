"""Which addresses are lists, who reads them here, and how to make them longer.

Every address without an object in it is either a list, and stands in LISTS, or not,
and stands in NOT_LISTS; a page that holds a list of parts stands in PARTS.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from identification.enums import Group
from identification.models import Decision, RuleSet, Run, RunSchool
from roadmaps.documents import to_json
from roadmaps.enums import IntakePhase, Occasion
from roadmaps.models import (
    ActivityParty,
    Evidence,
    Milestone,
    Occurrence,
    Presentation,
    ProgrammeStep,
    Remark,
    SchoolAnswer,
)
from schools.actions.audit import record
from schools.enums import ImportPhase, JobState, Role, RowState, StatusKind
from schools.models import ImportBatch, ImportRow, SchoolAlias, SchoolCode
from tests.factories import (
    MembershipFactory,
    SchoolFactory,
    SchoolStatusFactory,
    UserFactory,
)
from tests.factories.intake import IntakeFactory, many_rows, raw_plan
from tests.factories.plans import (
    ActivityFactory,
    OccurrenceFactory,
    PartyFactory,
    SectionFactory,
    fill_road_map,
)
from tests.factories.programmes import ProgrammeFactory, ProgrammeVersionFactory
from tests.meta.constructor_world import a_written_field
from tests.meta.growing_analytics import (
    a_paper,
    a_recommendation,
    something_of_the_note,
)
from tests.meta.growing_deadlines import (
    a_kind,
    a_kind_with_its_rule,
    a_publication,
    a_school_that_is_late,
)
from tests.meta.growing_figures import a_school_with_figures, an_indicator_with_figures
from tests.meta.growing_forms import (
    a_change_of_the_value,
    a_form,
    a_municipal_row,
    a_row_of_the_form,
)
from tests.meta.growing_indicators import (
    a_plan_with_indicators,
    a_wording,
    an_indicator,
)
from tests.meta.growing_reviews import (
    a_checklist,
    a_criterion,
    a_waiting_programme,
    something_of_the_review,
)
from tests.meta.growing_sites import (
    a_computed_indicator,
    a_computed_school,
    a_computed_window,
    a_rule,
    a_school_that_was_checked,
    a_site_window,
    an_item_of_the_sheet,
)
from tests.meta.growing_windows import (
    a_collected_calendar,
    a_school_of_the_window,
    an_open_window,
)
from tests.meta.world import NOW, World


@dataclass(frozen=True)
class Budget:
    """A list: `grow` adds one row that the reader sees, with all that a row shows."""

    grow: Callable[[World, int], None]
    reader: str = "coordinator"
    # The name of the object in the address, for a page with a list inside.
    about: str = ""


def a_school(world: World, number: int) -> None:
    school = SchoolFactory(municipality=world.municipality)
    for kind in StatusKind:
        SchoolStatusFactory(
            school=school,
            kind=kind,
            order_file=world["file"],
            starts_on=dt.date(2024, 9, 1),
        )


def a_person(world: World, number: int) -> None:
    user = UserFactory(full_name=f"Имя {number}")
    MembershipFactory(user=user, role=Role.METHODIST, territory=world.municipality)
    MembershipFactory(
        user=user, role=Role.SCHOOL_TEAM, territory=None, school=world.school
    )


def an_event(world: World, number: int) -> None:
    record(
        actor=world.people["coordinator"],
        action="school.changed",
        obj=world.school,
        now=NOW,
        before={"kind": "basic"},
        after={"kind": "lyceum"},
        reason=f"Причина {number}",
    )


def an_upload(world: World, number: int) -> None:
    ImportBatch.objects.create(
        kind="schools",
        phase=ImportPhase.PREVIEW,
        state=JobState.DONE,
        territory=world.municipality,
        file=world["file"],
        file_name=f"школы {number}.xlsx",
        file_sha256="0" * 64,
        requested_by=world.people["coordinator"],
        requested_at=NOW,
    )


def a_run(world: World, number: int) -> None:
    run = Run.objects.create(
        territory=world.municipality,
        year=2025,
        rule_set=world["rule_set"],
        parameters={},
        inputs_digest=f"{number}" * 64,
        results_digest=f"{number}" * 64,
        counts=world["run"].counts,
        state=JobState.DONE,
        requested_by=world.people["coordinator"],
        requested_at=NOW,
        finished_at=NOW,
    )
    Decision.objects.create(
        run=run,
        territory=world.municipality,
        created_by=world.people["coordinator"],
        created_at=NOW,
    )


def rules(world: World, number: int) -> None:
    RuleSet.objects.create(
        title=f"Правила {number}",
        version=100 + number,
        valid_from=dt.date(2025, 1, 1),
        territory=world.municipality,
        parameters=world["rule_set"].parameters,
        digest="0" * 64,
        created_by=world.people["coordinator"],
        created_at=NOW,
    )


def a_school_of_the_run(world: World, number: int) -> None:
    RunSchool.objects.create(
        run=world["run"],
        school=SchoolFactory(municipality=world.municipality),
        group=Group.UNCLASSIFIED,
        reason="Мало участников.",
    )


def a_row_of_the_upload(world: World, number: int) -> None:
    ImportRow.objects.create(
        batch=world["batch"],
        number=number + 10,
        state=RowState.NEW,
        label=f"Школа {number}",
        values={"name": f"Школа {number}", "code": f"N{number}"},
    )


def something_of_the_school(world: World, number: int) -> None:
    SchoolFactory(municipality=world.municipality, branch_of=world.school)
    SchoolCode.objects.create(
        school=world.school,
        system="inn",
        value=f"24{number}",
        valid_to=dt.date(2020, 1, 1),
    )
    SchoolAlias.objects.create(
        school=world.school, name=f"Имя {number}", normalised=f"имя {number}"
    )
    SchoolStatusFactory(
        school=world.school,
        kind=StatusKind.ADVERSE,
        starts_on=dt.date(2010 + number, 9, 1),
        ends_on=dt.date(2011 + number, 5, 31),
        order_file=world["file"],
    )
    a_person(world, number)


def a_document(world: World, number: int) -> None:
    IntakeFactory(
        territory=world.municipality,
        phase=IntakePhase.CONFIRMED,
        version=world["plan_version"],
        requested_by=world.people["coordinator"],
    )


def a_row_of_the_document(world: World, number: int) -> None:
    intake = world["intake"]
    intake.raw = to_json(raw_plan(many_rows(number * 10)))
    # Understood anew: what is kept belongs to the reading before.
    intake.finished_at += dt.timedelta(seconds=number)
    intake.edits = {
        f"0.{row}:title": {"value": "Исправлено", "by": person.pk, "at": ""}
        for row, person in zip(
            range(2, number + 2), world.people.values(), strict=False
        )
    }
    intake.save()


def a_road_map(world: World, number: int) -> None:
    fill_road_map(world.municipality)
    fill_road_map(world.municipality, is_approved=False)


def a_party(world: World, number: int) -> None:
    PartyFactory(territory=world.municipality, user=world.people["methodist"])


def a_row_of_the_draft(world: World, number: int) -> None:
    version = world["plan_draft"]
    row = ActivityFactory(section=SectionFactory(version=version, level=number))
    ActivityParty.objects.create(activity=row, party=world["party"], position=0)
    Milestone.objects.create(
        version=version, activity=row, position=0, year=2025, text="Итог"
    )


def something_of_the_row(world: World, number: int) -> None:
    line = world["activity"].line
    occurrence = OccurrenceFactory(line=line, label=f"срок {number}")
    Evidence.objects.create(
        occurrence=occurrence,
        school=world.school,
        document_type="order",
        title=f"Приказ {number}",
        file=world["file"],
        added_at=NOW,
    )


def a_term(world: World, number: int) -> None:
    """Add a term of this month with a school's answer, its paper and its events."""
    today = timezone.localdate()
    occurrence = OccurrenceFactory(
        line=world["activity"].line,
        label=f"срок {number}",
        starts_on=today,
        due_on=today,
    )
    something_of_the_term(world, number, occurrence)


def something_of_the_term(
    world: World, number: int, occurrence: Occurrence | None = None
) -> None:
    row = occurrence or world["occurrence"]
    answer = SchoolAnswer.objects.create(
        occurrence=row,
        school=SchoolFactory(municipality=world.municipality),
        done_on=NOW.date(),
        answered_by=world.people["school_team"],
    )
    Evidence.objects.create(
        occurrence=row,
        school=answer.school,
        document_type="order",
        title=f"Приказ {number}",
        file=world["file"],
        added_by=world.people["school_team"],
        added_at=NOW,
    )
    for obj in (row, answer):
        record(
            actor=world.people["coordinator"],
            action="occurrence.counted",
            obj=obj,
            now=NOW,
            after={"times_done": number},
        )


def a_programme(world: World, number: int) -> None:
    """Add a school with a programme whose round is late."""
    programme = ProgrammeFactory(
        school=SchoolFactory(municipality=world.municipality),
        state="submitted",
        first_submitted_at=NOW,
        due_on=dt.date(2025, 9, 30),
    )
    ProgrammeVersionFactory(programme=programme, sent_at=NOW)


def something_of_the_programme(world: World, number: int) -> None:
    """Add a version with a step, its person, and a remark that was answered."""
    programme, team = world["programme"], world.people["school_team"]
    version = ProgrammeVersionFactory(
        programme=programme,
        number=10 + number,
        author=team,
        sent_at=NOW,
        read_at=NOW,
    )
    ProgrammeStep.objects.create(
        programme=programme,
        version=version,
        code="resubmit",
        source="returned",
        target="submitted",
        actor=world.people["coordinator"],
        happened_at=NOW,
        receipt_number=f"П-2025-9{number}",
    )
    Remark.objects.create(
        programme=programme,
        version=version,
        text=f"Замечание {number}",
        author=world.people["methodist"],
        written_at=NOW,
        answer="Исправлено",
        answered_by=team,
        answered_at=NOW,
    )
    Presentation.objects.create(
        programme=programme,
        version=version,
        occasion=Occasion.METHODICAL,
        held_on=NOW.date() + dt.timedelta(days=number),
        place="Методический центр",
        outcome=f"Итог {number}",
        recorded_by=UserFactory(),
        recorded_at=NOW,
    )


def something_for_today(world: World, number: int) -> None:
    a_run(world, number)
    a_school_that_is_late(world, number)
    an_open_window(world, number)


LISTS: dict[str, Budget] = {
    "forms:own": Budget(a_form, reader="school_team"),
    "analytics:reports": Budget(a_paper),
    "analytics:recommendations": Budget(a_recommendation),
    "analytics:recommendations_export": Budget(a_recommendation),
    "scorecard:list": Budget(an_indicator_with_figures),
    "scorecard:export": Budget(an_indicator_with_figures),
    "scorecard:years": Budget(an_indicator_with_figures),
    "scorecard:years_export": Budget(an_indicator_with_figures),
    "sites:desk": Budget(a_site_window),
    "sites:computed_list": Budget(a_computed_window),
    "sites:rules": Budget(a_rule),
    "today": Budget(something_for_today),
    "schools:list": Budget(a_school),
    "schools:export": Budget(a_school),
    "people:list": Budget(a_person),
    "audit:list": Budget(an_event),
    "imports:list": Budget(an_upload),
    "identification:runs": Budget(a_run),
    "identification:decisions": Budget(a_run),
    "identification:rule_sets": Budget(rules),
    "identification:data": Budget(a_school),
    "intake:list": Budget(a_document),
    "plans:list": Budget(a_road_map),
    "plans:parties": Budget(a_party),
    "terms:list": Budget(a_term),
    "terms:calendar": Budget(a_term),
    "reviews:desk": Budget(a_waiting_programme),
    "reviews:checklists": Budget(a_checklist),
    "deadlines:list": Budget(a_school_that_is_late),
    "deadlines:export": Budget(a_school_that_is_late),
    "deadlines:publications": Budget(a_school_that_is_late),
    "deadlines:publications_export": Budget(a_school_that_is_late),
    "deadlines:kinds": Budget(a_kind),
    "deadlines:retention": Budget(a_kind_with_its_rule),
    "windows:list": Budget(an_open_window),
    "windows:plan": Budget(a_collected_calendar),
    "windows:matrix": Budget(an_open_window),
    "windows:matrix_export": Budget(an_open_window),
    "windows:calendars": Budget(a_collected_calendar),
    "programmes:list": Budget(a_programme),
    "programmes:export": Budget(a_programme),
    "indicators:list": Budget(an_indicator),
    "indicators:export": Budget(an_indicator),
    "indicators:integrity": Budget(an_indicator),
    "indicators:targets": Budget(an_indicator),
    "indicators:plans": Budget(a_plan_with_indicators),
}
PARTS: dict[str, Budget] = {
    "forms:form": Budget(a_row_of_the_form, reader="school_team", about="form"),
    "forms:review": Budget(a_row_of_the_form, about="form"),
    "forms:workbook": Budget(a_row_of_the_form, about="form"),
    "forms:history_export": Budget(a_row_of_the_form, about="form"),
    "forms:history": Budget(a_change_of_the_value, about="value"),
    "forms:office": Budget(a_municipal_row, about="office_window"),
    "indicators:detail": Budget(a_wording, about="indicator"),
    "analytics:report": Budget(something_of_the_note, about="note"),
    "scorecard:indicator": Budget(a_school_with_figures, about="indicator"),
    "scorecard:school": Budget(an_indicator_with_figures, about="school"),
    "scorecard:values": Budget(an_indicator_with_figures, about="school"),
    "sites:window": Budget(a_school_that_was_checked, about="site_window"),
    "sites:export": Budget(a_school_that_was_checked, about="site_window"),
    "sites:sheet": Budget(an_item_of_the_sheet, about="site_form"),
    "sites:computed_window": Budget(a_computed_indicator, about="computed_window"),
    "sites:computed": Budget(a_computed_school, about="computed_indicator"),
    "sites:computed_export": Budget(a_computed_school, about="computed_indicator"),
    "schools:detail": Budget(something_of_the_school, about="school"),
    "schools:names": Budget(something_of_the_school, about="school"),
    "identification:run": Budget(a_school_of_the_run, about="run"),
    "imports:detail": Budget(a_row_of_the_upload, about="batch"),
    "intake:detail": Budget(a_row_of_the_document, about="intake"),
    "plans:detail": Budget(a_row_of_the_draft, about="drafted_map"),
    "plans:approve": Budget(a_row_of_the_draft, about="plan_draft"),
    "plans:activity": Budget(something_of_the_row, about="activity"),
    "terms:occurrence": Budget(something_of_the_term, about="occurrence"),
    "terms:gantt": Budget(a_term, about="road_map"),
    "terms:progress": Budget(a_term, about="road_map"),
    "reviews:review": Budget(something_of_the_review, about="review"),
    "reviews:checklist": Budget(a_criterion, about="checklist"),
    "constructor:edit": Budget(
        a_written_field, reader="school_team", about="written_programme"
    ),
    "windows:detail": Budget(a_school_of_the_window, about="window"),
    "programmes:detail": Budget(something_of_the_programme, about="programme"),
    "deadlines:detail": Budget(a_school_that_is_late, about="deadline"),
    "deadlines:package": Budget(a_publication, about="school"),
}
NOT_LISTS = frozenset(
    {
        *("indicators:load", "indicators:new"),
        *("analytics:report_new", "analytics:check", "analytics:recommendation_new"),
        # Shows what was ticked; nothing is ticked in a bare address.
        "analytics:recommendations_batch",
        # Leads a school to its own figures.
        "scorecard:own",
        "sites:rule_new",
        *("health_live", "health_ready", "component_gallery"),
        *("schools:new", "people:me", "people:invite", "imports:new"),
        *("identification:run_new", "identification:rule_set_new"),
        *("intake:new", "intake:paste"),
        *("plans:new", "plans:new_standard"),
        *("terms:settings", "reviews:checklist_new"),
        # A search without words finds nothing; with words it has a test of its own.
        *("programmes:new", "programmes:search"),
        *("deadlines:new", "deadlines:standard", "deadlines:kind_new"),
        "windows:calendar_new",
    }
)
