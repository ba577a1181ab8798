"""Presentations of a programme as its page and its forms ask for them."""

from django.db.models import Q, QuerySet

from roadmaps.models import Presentation, Programme, ProgrammeVersion
from schools.models import User


def presentations_of(*, programme: Programme, user: User) -> list[Presentation]:
    """Return the events of a programme, the newest first."""
    rows = Presentation.objects.visible_to(user).filter(programme=programme)
    related = rows.select_related("version", "recorded_by").defer(
        *("version__fingerprint", "version__search"),
        *("version__content", "version__paragraphs"),
    )
    return list(related.order_by("-held_on", "-pk"))


def versions_to_show(
    *, programme: Programme, user: User, known: Presentation | None = None
) -> QuerySet[ProgrammeVersion]:
    """Return versions that a person may name, with the one named already."""
    seen = ProgrammeVersion.objects.visible_to(user).order_by().values("pk")
    named = Q(pk=known.version_id) if known else Q(pk__in=())
    return programme.versions.filter(Q(pk__in=seen) | named).order_by("-number")
