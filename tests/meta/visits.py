"""Which pages axe visits, as whom and in which state; which it does not, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from roadmaps.constructor import PARTS


Arguments = Callable[[Mapping[str, object]], dict[str, object]]


@dataclass(frozen=True)
class Visit:
    """One page to look at: its route, who looks, what is shown there.

    The query may name things of the showcase: «?pick={drafted_advice.pk}».
    """

    route: str
    who: str = "coordinator"
    arguments: Arguments = lambda _shown: {}
    query: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """Say which visit this is."""
        words = (self.route + self.query, self.who, self.note)
        return ", ".join(word for word in words if word)


def of(name: str, **more: str) -> Arguments:
    """Return the lookup of the key of a thing of the showcase, and of others."""

    def arguments(shown: Mapping[str, object]) -> dict[str, object]:
        return {"pk": shown[name].pk, **{key: shown[n].pk for key, n in more.items()}}

    return arguments


def each(route: str, *names: str, who: str = "coordinator") -> tuple[Visit, ...]:
    """Return a visit of the same page for each of several things."""
    return tuple(Visit(route, who, of(name), note=name) for name in names)


EMPTY = tuple(
    Visit(route, note="пусто")
    for route in (
        *("today", "schools:list", "imports:list"),
        *("identification:data", "identification:runs", "identification:run_new"),
        *("identification:decisions", "identification:rule_sets"),
        *("people:list", "audit:list"),
        *("intake:list", "intake:new", "intake:paste"),
        *("reviews:desk", "reviews:checklists", "reviews:checklist_new"),
        *("plans:list", "plans:new", "plans:parties"),
        *("terms:list", "terms:calendar"),
        *("sites:desk", "sites:computed_list", "sites:rules"),
        *("windows:list", "windows:plan", "windows:matrix", "windows:calendars"),
        *("indicators:list", "indicators:integrity", "indicators:targets"),
        *("indicators:load", "indicators:plans"),
        *("scorecard:list", "scorecard:years"),
        *("analytics:reports", "analytics:recommendations"),
    )
)

REGISTRY = (
    *(
        Visit("today", who)
        for who in ("coordinator", "school", "head", "methodist", "analyst", "admin")
    ),
    Visit("schools:list"),
    Visit("schools:list", query="?q=нет-такой-школы"),
    Visit("schools:detail", arguments=of("school")),
    Visit("schools:detail", "school", of("school")),
    Visit("schools:new"),
    Visit("schools:edit", arguments=of("school")),
    Visit("schools:names", arguments=of("school")),
    Visit("schools:code_end", arguments=of("school", code_pk="code")),
    Visit("people:list", "admin"),
    Visit("people:me"),
    Visit("people:person", "admin", of("methodist")),
    Visit("people:invite", "admin"),
    Visit("people:appoint", "admin", of("methodist")),
    Visit("people:rename", "admin", of("methodist")),
    Visit("people:block", "admin", of("methodist")),
    Visit("people:membership_end", "admin", of("methodist_place")),
    Visit("audit:list"),
    Visit("component_gallery", "admin"),
)

UPLOADS = (
    Visit("imports:list"),
    Visit("imports:new"),
    *each(
        "imports:detail",
        *("preview", "clean_preview", "written", "undone"),
        *("failed_import", "queued_import"),
    ),
    *each("imports:columns", "mapping", "preview"),
    *each("imports:names", "preview"),
    *each("imports:undo", "written"),
)

RUNS = (
    Visit("identification:data"),
    Visit("identification:runs"),
    Visit("identification:runs", "school"),
    Visit("identification:run_new"),
    *each(
        "identification:run",
        *("run", "frozen_run", "what_if", "queued_run", "running_run", "failed_run"),
    ),
    *each("identification:run", "run", who="analyst"),
    *each("identification:run_model", "run", "frozen_run"),
    *each("identification:run_model", "run", who="analyst"),
    *each("identification:run_scenarios", "run"),
    *each("identification:what_if", "run"),
    *each("identification:what_if", "run", who="analyst"),
    Visit(
        "identification:run_difference",
        arguments=of("run", other_pk="decided_run"),
    ),
    Visit("identification:run_school", arguments=of("run", school_pk="school")),
    Visit(
        "identification:run_school",
        "school",
        of("decided_run", school_pk="school"),
    ),
    Visit("identification:rule_sets"),
    Visit("identification:rule_set_new", "analyst"),
    Visit(
        "identification:rule_set",
        arguments=lambda shown: {"pk": shown["run"].rule_set_id},
    ),
)

DECISIONS = (
    Visit("identification:decisions"),
    *each("identification:decision", "draft", "recorded"),
    *each("identification:decision", "draft", who="head"),
    *each("identification:decision_all", "draft"),
    *each("identification:decision_add", "draft"),
    *each("identification:decision_discard", "draft"),
    *each("identification:decision_record", "draft"),
    *each("identification:decision_record", "ready", who="neighbour"),
    *each("identification:run_papers", "run", "decided_run", "queued_run", who="head"),
    *each(
        "identification:paper",
        *("paper", "queued_paper", "running_paper", "failed_paper"),
        who="head",
    ),
)

PLAN_PAPERS = (
    *each("plan_papers:new", "plan"),
    *each("plan_papers:new", "plan", who="head"),
    *each("plan_papers:new", "plan", who="school"),
    *each(
        "plan_papers:detail",
        *("plan_paper", "queued_plan_paper"),
        *("running_plan_paper", "failed_plan_paper"),
    ),
    *each("public_plans:settings", "plan"),
    *each("public_plans:preview", "plan"),
    Visit("public_plans:plan", "school", of("plan")),
)

DOCUMENTS = (
    Visit("intake:list"),
    *each(
        "intake:detail",
        *("document", "mended_document", "unread_document", "read_document"),
        *("given_up_document", "document_without_plan"),
    ),
    *each("intake:detail", "mended_document", who="head"),
    Visit("intake:detail", arguments=of("document"), query="?edit=0.3:term"),
    Visit("intake:detail", arguments=of("document"), query="?show=skipped"),
    *each("intake:columns", "document", "document_without_plan"),
    *each("intake:confirm", "document", "document_without_plan"),
    *each("intake:discard", "document"),
)

TERMS = (
    Visit("terms:list"),
    Visit("terms:list", "school"),
    Visit("terms:list", query="?when=overdue"),
    Visit("terms:list", query="?search=нет-такого"),
    Visit("terms:calendar"),
    Visit("terms:calendar", "school"),
    *each("terms:gantt", "plan"),
    *each("terms:gantt", "plan", who="school"),
    *each("terms:progress", "plan"),
    Visit("terms:settings"),
    *each("terms:occurrence", "open_term", "done_term", "cancelled_term"),
    *each("terms:occurrence", "counted_term", "term_without_day"),
    *each("terms:occurrence", "open_term", who="school"),
    *each("terms:occurrence", "open_term", who="head"),
    *each("terms:done", "open_term"),
    *each("terms:evidence", "open_term"),
    *each("terms:cancel", "open_term"),
    *each("terms:times", "counted_term"),
    *each("terms:dates", "term_without_day"),
    *each("terms:reopen", "done_term"),
    *each("terms:evidence_remove", "term_paper"),
    *each("terms:answer", "term_answer", who="school"),
    *each("terms:answer_back", "term_answer", who="school"),
)

PLANS = (
    Visit("plans:list"),
    Visit("plans:list", "school"),
    Visit("plans:list", query="?search=нет-такого"),
    Visit("plans:new"),
    Visit("plans:new_standard"),
    *each("plans:detail", "plan"),
    *each("plans:detail", "plan", who="school"),
    Visit("plans:detail", arguments=of("plan"), query="?version=2", note="проект"),
    Visit("plans:detail", "head", of("plan"), query="?version=2", note="проект"),
    *each("plans:difference", "plan"),
    *each("plans:roll_over", "plan"),
    *each("plans:edit", "plan_draft"),
    *each("plans:indicators", "plan_draft"),
    *each("plans:discard", "plan_draft"),
    *each("plans:approve", "plan_draft"),
    *each("plans:approve", "plan_draft", who="head"),
    *each("plans:return", "plan_draft", who="head"),
    *each("plans:section_new", "plan_draft"),
    *each("plans:section_edit", "plan_section"),
    *each("plans:section_remove", "plan_section"),
    *each("plans:activity", "plan_row"),
    *each("plans:activity_new", "plan_draft"),
    *each("plans:activity_edit", "plan_row"),
    *each("plans:activity_remove", "plan_row"),
    Visit("plans:parties"),
    Visit("plans:parties", "methodist"),
    *each("plans:party", "plan_party"),
)

# Pages of the door, seen by nobody in particular.
DOOR = (
    *(
        Visit(route, "")
        for route in (
            *("account_login", "account_signup", "account_inactive"),
            *("account_reset_password", "account_reset_password_done"),
            *("account_reset_password_from_key_done",),
            *("account_email_verification_sent",),
        )
    ),
    Visit(
        "account_reset_password_from_key",
        "",
        lambda _shown: {"uidb36": "1", "key": "nothing"},
    ),
    Visit("account_confirm_email", "", lambda _shown: {"key": "nothing"}),
)
# Pages of one's own account; the password has just been given.
ACCOUNT = tuple(
    Visit(route, "owner")
    for route in (
        *("account_email", "account_change_password", "account_logout"),
        *("account_reauthenticate", "mfa_index", "mfa_activate_totp"),
    )
)
# The same for somebody with a second factor.
SECOND_FACTOR = tuple(
    Visit(route, "careful")
    for route in (
        *("mfa_index", "mfa_deactivate_totp", "mfa_reauthenticate"),
        *("mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
    )
)
# Visited by steps of their own in the test.
BY_HAND = ("mfa_authenticate", "account_set_password")


def move_page(name: str, code: str) -> Arguments:
    """Return the lookup of the page of one move."""
    return lambda shown: {"pk": shown[name].pk, "code": code}


def first_version(name: str, number: int = 1) -> Arguments:
    """Return the lookup of a page about one version."""
    return lambda shown: {"pk": shown[name].pk, "number": number}


PROGRAMMES = (
    Visit("programmes:list"),
    Visit("programmes:list", query="?late=on"),
    Visit("programmes:list", query="?search=нет-такой"),
    Visit("programmes:list", "school"),
    Visit("programmes:list", "head"),
    Visit("programmes:search", query="?q=неуспешность"),
    Visit("programmes:search", "school", query="?q=нет-такого-слова"),
    Visit("programmes:new", "school"),
    Visit("programmes:upload", "school", of("programme_returned")),
    *each("programmes:detail", "programme_draft", "programme_returned", who="school"),
    *each(
        "programmes:detail",
        *("programme_submitted", "programme_agreed", "programme_published"),
        *("programme_running", "programme_replaced"),
    ),
    Visit("programmes:presentation_new", "school", of("programme_returned")),
    Visit("programmes:presentation_edit", "school", of("presentation")),
    Visit("programmes:detail", "school", of("programme_old"), note="скоро удаление"),
    Visit("programmes:move", "school", move_page("programme_returned", "resubmit")),
    *(
        Visit("programmes:move", arguments=move_page(name, code), note=code)
        for name, code in (
            ("programme_published", "start"),
            ("programme_running", "extend"),
            ("programme_running", "replace"),
            ("programme_agreed", "reopen"),
        )
    ),
    Visit("programmes:difference", "school", first_version("programme_returned", 2)),
    Visit("programmes:similar", arguments=first_version("programme_submitted")),
    Visit(
        "programmes:receipt",
        "school",
        of("programme_returned", step_pk="programme_step"),
    ),
)


def written(name: str, code: str) -> Visit:
    """Return the visit of a section of the constructor."""
    return Visit(
        "constructor:section",
        "school",
        lambda shown: {"pk": shown[name].pk, "code": code},
        note=f"{name}, {code}",
    )


CONSTRUCTOR = (
    *each(
        "constructor:edit",
        *("written_empty", "written_half", "written_whole"),
        who="school",
    ),
    *(written("written_empty", part.code) for part in PARTS),
    *(written("written_half", code) for code in ("aim", "activities", "profile")),
    *(written("written_whole", code) for code in ("analysis", "indicators")),
    *each("constructor:version", "written_half", "written_whole", who="school"),
)

REVIEWS = (
    Visit("reviews:desk"),
    Visit("reviews:desk", "methodist", query="?waits=any"),
    Visit("reviews:desk", query="?search=нет-такой"),
    Visit("reviews:review", arguments=of("open_review")),
    Visit("reviews:review", arguments=of("open_review"), query="?text=all"),
    *each("reviews:review", "open_review", "opinion", who="methodist"),
    *each("reviews:review", "finished_review", who="school"),
    *each("reviews:second", "open_review"),
    *each("reviews:marks", "open_review"),
    *each("reviews:finish", "open_review"),
    *each("reviews:finish", "opinion", who="methodist"),
    Visit("reviews:take", "admin", of("open_review")),
    *each("reviews:remark_answer", "standing_remark", who="school"),
    Visit("reviews:checklists"),
    Visit("reviews:checklists", "school"),
    *each("reviews:checklist", "checklist"),
    Visit("reviews:checklist_new"),
)

DEADLINES = (
    Visit("deadlines:list"),
    Visit("deadlines:list", query="?state=any"),
    Visit("deadlines:list", query="?state=any&search=нет-такой"),
    *(Visit("deadlines:list", who) for who in ("school", "head", "admin")),
    Visit("deadlines:new"),
    Visit("deadlines:standard"),
    *each("deadlines:detail", "deadline"),
    *each("deadlines:detail", "deadline", who="head"),
    *(
        Visit(f"deadlines:{name}", arguments=of("deadline"))
        for name in ("edit", "remove", "extend")
    ),
    *each("deadlines:extension_back", "extension"),
    *(Visit("deadlines:publications", who) for who in ("coordinator", "head", "admin")),
    *each("deadlines:package", "placed_school"),
    *each("deadlines:package", "placed_school", who="head"),
    *each("deadlines:package", "school", who="school"),
    Visit(
        "deadlines:publication",
        arguments=lambda shown: {
            "pk": shown["placed_programme"].pk,
            "item": "contracts",
        },
    ),
    *each("deadlines:publication_remove", "placed_paper"),
    Visit("deadlines:kinds"),
    Visit("deadlines:kinds", "admin"),
    Visit("deadlines:retention"),
    Visit("deadlines:retention", "admin"),
    *each("deadlines:retention_edit", "own_kind"),
    Visit("deadlines:kind_new"),
    Visit("deadlines:kind_new", "admin"),
    *each("deadlines:kind_edit", "own_kind"),
    *each("deadlines:kind_retire", "own_kind"),
    *each("deadlines:kind_restore", "retired_kind"),
)

SITES = (
    *(Visit("sites:desk", who) for who in ("methodist", "school", "head", "admin")),
    *each("sites:window", "site_window"),
    *each("sites:sheet", "site_sheet", who="methodist"),
    *each("sites:sheet", "site_sheet", who="school"),
    *each("sites:sheet", "site_sheet", who="head"),
    Visit("sites:computed_list"),
    *each("sites:computed_window", "computed_window"),
    *each("sites:computed", "computed_dynamics", "computed_fact"),
    Visit("sites:rules"),
    Visit("sites:rule_new"),
)

WINDOWS = (
    *(Visit("windows:list", who) for who in ("coordinator", "head", "analyst")),
    Visit("windows:list", query="?search=нет-такого"),
    Visit("windows:plan"),
    *each("windows:detail", "late_window", "planned_window", "waiting_window"),
    *each("windows:detail", "site_window", "computed_window", who="head"),
    Visit("windows:matrix"),
    Visit("windows:matrix", "analyst"),
    Visit("windows:matrix", query="?state=late"),
    *each("windows:edit", "late_window", "planned_window"),
    *each("windows:withdraw", "planned_window"),
    *each("windows:extend", "extended_form"),
    *each("windows:extension_back", "extended_form"),
    Visit("windows:calendars"),
    Visit("windows:calendar_new"),
    Visit("windows:calendar_new", "admin"),
    *each("windows:calendar_edit", "own_calendar"),
    *each("windows:slot_new", "own_calendar"),
    *each("windows:slot_edit", "own_slot"),
    *each("windows:slot_remove", "own_slot"),
)

FIGURES = (
    Visit("scorecard:list"),
    Visit("scorecard:list", "analyst"),
    Visit("scorecard:list", query="?slot=figures:06&group=low"),
    Visit("scorecard:list", query="?track=prevention", note="пусто"),
    Visit("scorecard:years"),
    *each("scorecard:indicator", "figure", "broken_figure", "counted_figure"),
    *each("scorecard:indicator", "figure", who="analyst"),
    Visit("scorecard:school", arguments=of("school")),
    Visit("scorecard:school", "school", of("school")),
    Visit("scorecard:values", arguments=of("school")),
    Visit("scorecard:values", "school", of("school")),
    Visit("scorecard:own", "admin"),
)


def conclusions(shown: Mapping[str, object]) -> dict[str, object]:
    """Return the lookup of a section of the note."""
    return {"pk": shown["note"].pk, "code": "conclusions"}


ANALYTICS = (
    *(Visit("analytics:reports", who) for who in ("coordinator", "head", "school")),
    Visit("analytics:report_new"),
    *each("analytics:report", "note", "frozen_paper", "failed_note"),
    *each("analytics:report", "sheet", who="school"),
    *each("analytics:freeze", "note"),
    Visit("analytics:section", arguments=conclusions),
    Visit("analytics:check"),
    Visit("analytics:check", query="?number=1&code=2", note="нет такого"),
    *(Visit("analytics:recommendations", who) for who in ("coordinator", "school")),
    Visit("analytics:recommendations", query="?state=draft"),
    *(
        Visit(
            "analytics:recommendations_batch",
            query=f"?pick={{drafted_advice.pk}}&decision={decision}",
        )
        for decision in ("issue", "drop")
    ),
    Visit("analytics:recommendation_new"),
    *each("analytics:recommendation", "drafted_advice", "answered_advice"),
    *each("analytics:recommendation", "issued_advice", "done_advice", who="school"),
    *each("analytics:recommendation_edit", "drafted_advice"),
    *each("analytics:recommendation_close", "answered_advice"),
)

INDICATORS = (
    *(Visit("indicators:list", who) for who in ("coordinator", "head", "admin")),
    Visit("indicators:list", query="?search=нет-такого"),
    Visit("indicators:integrity"),
    Visit("indicators:targets"),
    Visit("indicators:targets", "head"),
    Visit("indicators:load"),
    Visit("indicators:new"),
    Visit("indicators:plans"),
    *each("indicators:from_plan", "plan_of_indicators"),
    *each("indicators:detail", "common_indicator", "own_indicator"),
    *each("indicators:detail", "common_indicator", who="school"),
    *each("indicators:version_new", "own_indicator"),
    *each("indicators:own", "common_indicator"),
    *each("indicators:stop", "common_indicator"),
)

OWN_FORMS = (
    Visit("forms:own", "school"),
    *each("forms:form", "draft_form", "returned_form", "sent_form", who="school"),
    *each("forms:form", "accepted_form", who="school"),
    *(
        Visit(f"forms:{name}", "school", of("draft_form"))
        for name in ("paste", "upload")
    ),
    *each("forms:submit", "draft_form", "returned_form", who="school"),
    Visit("forms:evidence", "school", of("draft_form", key="form_row")),
    *each("forms:review", "sent_form", "draft_form", "accepted_form"),
    *each("forms:review", "sent_form", who="head"),
    *each("forms:return", "sent_form"),
    *each("forms:reopen", "accepted_form"),
    Visit("forms:question", arguments=of("draft_form", key="form_row")),
    *each("forms:history", "form_value"),
    *each("forms:office", "office_window"),
    Visit("forms:office_evidence", arguments=of("office_window", key="office_row")),
)

# Each of these is visited in the demo region by a test file of its own.
OF_IDENTIFICATION = (
    *REGISTRY,
    *UPLOADS,
    *RUNS,
    *DECISIONS,
    *PLAN_PAPERS,
    *DOCUMENTS,
)
OF_PLANS = (
    *PLANS,
    *TERMS,
    *REVIEWS,
    *CONSTRUCTOR,
    *DEADLINES,
    *PROGRAMMES,
)
OF_MONITORING = (
    *SITES,
    *WINDOWS,
    *OWN_FORMS,
    *INDICATORS,
    *FIGURES,
    *ANALYTICS,
)
VISITS = (
    *EMPTY,
    *OF_IDENTIFICATION,
    *OF_PLANS,
    *OF_MONITORING,
    *DOOR,
    *ACCOUNT,
    *SECOND_FACTOR,
)

# Taken from these addresses are files, not pages.
FILES = {
    *("forms:workbook", "forms:history_export"),
    *("files:download", "imports:marked", "imports:template", "schools:export"),
    *("identification:run_export", "mfa_download_recovery_codes"),
    *("plan_papers:download", "reviews:file"),
    *("programmes:export", "programmes:file", "programmes:receipt_file"),
    "constructor:export",
    *("deadlines:export", "deadlines:publications_export"),
    *("scorecard:export", "scorecard:years_export"),
    "indicators:export",
    *("analytics:report_file", "analytics:recommendations_export"),
    "analytics:recommendation_file",
    *("sites:export", "sites:computed_export"),
    "windows:matrix_export",
}
# Parts of pages that are visited: the page that holds them shows them too.
FRAGMENTS = {
    *("forms:field", "forms:office_field"),
    "analytics:report_status",
    "scorecard:stamp",
    *("imports:status", "identification:run_status", "identification:paper_status"),
    *("identification:run_verification", "plan_papers:status"),
    *("intake:status", "intake:cell", "plans:reading", "constructor:field"),
}
# Only take forms that stand on visited pages; a GET is refused.
FORMS = {
    *("forms:take_back", "forms:accept"),
    *("indicators:carry", "indicators:target"),
    *("analytics:summary", "analytics:report_make", "analytics:report_discard"),
    *("analytics:recommendations_draft", "analytics:recommendation_issue"),
    "analytics:recommendation_answer",
    "scorecard:recalculate",
    *("imports:confirm", "imports:cancel", "imports:restart"),
    *("schools:code_add", "schools:alias_add", "schools:alias_remove"),
    *("people:invite_again",),
    *("identification:run_restart", "identification:run_verify"),
    *("identification:school_paper", "identification:paper_restart"),
    *("identification:decision_open", "identification:decision_item"),
    *("identification:decision_item_remove", "identification:decision_typed"),
    "plan_papers:restart",
    *("intake:period", "intake:restart"),
    *("plans:correct", "plans:settle", "plans:party_merge"),
    *("plans:section_move", "plans:activity_move"),
    *("terms:address", "terms:close"),
    *("reviews:start", "reviews:score", "reviews:carry", "reviews:remark_new"),
    *("deadlines:publication_confirm", "deadlines:publication_check"),
    *("sites:check", "sites:answer", "sites:link", "sites:compute"),
    "windows:open",
    *("reviews:remark_resolve", "reviews:remark_remove", "reviews:marks_remove"),
}
# Lead to a page that is visited.
SIGNPOSTS = {"plans:version"}
# For machines: an answer without a page.
MACHINES = {"health_live", "health_ready", "terms:feed"}
# A login by a code of a letter is switched off and leads to the login.
UNUSED = {"account_confirm_login_code"}
NOT_VISITED = FILES | FRAGMENTS | FORMS | SIGNPOSTS | MACHINES | UNUSED
