"""What a school has written in the constructor so far."""

import datetime as dt

from roadmaps.constructor import PARTS, Field, Value, stored_value
from roadmaps.models import Programme, ProgrammeField, RiskFactor


FIELDS: dict[str, Field] = {f.key: f for part in PARTS for f in part.fields}


def fields_of(programme: Programme) -> dict[str, ProgrammeField]:
    """Return the saved fields by key, with the people who saved them."""
    rows = programme.fields.select_related("saved_by")
    return {row.key: row for row in rows if row.key in FIELDS}


def content_of(rows: dict[str, ProgrammeField]) -> dict[str, Value]:
    """Return what the fields hold; those never saved are not there."""
    return {key: stored_value(FIELDS[key], row.value) for key, row in rows.items()}


def last_saved(rows: dict[str, ProgrammeField]) -> dt.datetime | None:
    """Return when anything was saved last."""
    return max((row.saved_at for row in rows.values()), default=None)


def risk_factors(chosen: list[str]) -> list[RiskFactor]:
    """Return the catalogue: factors in use, and chosen ones that no longer are."""
    rows = RiskFactor.objects.all()
    return [row for row in rows if row.is_active or row.code in chosen]
