"""What results and conditions the person's schools have, year by year."""

from typing import Any

from django.db.models import Count, Sum

from identification.models import ContextValue, Result
from schools.models import User


def data_years(*, user: User) -> list[dict[str, Any]]:
    """Return the numbers of each year, the latest first, in two queries."""
    years: dict[int, dict[str, Any]] = {}
    results = (
        Result.objects.visible_to(user)
        .order_by()
        .values("year")
        .annotate(
            results=Count("pk"),
            schools=Count("school", distinct=True),
            participants=Sum("participants"),
        )
    )
    for row in results:
        years[row["year"]] = {**row, "context_schools": 0}
    context = (
        ContextValue.objects.visible_to(user)
        .order_by()
        .values("year")
        .annotate(context_schools=Count("school", distinct=True))
    )
    for row in context:
        empty = {"year": row["year"], "results": 0, "schools": 0, "participants": 0}
        years.setdefault(row["year"], empty)["context_schools"] = row["context_schools"]
    return [years[year] for year in sorted(years, reverse=True)]
