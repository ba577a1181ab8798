"""Site checks and computed indicators of the demo in each of their states, for axe."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from identification.models import Result
from monitoring.actions.computed import compute_window
from monitoring.actions.dynamics_rules import choose_rule
from monitoring.actions.site_checks import answer_check, check_item
from monitoring.enums import DynamicsDefinition, Filler, LinkCheck, Source
from monitoring.models import SiteCheck, SiteItem, WindowSchool
from roadmaps.queries.deadlines import school_year_of
from schools.models import School, Territory, User
from tests.factories.monitoring import (
    CalendarFactory,
    SiteItemFactory,
    VersionFactory,
    opened_window,
)


HINT = "Сам документ на действующий срок, открывается без входа на сайт."


def sites_shown(town: Territory, school: School) -> dict[str, object]:
    """Check one school's site in part, and calculate a window of results."""
    today = timezone.localdate()
    days = {
        "opens_on": today - dt.timedelta(days=10),
        "due_on": today + dt.timedelta(days=10),
        "closes_on": today + dt.timedelta(days=17),
    }
    schools = [school, *School.objects.filter(municipality=town).exclude(pk=school.pk)]
    items = [
        SiteItemFactory(title=title, hint=HINT)
        for title in ("Приказ об утверждении", "Отчёт", "Новости", "Рекомендации")
    ]
    calendar = CalendarFactory(filler=Filler.REVIEWER)
    window = opened_window(
        territory=town,
        schools=schools[:6],
        versions=[
            VersionFactory(source=Source.SITE, site_item=row, calendar=calendar)
            for row in items
        ],
        title="Проверка сайтов",
        **days,
    )
    sheet = window.window_schools.get(school=school)
    _check(sheet, items)
    return {
        "site_window": window,
        "site_sheet": sheet,
        **_computed(town, schools[:6], days),
    }


def _check(sheet: WindowSchool, items: list[SiteItem]) -> None:
    """Leave one item unseen; let one page die and the school answer."""
    users, now = User.objects.in_bulk(field_name="username"), timezone.now()
    for item, verdict in zip(items, ("yes", "partly", "no"), strict=False):
        check_item(
            sheet=sheet,
            item=item,
            verdict=verdict,
            address="" if verdict == "no" else "https://school.example.org/paper",
            note="Скан без текста" if verdict == "partly" else "",
            checked_on=timezone.localdate(),
            revision=0,
            user=users["methodist"],
            now=now,
            today=timezone.localdate(),
        )
    dead = SiteCheck.objects.get(window_school=sheet, item=items[0])
    dead.link_state, dead.dead_since, dead.link_checked_at = LinkCheck.DEAD, now, now
    dead.link_detail = "Страницы по этому адресу нет (ответ 404)."
    dead.save()
    answer_check(check=dead, text="Исправили.", user=users["school"], now=now)


def _computed(
    town: Territory, schools: list[School], days: dict[str, dt.date]
) -> dict[str, object]:
    """Calculate a year for which the demo has results, by a definition of the town's."""
    newest = Result.objects.filter(school__in=schools).order_by("-year").first()
    assert newest is not None
    work = {name: getattr(newest, name) for name in ("procedure", "subject", "grade")}
    opens = days["opens_on"].replace(year=newest.year)
    year = school_year_of(timezone.localdate())
    choose_rule(
        territory=town,
        valid_from=year,
        definition=DynamicsDefinition.RELATIVE,
        least_participants=5,
        threshold=0,
        note="Решение рабочей группы",
        user=User.objects.get(username="coordinator"),
        now=timezone.now(),
    )
    calendar = CalendarFactory(filler=Filler.PORTAL)
    window = opened_window(
        territory=town,
        schools=schools,
        versions=[
            VersionFactory(source=Source.RESULTS, calendar=calendar, **work),
            VersionFactory(source=Source.PROGRAMMES, calendar=calendar, fact="order"),
        ],
        year=year,
        title="Результаты процедур",
        opens_on=opens,
        due_on=opens + dt.timedelta(days=20),
        closes_on=opens + dt.timedelta(days=27),
    )
    compute_window(window=window, now=timezone.now())
    indicators = list(window.window_indicators.order_by("position"))
    return {
        "computed_window": window,
        "computed_dynamics": indicators[0],
        "computed_fact": indicators[1],
    }
