"""Kinds of documents as those who keep them see them."""

from django.db.models import F, QuerySet

from roadmaps.models import ProgrammeKind
from schools.models import User


def listed_kinds(*, user: User) -> QuerySet[ProgrammeKind]:
    """Return kinds in use first: common ones, then those of each municipality."""
    rows = ProgrammeKind.objects.visible_to(user).select_related("territory__parent")
    return rows.order_by(
        "-is_active",
        F("territory__name").asc(nulls_first=True),
        "position",
        "name",
    )
