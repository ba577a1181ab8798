"""The audit trail is written here and nowhere else."""

import contextvars
import datetime as dt

from django.db.models import Model

from schools.models import AuditEvent, School, Territory, User


# Set by the middleware and by tasks, so that actions need not pass it along.
request_number: contextvars.ContextVar[str] = contextvars.ContextVar(
    "request_number", default=""
)


def record(
    *,
    actor: User | None,
    action: str,
    now: dt.datetime,
    obj: Model | None = None,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
    reason: str = "",
    is_refusal: bool = False,
) -> AuditEvent:
    """Write who did what to what, with the values before and after."""
    municipality_id, region_id = _place_ids(obj)
    return AuditEvent.objects.create(
        happened_at=now,
        actor_id=actor.pk if actor else None,
        actor_name=str(actor) if actor and actor.pk else "портал",
        action=action,
        object_type=obj._meta.label_lower if obj is not None else "",  # noqa: SLF001 the model's own name
        object_id=str(obj.pk) if obj is not None else "",
        object_label=_label(obj)[:300],
        municipality_id=municipality_id,
        region_id=region_id,
        before=before or {},
        after=after or {},
        reason=reason,
        request_id=request_number.get(),
        is_refusal=is_refusal,
    )


def _label(obj: Model | None) -> str:
    """Name the object; what belongs to a school is nothing without its name."""
    if obj is None:
        return ""
    school, words = getattr(obj, "school", None), str(obj)
    if not isinstance(school, School) or school.name in words:
        return words
    return f"{school.name}: {words}"


def _place_ids(obj: Model | None) -> tuple[int | None, int | None]:
    """Return (municipality, region) in which the object lies."""
    if obj is None:
        return None, None
    if isinstance(obj, Territory):
        return (None, obj.pk) if obj.is_region else (obj.pk, obj.parent_id)
    if isinstance(obj, School):
        return obj.municipality_id, obj.municipality.parent_id
    place = getattr(obj, "school", None) or getattr(obj, "territory", None)
    return _place_ids(place)
