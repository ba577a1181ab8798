"""Names of the things that people may do."""

from enum import StrEnum


class Permission(StrEnum):
    """A right; where it reaches is decided by the scope of the membership."""

    VIEW_SCHOOLS = "schools.view"
    EXPORT_SCHOOLS = "schools.export"
    MANAGE_SCHOOLS = "schools.manage"
    VIEW_OWN_SCHOOL = "schools.view_own"
    VIEW_PEOPLE = "people.view"
    MANAGE_PEOPLE = "people.manage"
    VIEW_AUDIT = "audit.view"
    VIEW_IMPORTS = "imports.view"
    MANAGE_IMPORTS = "imports.manage"
    VIEW_RUNS = "runs.view"
    START_RUNS = "runs.start"
    VIEW_OWN_RUN = "runs.view_own"
    MANAGE_RULES = "rules.manage"
    VIEW_DECISIONS = "decisions.view"
    MANAGE_DECISIONS = "decisions.manage"
    MAKE_REPORTS = "reports.make"
    VIEW_PLANS = "plans.view"
    EDIT_PLANS = "plans.edit"
    APPROVE_PLANS = "plans.approve"
    RECORD_PLANS = "plans.record"
    MAKE_PLAN_REPORTS = "plans.report"
    VIEW_OWN_PLAN = "plans.view_own"
    ANSWER_PLAN = "plans.answer"
