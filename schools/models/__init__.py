"""Who exists, what was given to us, and what was done."""

from schools.models.audit_event import AuditEvent
from schools.models.import_batch import ImportBatch
from schools.models.import_finding import ImportFinding
from schools.models.import_row import ImportRow
from schools.models.membership import Membership
from schools.models.outgoing_message import OutgoingMessage
from schools.models.remembered_mapping import RememberedMapping
from schools.models.school import School
from schools.models.school_alias import SchoolAlias
from schools.models.school_code import SchoolCode
from schools.models.school_status import SchoolStatus
from schools.models.scope import Scope, scope_of
from schools.models.stored_file import StoredFile
from schools.models.territory import Territory
from schools.models.tracked_job import TrackedJob
from schools.models.user import User


__all__ = [
    "AuditEvent",
    "ImportBatch",
    "ImportFinding",
    "ImportRow",
    "Membership",
    "OutgoingMessage",
    "RememberedMapping",
    "School",
    "SchoolAlias",
    "SchoolCode",
    "SchoolStatus",
    "Scope",
    "StoredFile",
    "Territory",
    "TrackedJob",
    "User",
    "scope_of",
]
