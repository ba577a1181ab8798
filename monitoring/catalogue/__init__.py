"""Catalogues of indicators that a municipality may take as they are."""

from monitoring.catalogue import norilsk, tracks
from monitoring.catalogue.description import (
    CalendarDescription,
    Catalogue,
    IndicatorDescription,
    ItemDescription,
    SlotDescription,
)
from monitoring.catalogue.facts import FACTS


CATALOGUES: dict[str, Catalogue] = {
    catalogue.code: catalogue for catalogue in (norilsk.CATALOGUE, tracks.CATALOGUE)
}

__all__ = [
    "CATALOGUES",
    "FACTS",
    "CalendarDescription",
    "Catalogue",
    "IndicatorDescription",
    "ItemDescription",
    "SlotDescription",
]
