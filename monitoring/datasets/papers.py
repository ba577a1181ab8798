"""All numbers of a paper, gathered from rows into plain facts."""

import datetime as dt
from collections import Counter
from dataclasses import replace

from monitoring.datasets import paper_schools as rows
from monitoring.datasets.paper_indicators import (
    definition_words,
    dynamics_facts,
    indicator_facts,
)
from monitoring.drafting import Facts, IndicatorFact, ValueFact
from monitoring.queries.dynamics_rules import rule_for
from schools.models import School, Territory
from schools.templatetags.portal_format import school_year


def territory_facts(
    *, territory: Territory, year: int, today: dt.date, has_values: bool = False
) -> Facts:
    """Return what is known of a territory in a school year.

    `has_values` adds every cell of every school; only the annexes print them.
    """
    found = rows.attendance(rows.form_rows(territory=territory, year=year), today=today)
    advice = rows.recommendation_facts(territory=territory, year=year, today=today)
    values = rows.value_facts(territory=territory, year=year) if has_values else {}
    issued = Counter(pk for pk, _ in advice)
    done = Counter(pk for pk, row in advice if row.is_done)
    dynamics = dynamics_facts(territory=territory, year=year)
    return Facts(
        territory=territory.name,
        organisation=territory.department or territory.name,
        year=school_year(year),
        as_of=today,
        indicators=indicator_facts(territory=territory, year=year, today=today),
        windows=found.windows,
        schools=tuple(
            replace(
                fact,
                recommendations=issued[key],
                done=done[key],
            )
            for key, fact in found.schools.items()
        ),
        silent=tuple(fact for _, fact in found.silent),
        dynamics=dynamics,
        definition=definition_words(rule_for(territory=territory, year=year))
        if dynamics
        else "",
        recommendations=tuple(row for _, row in advice),
        values=tuple(value for key in found.schools for value in values.get(key, ())),
    )


def sheet_facts(
    *,
    territory: Territory,
    year: int,
    today: dt.date,
    school: School | None = None,
) -> dict[int, Facts]:
    """Return the facts of sheets by school: of one, or of all that windows hold."""
    found = rows.attendance(rows.form_rows(territory=territory, year=year), today=today)
    advice = rows.recommendation_facts(territory=territory, year=year, today=today)
    values = rows.value_facts(territory=territory, year=year, school=school)
    sites = rows.site_facts(territory=territory, year=year)
    town = {
        fact.code: fact
        for fact in indicator_facts(territory=territory, year=year, today=today)
    }
    keys = list(found.schools) if school is None else [school.pk]
    return {
        key: Facts(
            territory=territory.name,
            organisation=territory.department or territory.name,
            year=school_year(year),
            as_of=today,
            schools=(found.schools[key],) if key in found.schools else (),
            silent=tuple(fact for pk, fact in found.silent if pk == key),
            recommendations=tuple(row for pk, row in advice if pk == key),
            values=tuple(_beside(value, town) for value in values.get(key, ())),
            sites=tuple(sites.get(key, ())),
            school=found.schools[key].name if key in found.schools else str(school),
            group=found.schools[key].group if key in found.schools else "",
        )
        for key in keys
    }


def _beside(value: ValueFact, town: dict[str, IndicatorFact]) -> ValueFact:
    """Put the target and the whole town beside a school's value of the same window."""
    fact = town.get(value.code)
    if fact is None:
        return value
    is_same = fact.window == value.window
    return replace(value, goal=fact.target_words, town=fact.words if is_same else "")
