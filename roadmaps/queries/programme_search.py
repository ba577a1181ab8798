"""Search in the texts of programmes: Russian stems on PostgreSQL, letters elsewhere."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db import connection
from django.db.models import F, OuterRef, QuerySet, Subquery

from roadmaps.models import ProgrammeVersion
from schools.models import User


CONFIG = "russian"
SHORTEST = 3


@dataclass(frozen=True)
class Found:
    """Versions in whose texts the words stand, and how they were looked for."""

    versions: QuerySet[ProgrammeVersion]
    # Whether «неуспешности» finds «неуспешность».
    knows_stems: bool


def searched(text: str) -> str:
    """Return a text as it is kept and looked for: small letters, «е» for «ё»."""
    return text.casefold().replace("ё", "е")


def search_versions(*, words: str, user: User) -> Found:
    """Return the newest versions that a person may see and that hold the words.

    Of each programme only the last visible version counts: an old wording is no find.
    """
    newest = (
        ProgrammeVersion.objects.visible_to(user)
        .filter(programme=OuterRef("programme"))
        .order_by("-number")
        .values("pk")[:1]
    )
    rows = (
        ProgrammeVersion.objects.visible_to(user)
        .filter(pk=Subquery(newest))
        .select_related("programme__school__municipality", "programme__kind")
        .defer("fingerprint", "search", "content")
    )
    asked = searched(words)
    if connection.vendor != "postgresql":
        return Found(_by_letters(rows, asked), knows_stems=False)
    vector = SearchVector("search", config=CONFIG)
    query = SearchQuery(asked, config=CONFIG, search_type="websearch")
    found = (
        rows.annotate(vector=vector)
        .filter(vector=query)
        .annotate(rank=SearchRank(F("vector"), query))
        .order_by("-rank", "-pk")
    )
    return Found(found, knows_stems=True)


def _by_letters(
    rows: QuerySet[ProgrammeVersion], asked: str
) -> QuerySet[ProgrammeVersion]:
    for word in asked.split():
        rows = rows.filter(search__contains=word)
    return rows.order_by("-uploaded_at", "-pk")
