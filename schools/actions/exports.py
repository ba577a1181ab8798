"""Taking data out of the portal leaves a trace."""

import datetime as dt
from collections.abc import Mapping

from schools.actions.audit import record
from schools.models import AuditEvent, User


def record_export(
    *,
    user: User,
    what: str,
    rows: int,
    filters: Mapping[str, object],
    now: dt.datetime,
) -> AuditEvent:
    """Write who took out which list, how long it was and how it was narrowed."""
    return record(
        actor=user,
        action=f"{what}.exported",
        now=now,
        after={"rows": rows, "filters": dict(filters)},
    )
