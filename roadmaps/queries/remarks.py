"""Remarks to a programme that a person may read."""

from django.db.models import F, QuerySet

from roadmaps.models import Programme, Remark
from schools.models import User


def remarks_for(*, programme: Programme, user: User) -> QuerySet[Remark]:
    """Return the remarks to one programme, the oldest first, with all their people.

    A school reads those of finished reviews; the department reads all.
    """
    return (
        Remark.objects.visible_to(user)
        .filter(programme=programme)
        .select_related(
            *("review", "author", "answered_by", "resolved_by"),
        )
        .annotate(
            version_number=F("version__number"),
            resolved_number=F("resolved_in__number"),
        )
        .order_by("written_at", "pk")
    )
