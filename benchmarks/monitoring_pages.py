"""Pages of monitoring with 40,000 schools in one window against an empty template.

The baseline is the same view with the same queries and an empty template; the second,
harder one sends the same SQL again as bare text.

    python -m benchmarks monitoring_pages [--schools N] [--indicators N]
"""

from __future__ import annotations

import argparse

from benchmarks._pages import compare
from benchmarks._servers import database_and_queue
from benchmarks.rollups import fill


def main(argv: list[str] | None = None) -> int:
    """Print the ratio for each page; exit 1 when one misses the goal."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--schools", type=int, default=40_000)
    parser.add_argument("--indicators", type=int, default=40)
    parser.add_argument("--windows", type=int, default=1)
    options = parser.parse_args(argv)
    with database_and_queue():
        (window, *_rest), _small = fill(options)
        return max(_matrix(window), _form(window))


def _matrix(window) -> int:
    """Draw where each school stands, as the coordinator of all of them sees it."""
    from django.test import Client
    from django.urls import reverse

    from monitoring.views import window_matrix
    from schools.enums import Role
    from tests.factories import person

    client = Client()
    client.force_login(
        person(Role.COORDINATOR, window.territory),
        "django.contrib.auth.backends.ModelBackend",
    )
    address = f"{reverse('windows:matrix')}?year={window.year}"
    return max(
        compare(client, address, "матрица, первая страница", window_matrix),
        compare(client, f"{address}&page=400", "матрица, страница 400", window_matrix),
    )


def _form(window) -> int:
    """Draw the form of one of the schools, as its team sees it."""
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from monitoring.models import WindowSchool
    from monitoring.views import forms
    from schools.enums import Role
    from tests.factories import person

    today = timezone.localdate()
    # The window is open today, and this school's form is being filled.
    type(window).objects.filter(pk=window.pk).update(due_on=today, closes_on=today)
    form = WindowSchool.objects.filter(window=window).latest("pk")
    WindowSchool.objects.filter(pk=form.pk).update(state="draft", submitted_at=None)
    client = Client()
    client.force_login(
        person(Role.SCHOOL_TEAM, form.school),
        "django.contrib.auth.backends.ModelBackend",
    )
    address = reverse("forms:form", args=[form.pk])
    return compare(client, address, "форма школы", forms)
