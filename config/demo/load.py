"""Loads the demo region once: schools, people, data, runs, a decision, a road map."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from config.demo import data, registry
from config.demo.deadlines import load_deadlines
from config.demo.generator import (
    PLANTED,
    SCHOOLS_PER_MUNICIPALITY,
    SEED,
    YEARS,
    generate,
)
from config.demo.monitoring import load_monitoring
from config.demo.programmes import load_programmes
from config.demo.road_map import load_road_map
from identification.actions.decisions import decide_item, open_decision
from identification.actions.execution import execute_run
from identification.actions.recording import record_decision
from identification.actions.rule_sets import ensure_default_rules
from identification.actions.runs import start_run
from identification.enums import Verdict
from identification.models import Decision, Run
from schools.models import Territory, User


Clock = Callable[[], dt.datetime]
Say = Callable[[str], None]


def load_data(*, schools: int, now: dt.datetime, seed: int = SEED) -> Territory:
    """Write the region's registry and tables; nothing is half there."""
    demo = generate(schools=schools, seed=seed)
    places = -(-schools // SCHOOLS_PER_MUNICIPALITY)
    with transaction.atomic():
        region, municipalities = registry.create_territories(places)
        created = registry.create_schools(demo.schools, municipalities)
        factors = data.create_factors()
        data.create_results(demo, created)
        data.create_context(demo, created, factors)
        registry.create_people(region, municipalities[0], created[PLANTED["low"][0]])
        ensure_default_rules(now=now)
        registry.record_loading(region, schools, now)
    return region


def load_history(region: Territory, *, clock: Clock, say: Say) -> None:
    """Calculate both years, decide on the last one, and plan the current one."""
    analyst = User.objects.get(username="analyst")
    coordinator = User.objects.get(username="coordinator")
    place = region.municipalities.order_by("pk")[0]
    last_year, this_year = YEARS[-2:]
    say(f"Считаю {last_year} год…")
    before = _calculate(region, last_year, analyst, clock)
    _decide(before, place, coordinator, clock)
    say(f"Считаю {this_year} год…")
    _calculate(region, this_year, analyst, clock)
    say("Составляю дорожную карту…")
    load_road_map(place, clock=clock)
    say("Раскладываю программы школ…")
    programmes = load_programmes(place, clock=clock)
    load_deadlines(place, programmes, clock=clock)


def load_collection(region: Territory, *, clock: Clock, say: Say) -> None:
    """Collect indicators in the first town: last year in full, this one begun."""
    say("Заполняю мониторинг…")
    load_monitoring(region.municipalities.order_by("pk")[0], clock=clock)


def _calculate(region: Territory, year: int, analyst: User, clock: Clock) -> Run:
    run = start_run(user=analyst, territory=region, year=year, now=clock())
    execute_run(run_id=run.pk, clock=clock)
    run.refresh_from_db()
    return run


def _decide(run: Run, place: Territory, coordinator: User, clock: Clock) -> Decision:
    """Accept what is proposed and record it by an order of last September."""
    decision = open_decision(run=run, territory=place, user=coordinator, now=clock())
    for item in decision.items.all():
        decide_item(
            item=item,
            verdict=Verdict.ACCEPTED,
            reason="Рассмотрено на совете по качеству, возражений школы нет.",
            user=coordinator,
            now=clock(),
        )
    return record_decision(
        decision=decision,
        order_number="214-о",
        order_date=dt.date(run.year, 9, 15),
        effective_on=dt.date(run.year, 9, 15),
        user=coordinator,
        now=clock(),
    )
