"""Figures of 40,000 schools × 40 indicators × 3 windows against the bare SQL aggregate.

The floor is one GROUP BY over the accepted values of each window, sent as text and
fetched. The portal reads the same values and does all the rest: the four states, the
groups, the schools that are missing, the rows of the municipality and of its region,
written and replaced. Goal: at most twice as long. Then, in a database of that size, a
form of an ordinary municipality is accepted, and the time is taken until its page
shows the new figure. Goal: two seconds.

    python -m benchmarks rollups [--schools N] [--indicators N] [--windows N]
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import statistics
import time
from collections.abc import Callable
from typing import Any

from benchmarks._servers import database_and_queue


GOAL_RATIO, GOAL_SECONDS = 2.0, 2.0
ROUNDS = 3
TOWN = 17
# Σ numerators «из» Σ denominators, with the spaces of numbers.
PARTS = re.compile(r"[\d\xa0]+ из\xa0[\d\xa0]+")
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
FLOOR = """
SELECT value.window_indicator_id, form."group", SUM(value.numerator),
       SUM(value.denominator), COUNT(*)
FROM monitoring_value value
JOIN monitoring_windowschool form ON form.id = value.window_school_id
WHERE value.window_id = %s AND value.state = 'value' AND form.state = 'accepted'
GROUP BY 1, 2
"""
# Every tenth form is not accepted yet; every fifteenth cell says that there is no data.
FORMS = """
INSERT INTO monitoring_windowschool
    (window_id, school_id, "group", state, submitted_at, is_without_data, comment,
     extension_reason)
SELECT %s, id, (ARRAY['low', 'adverse', 'both'])[1 + id %% 3],
       CASE WHEN id %% 10 = 0 THEN 'submitted' ELSE 'accepted' END, %s, false, '', ''
FROM schools_school WHERE municipality_id = %s
"""
VALUES = """
INSERT INTO monitoring_value
    (window_id, window_school_id, window_indicator_id, state, numerator, denominator,
     text, comment, evidence_address, query_text, detail, revision, updated_at)
SELECT form.window_id, form.id, asked.id,
       CASE WHEN (form.id + asked.id) %% 15 = 0 THEN 'no_data' ELSE 'value' END,
       CASE WHEN (form.id + asked.id) %% 15 = 0 THEN NULL ELSE form.id %% 20 END,
       CASE WHEN (form.id + asked.id) %% 15 = 0 THEN NULL ELSE 20 + asked.id %% 20 END,
       '', '', '', '', '{}', 1, %s
FROM monitoring_windowschool form
JOIN monitoring_windowindicator asked ON asked.window_id = form.window_id
WHERE form.window_id = %s
"""


def main(argv: list[str] | None = None) -> int:
    """Print both ratios; exit 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--schools", type=int, default=40_000)
    parser.add_argument("--indicators", type=int, default=40)
    parser.add_argument("--windows", type=int, default=3)
    options = parser.parse_args(argv)
    with database_and_queue():
        large, small = fill(options)
        return max(compare(large), accept(small))


def fill(options: argparse.Namespace) -> tuple[list[Any], list[Any]]:
    """Write the windows of a municipality with all schools, and of an ordinary one."""
    from django.db import connection

    from tests.factories import MunicipalityFactory, RegionFactory
    from tests.factories.monitoring import CalendarFactory, share_version

    region, calendar = RegionFactory(), CalendarFactory()
    versions = [
        share_version(calendar=calendar, short_title=f"Показатель {number}")
        for number in range(options.indicators)
    ]
    found = []
    for count in (options.schools, TOWN):
        town = MunicipalityFactory(parent=region)
        add_schools(town, count)
        found.append(
            [opened(town, versions, number) for number in range(options.windows)]
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return found[0], found[1]


def add_schools(town: Any, count: int) -> None:
    """Write schools of a municipality."""
    from schools.models import School

    School.objects.bulk_create(
        (
            School(municipality=town, code=f"{town.pk}-{n}", name=f"Школа № {n}")
            for n in range(count)
        ),
        batch_size=5000,
    )


def opened(town: Any, versions: list[Any], number: int) -> Any:
    """Write an opened window with its forms and values."""
    from django.db import connection

    from monitoring.models import IndicatorTarget, WindowIndicator
    from tests.factories.monitoring import WindowFactory

    opens_on = dt.date(2025, 10, 1) + dt.timedelta(days=61 * number)
    window = WindowFactory(
        territory=town,
        calendar=versions[0].calendar,
        opens_on=opens_on,
        due_on=opens_on + dt.timedelta(days=20),
        closes_on=opens_on + dt.timedelta(days=27),
    )
    WindowIndicator.objects.bulk_create(
        WindowIndicator(window=window, version=version, position=at)
        for at, version in enumerate(versions)
    )
    IndicatorTarget.objects.bulk_create(
        (
            IndicatorTarget(
                indicator=version.indicator, territory=town, year=window.year, value=50
            )
            for version in versions
        ),
        ignore_conflicts=True,
    )
    with connection.cursor() as cursor:
        cursor.execute(FORMS, [window.pk, NOW, town.pk])
        cursor.execute(VALUES, [NOW, window.pk])
    return window


def compare(windows: list[Any]) -> int:
    """Time the aggregate and the portal on the same windows, one after the other."""
    from django.utils import timezone

    from monitoring.actions.rollups import roll_up

    floors, portals = [], []
    for _ in range(ROUNDS):
        floors.append(timed(lambda: [aggregate(window) for window in windows]))
        portals.append(
            timed(lambda: [roll_up(window=w, now=timezone.now()) for w in windows])
        )
    floor, portal = statistics.median(floors), statistics.median(portals)
    ratio = portal / floor
    print(
        f"окон {len(windows)}: портал к голому SQL {ratio:.2f} "
        f"(цель не больше {GOAL_RATIO:.0f})"
    )
    return 0 if ratio <= GOAL_RATIO else 1


def aggregate(window: Any) -> int:
    """Send the bare aggregate and fetch its rows."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(FLOOR, [window.pk])
        return len(cursor.fetchall())


def accept(windows: list[Any]) -> int:
    """Accept a form of an ordinary municipality; wait for the right figure on its page."""
    from django.test import Client

    from monitoring.actions.rollups import roll_up
    from schools.enums import Role
    from tests.factories import person

    window = windows[-1]
    for row in windows:
        roll_up(window=row, now=NOW)
    client = Client()
    user = person(Role.COORDINATOR, window.territory, username="keeper")
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    client.get("/figures/")
    before = shown(client)
    forms = window.window_schools.exclude(state="accepted")
    seconds = timed(lambda: (accepted(forms.first()), shown(client)))
    after = shown(client)
    ratio = seconds / GOAL_SECONDS
    is_right = before != after
    print(
        f"от принятия до страницы {ratio:.2f} от цели в {GOAL_SECONDS:.0f} с, "
        f"значение {'обновилось' if is_right else 'осталось старым'}"
    )
    return 0 if ratio <= 1 and is_right else 1


def accepted(form: Any) -> None:
    """Do what follows an acceptance: the form, the mark, the worker's part."""
    from django.utils import timezone

    from monitoring.actions.value_writing import mark_stale
    from monitoring.tasks.rollups import roll_up_window

    form.state = "accepted"
    form.save()
    mark_stale(window_id=form.window_id, now=timezone.now())
    roll_up_window(form.window_id)


def shown(client: Any) -> list[str]:
    """Return the parts of all figures of the page."""
    return PARTS.findall(client.get("/figures/").content.decode())


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that the work took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
