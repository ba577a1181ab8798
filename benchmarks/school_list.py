"""The page of the list of schools with 40,000 of them against an empty template.

The baseline is the same view with the same queries and an empty template: what is
left above it is the drawing of the page. A second, harder baseline sends the same
SQL again as bare text, without the ORM and without the view.

    python -m benchmarks.school_list [--schools N]
"""

from __future__ import annotations

import argparse
import sys

from benchmarks._pages import compare
from benchmarks._servers import database_and_queue


# As many as the country has; the demo puts all municipalities into one.
REGIONS = 89
PAGES = ("", "?region={region}", "?search=ключи", "?sort=-name&page=20")


def main(argv: list[str] | None = None) -> int:
    """Print the ratio for each address; exit 1 when one misses the goal."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--schools", type=int, default=40_000)
    options = parser.parse_args(argv)
    with database_and_queue():
        _fill(options.schools)
        return max(_compare(page) for page in PAGES)


def _fill(schools: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    call_command("seed_demo", schools=schools, no_history=True, verbosity=0)
    _spread_over_regions()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _spread_over_regions() -> None:
    from schools.enums import TerritoryKind
    from schools.models import Territory

    regions = [
        Territory(kind=TerritoryKind.REGION, code=f"R{n}", name=f"Регион {n}")
        for n in range(REGIONS - Territory.objects.regions().count())
    ]
    keys = [region.pk for region in Territory.objects.bulk_create(regions)]
    keys += Territory.objects.regions().values_list("pk", flat=True)[:1]
    places = list(Territory.objects.municipalities())
    for number, place in enumerate(places):
        place.parent_id = keys[number % len(keys)]
    Territory.objects.bulk_update(places, ["parent"])


def _compare(page: str) -> int:
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse

    from schools.views import registry

    client = Client()
    client.force_login(get_user_model().objects.get(username="admin"))
    address = reverse("schools:list") + page.format(region=_a_region())
    return compare(client, address, page or "первая страница", registry)


def _a_region() -> int:
    from schools.models import Territory

    return Territory.objects.regions().values_list("pk", flat=True)[0]


if __name__ == "__main__":
    sys.exit(main())
