"""Every column of every table: does it hold data of a person, or not.

«Personal» is what leads to a living person: officials who work with the portal and
what they did. Data of pupils has no column at all; what a person types into free text
is declared by what the form asks for. A column that is missing here fails the tests,
and so does one that is no longer there.
"""

# Abstract parents: columns that several tables share.
JOB = (
    *("state", "stage", "steps_done", "steps_total", "requested_at", "started_at"),
    *("heartbeat_at", "finished_at", "attempts", "error_code", "error_detail"),
)

# Table: (personal columns, the others).
FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "identification.ContextFactor": (
        (),
        (
            "code",
            "name",
            "unit",
            "direction",
            "synonyms",
            "minimum",
            "maximum",
            "note",
            "position",
            "is_active",
        ),
    ),
    "identification.ContextValue": ((), ("school", "year", "factor", "value", "batch")),
    "identification.Decision": (
        ("created_by", "recorded_by"),
        (
            "run",
            "territory",
            "state",
            "order_number",
            "order_date",
            "effective_on",
            "order_file",
            "created_at",
            "recorded_at",
        ),
    ),
    "identification.DecisionItem": (
        (),
        (
            "decision",
            "school",
            "kind",
            "is_proposed",
            "is_held",
            "confidence",
            "proposal",
            "verdict",
            "reason",
            "status",
        ),
    ),
    "identification.Procedure": (
        (),
        ("code", "name", "kind", "score_kind", "synonyms", "levels"),
    ),
    "identification.Result": (
        (),
        (
            "school",
            "year",
            "procedure",
            "subject",
            "grade",
            "participants",
            "mean_score",
            "below_min",
            "levels",
            "is_flagged",
            "batch",
        ),
    ),
    "identification.RuleSet": (
        ("created_by",),
        (
            "title",
            "version",
            "valid_from",
            "territory",
            "parameters",
            "digest",
            "note",
            "created_at",
        ),
    ),
    "identification.Run": (
        ("requested_by",),
        (
            *JOB,
            "territory",
            "purpose",
            "title",
            "year",
            "rule_set",
            "parameters",
            "overrides",
            "base_run",
            "frozen_from",
            "token",
            "inputs_digest",
            "results_digest",
            "code_version",
            "library_versions",
            "model",
            "counts",
            "verified_at",
            "verification",
        ),
    ),
    "identification.RunReport": (
        ("requested_by",),
        (*JOB, "run", "kind", "territory", "school", "file"),
    ),
    "identification.RunSchool": (
        (),
        (
            "run",
            "school",
            "group",
            "confidence",
            "participants",
            "cells_used",
            "outcome_points",
            "expected_points",
            "residual_points",
            "interval_low",
            "interval_high",
            "studentised",
            "leverage",
            "cook",
            "context_points",
            "shrunk_points",
            "low_margin",
            "context_margin",
            "reliability",
            "q_value",
            "low_share",
            "adverse_share",
            "resilient_share",
            "group_share",
            "low_confidence",
            "adverse_confidence",
            "is_flagged",
            "inputs_digest",
            "packed_factors",
            "packed_cells",
            "reason",
            "is_rule_fired",
            "rule_status",
            "rule_chance",
            "rule_clauses",
            "packed_rule_cells",
            "rule_reason",
        ),
    ),
    "identification.Subject": ((), ("code", "name", "synonyms")),
    "roadmaps.Activity": (
        ("responsible_text",),
        (
            *("version", "position", "section", "line", "number", "title"),
            *("term_text", "term", "agreed_spans", "result", "document"),
            *("document_types", "indicator", "note", "counters", "audience"),
            *("schools", "parties"),
        ),
    ),
    "roadmaps.ActivityParty": (
        ("wording",),
        ("activity", "party", "position"),
    ),
    "roadmaps.Evidence": (
        ("title", "added_by"),
        (
            *("occurrence", "school", "document_type", "file", "link"),
            *("added_at",),
        ),
    ),
    "roadmaps.Following": (
        ("user", "calendar_digest"),
        ("wants_reminders", "wants_digest", "calendar_made_at"),
    ),
    "roadmaps.Intake": (
        ("requested_by", "raw", "edits"),
        (
            *("territory", "phase", "file", "file_name", "period_start"),
            *("period_end", "columns", "discard_reason", "version"),
            *JOB,
        ),
    ),
    "roadmaps.Milestone": (
        (),
        (
            *("version", "position", "activity", "year", "label", "text"),
            *("terms",),
        ),
    ),
    "roadmaps.Occurrence": (
        ("recorded_by",),
        (
            *("line", "label", "starts_on", "due_on", "needs_human"),
            *("are_dates_named", "audience", "state", "times_planned"),
            *("times_done", "done_on", "without_document", "note"),
            *("cancel_reason", "recorded_at"),
        ),
    ),
    "roadmaps.Party": (
        ("name", "spellings", "user"),
        ("territory", "kind", "role"),
    ),
    "roadmaps.PlanIndicator": (
        (),
        ("version", "position", "title", "target"),
    ),
    "roadmaps.PlanLine": (
        (),
        ("road_map", "continues"),
    ),
    "roadmaps.PlanReport": (
        ("requested_by",),
        (
            *("version", "kind", "as_of", "file"),
            *JOB,
        ),
    ),
    "roadmaps.Reminder": (
        ("user",),
        ("kind", "occurrence", "deadline", "school", "day", "message"),
    ),
    "roadmaps.RoadMap": (
        ("created_by",),
        (
            *("territory", "title", "starts_on", "ends_on", "continues"),
            *("is_public", "shows_names", "created_at"),
        ),
    ),
    "roadmaps.RoadMapVersion": (
        ("approver_name", "returned_by", "created_by", "approved_by"),
        (
            *("road_map", "number", "state", "origin", "approver_position"),
            *("preamble", "abbreviations", "layout", "change_note"),
            *("return_note", "returned_at", "order_number", "order_date"),
            *("order_file", "created_at", "approved_at", "replaced_at"),
        ),
    ),
    "roadmaps.SchoolAnswer": (
        ("answered_by",),
        (
            *("occurrence", "school", "done_on", "without_document", "note"),
            *("answered_at",),
        ),
    ),
    "roadmaps.Section": (
        (),
        (
            *("version", "position", "level", "kind", "number", "title", "goals"),
            *("tasks", "expected_results"),
        ),
    ),
    "roadmaps.Checklist": (
        ("created_by",),
        (
            *("territory", "kind", "number", "title", "threshold_percent"),
            *("remarks_block", "created_at"),
        ),
    ),
    "roadmaps.Criterion": (
        (),
        (
            *("checklist", "number", "title", "hint", "weight"),
            *("is_starred",),
        ),
    ),
    "roadmaps.DeadlineExtension": (
        ("granted_by",),
        (*("deadline", "school", "due_on", "reason", "granted_at"),),
    ),
    "roadmaps.Presentation": (
        ("outcome", "next_step", "recorded_by"),
        (*("programme", "version", "occasion", "held_on", "place", "recorded_at"),),
    ),
    "roadmaps.Programme": (
        ("created_by",),
        (
            *("school", "kind", "title", "starts_on", "ends_on"),
            *("state", "state_since", "round_number", "due_on", "first_submitted_at"),
            *(
                "in_constructor",
                "constructor_link",
                "order_number",
                "order_date",
                "order_file",
            ),
            *("extended_until", "replaced_by", "removal_told_at", "created_at"),
        ),
    ),
    "roadmaps.ProgrammeDeadline": (
        ("created_by",),
        (
            *("territory", "kind", "step", "year", "due_on"),
            *("closes", "note", "created_at"),
        ),
    ),
    "roadmaps.ProgrammeField": (
        ("value", "saved_by"),
        (*("programme", "key", "revision", "saved_at"),),
    ),
    "roadmaps.ProgrammeKind": (
        (),
        (
            *("territory", "code", "name", "short_name", "hint"),
            *("has_constructor", "is_active", "position"),
        ),
    ),
    "roadmaps.ProgrammeStep": (
        ("actor",),
        (
            *("programme", "version", "code", "source", "target"),
            *(
                "round_number",
                "reason",
                "happened_at",
                "receipt_number",
                "receipt_file",
            ),
        ),
    ),
    "roadmaps.ProgrammeVersion": (
        ("content", "author", "paragraphs", "search"),
        (
            *("programme", "number", "file", "sha256", "comment"),
            *("uploaded_at", "sent_at", "fingerprint", "read_at"),
        ),
    ),
    "roadmaps.Publication": (
        ("recorded_by", "checked_by"),
        (
            *("programme", "item", "address", "published_on", "recorded_at"),
            *(
                "checked_at",
                "link_state",
                "link_checked_at",
                "link_detail",
                "dead_since",
            ),
        ),
    ),
    "roadmaps.Remark": (
        ("author", "answered_by", "resolved_by"),
        (
            *("programme", "version", "review", "section", "text"),
            *("written_at", "answer", "answered_at", "resolved_at", "resolved_in"),
        ),
    ),
    "roadmaps.RetentionRule": (
        ("changed_by",),
        (*("territory", "kind", "draft_days", "changed_at"),),
    ),
    "roadmaps.Review": (
        ("reviewer",),
        (
            *("version", "checklist", "round_number", "is_second_opinion", "due_on"),
            *("state", "verdict", "summary", "marked_file", "started_at"),
            *("finished_at",),
        ),
    ),
    "roadmaps.ReviewScore": (
        (),
        (*("review", "criterion", "score", "comment"),),
    ),
    "roadmaps.RiskFactor": (
        (),
        (*("code", "title", "hint", "position", "is_active"),),
    ),
    "roadmaps.SchoolTarget": (
        ("responsible",),
        (
            *("programme", "position", "title", "unit", "baseline"),
            *("targets", "source"),
        ),
    ),
    "schools.AuditEvent": (
        ("actor_id", "actor_name", "before", "after", "reason", "object_label"),
        (
            "happened_at",
            "action",
            "object_type",
            "object_id",
            "municipality_id",
            "region_id",
            "request_id",
            "is_refusal",
        ),
    ),
    "schools.ImportBatch": (
        ("requested_by", "raw_file"),
        (
            *JOB,
            "kind",
            "phase",
            "territory",
            "file",
            "marked_file",
            "file_name",
            "file_sha256",
            "sheet_names",
            "sheet",
            "header_row",
            "headers",
            "columns",
            "dropped_columns",
            "unknown_names",
            "skip_errors",
            "rows_new",
            "rows_changed",
            "rows_same",
            "rows_error",
            "totals",
            "written_at",
            "undone_at",
            "undo_kept",
        ),
    ),
    "schools.ImportFinding": (
        (),
        (
            "batch",
            "sheet",
            "row",
            "column",
            "header",
            "value",
            "rule",
            "message",
            "advice",
            "is_error",
        ),
    ),
    "schools.ImportRow": (
        (),
        ("batch", "number", "state", "label", "values", "before", "target_id"),
    ),
    "schools.Membership": (
        ("user", "position"),
        ("role", "territory", "school", "starts_on", "ends_on"),
    ),
    "schools.OutgoingMessage": (
        ("to", "body", "subject"),
        ("created_at", "sent_at", "attempts", "last_error"),
    ),
    "schools.RememberedMapping": (
        ("updated_by",),
        ("territory", "kind", "fingerprint", "columns", "updated_at"),
    ),
    "schools.School": (
        (),
        (
            "municipality",
            "branch_of",
            "code",
            "name",
            "full_name",
            "kind",
            "locality",
            "locality_kind",
            "site",
            "opened_on",
            "closed_on",
        ),
    ),
    "schools.SchoolAlias": (
        (),
        ("school", "name", "normalised", "is_former_name", "valid_to"),
    ),
    "schools.SchoolCode": ((), ("school", "system", "value", "valid_from", "valid_to")),
    "schools.SchoolStatus": (
        (),
        (
            "school",
            "kind",
            "starts_on",
            "ends_on",
            "reason",
            "order_number",
            "order_date",
            "order_file",
            "end_order_number",
            "end_order_date",
            "end_reason",
        ),
    ),
    "schools.StoredFile": (
        ("content", "original_name", "uploaded_by"),
        (
            "purpose",
            "content_type",
            "size_bytes",
            "sha256",
            "territory",
            "school",
            "uploaded_at",
        ),
    ),
    "schools.Territory": ((), ("kind", "code", "name", "department", "parent")),
    "schools.User": (
        ("password", "last_login", "username", "full_name", "email"),
        (
            "is_superuser",
            "is_staff",
            "is_active",
            "date_joined",
            "groups",
            "user_permissions",
        ),
    ),
}

# Tables of libraries, app by app: what they hold of people, if anything.
LIBRARIES: dict[str, str] = {
    "account": "mail addresses of officials and keys that confirm them",
    "admin": "which official changed what in the administration",
    "auth": "nothing: groups and rights are not used",
    "axes": "names tried at the login, network addresses and browsers; kept for 90 days",
    "contenttypes": "nothing",
    "django_celery_beat": "nothing",
    "mfa": "secrets of second factors of officials",
    "sessions": "keys of open sessions of officials",
}

# What no table of ours may ever have a column for.
FORBIDDEN_WORDS = (
    *("passport", "birth", "snils", "phone", "pupil", "student", "child"),
    *("patronymic", "surname", "home", "diagnosis"),
)
