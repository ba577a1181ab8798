"""What schools have on their sites, as rows of pages and of workbooks."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from roadmaps.enums import LinkState, PackageItem
from roadmaps.models import Programme, Publication
from roadmaps.queries.publications import Package, Share, is_placed
from schools.models import Territory
from schools.templatetags.portal_format import NBSP, day, moment, number, percent


# What the indicators of a municipality ask of sites, in the words of their wording.
SHARE_WORDS: dict[PackageItem, str] = {
    PackageItem.PROGRAMME: "размещена программа",
    PackageItem.ORDER: "размещён приказ об утверждении",
    PackageItem.PACKAGE: "размещён пакет документов",
    PackageItem.ACTIVITIES: "размещены сведения о мероприятиях",
    PackageItem.CONTRACTS: "размещены договоры сетевого взаимодействия",
}
HEADERS = (
    *("Школа", "Муниципалитет", "Что размещено", "Адрес", "Размещено", "Считается"),
    *("Ссылка", "Ссылка проверена", "Что ответил сайт", "Не открывается с"),
    *("Проверено человеком", "Кто проверил"),
)
SHARE_HEADERS = ("Муниципалитет", "Доля школ, на сайтах которых", "Числитель")
SHARE_HEADERS += ("Знаменатель", "Доля, %")


def mark_of(row: Publication | None) -> tuple[str, str]:
    """Return the status code and the word of a record, or of its absence."""
    if row is None:
        return "link_none", "нет"
    if row.link_state == LinkState.DEAD:
        return "link_dead", "проверить"
    if row.link_state == LinkState.REFUSED and not is_placed(row):
        return "link_refused", "открыть человеку"
    if row.checked_at:
        return "link_seen", "проверено"
    return "link_placed", "размещено"


def matrix_rows(packages: Iterable[Package]) -> list[dict[str, Any]]:
    """Return schools with a cell for each item."""
    return [
        {
            "school": row.school,
            "url": reverse("deadlines:package", args=[row.school.pk]),
            "has_programme": bool(row.programmes),
            "placed": f"{row.placed} из{NBSP}{len(PackageItem)}",
            "cells": [_cell(row.found.get(item)) for item in PackageItem.values],
        }
        for row in packages
    ]


def share_rows(
    places: Sequence[tuple[Territory, list[Share]]], total: Sequence[Share]
) -> list[dict[str, Any]]:
    """Return the shares by municipality, and of all together where there are several."""
    rows = [{"place": place.name, "shares": _cells(found)} for place, found in places]
    if len(rows) > 1:
        rows.append({"place": "Все вместе", "shares": _cells(total)})
    return rows


def checklist(
    programme: Programme, records: Iterable[Publication], *, can_record: bool
) -> list[dict[str, Any]]:
    """Return the items of the package of one programme: what is there, what is not."""
    found = {row.item: row for row in records}
    return [
        {
            "title": str(item.label).capitalize(),
            "publication": found.get(item.value),
            "mark": mark_of(found.get(item.value))[0],
            "word": mark_of(found.get(item.value))[1],
            "facts": facts_of(found.get(item.value)),
            "can_confirm": _is_to_confirm(found.get(item.value)),
            "can_remove": can_record and item != PackageItem.PROGRAMME,
            "record_url": record_url(programme, item, found.get(item.value))
            if can_record
            else "",
        }
        for item in PackageItem
    ]


def _is_to_confirm(row: Publication | None) -> bool:
    """Tell whether a person can still say that the paper is there."""
    return row is not None and not row.checked_at and row.link_state != LinkState.DEAD


def record_url(programme: Programme, item: PackageItem, row: Publication | None) -> str:
    """Lead to the form of an address; the programme's first one is a move of its own."""
    if item == PackageItem.PROGRAMME and row is None:
        return reverse("programmes:move", args=[programme.pk, "publish"])
    return reverse("deadlines:publication", args=[programme.pk, item.value])


def facts_of(row: Publication | None) -> list[str]:
    """Say when it was put there, what the site answered, who has looked."""
    if row is None:
        return []
    facts = [f"размещено {day(row.published_on)}"]
    if row.dead_since:
        facts.append(f"не открывается с {day(row.dead_since)}")
    if row.link_checked_at:
        answer = row.link_detail.rstrip(".")
        answer = answer[:1].lower() + answer[1:]
        facts.append(f"ссылка проверена {moment(row.link_checked_at)}: {answer}")
    else:
        facts.append("ссылка ещё не проверена")
    if row.checked_at:
        who = f" ({row.checked_by})" if row.checked_by else ""
        facts.append(f"человек проверил {day(row.checked_at)}{who}")
    return facts


def sheet_rows(packages: Iterable[Package]) -> list[tuple[Any, ...]]:
    """Return a row for each school and item of the workbook."""
    return [
        _sheet_row(package, item, package.found.get(item.value))
        for package in packages
        for item in PackageItem
    ]


def sheet_shares(
    places: Sequence[tuple[Territory, list[Share]]],
) -> list[tuple[Any, ...]]:
    """Return the shares as numbers."""
    return [
        (
            place.name,
            SHARE_WORDS[share.item],
            share.numerator,
            share.denominator,
            None if share.share is None else round(100 * share.share, 1),
        )
        for place, found in places
        for share in found
    ]


def _sheet_row(
    package: Package, item: PackageItem, row: Publication | None
) -> tuple[Any, ...]:
    school = (package.school.name, package.school.municipality.name, item.label)
    if row is None:
        return (*school, "", None, False, "", None, "", None, None, "")
    return (
        *school,
        row.address,
        row.published_on,
        is_placed(row),
        row.get_link_state_display(),
        row.link_checked_at,
        row.link_detail,
        row.dead_since,
        row.checked_at,
        str(row.checked_by or ""),
    )


def _cell(row: Publication | None) -> dict[str, Any]:
    mark, word = mark_of(row)
    since = ""
    if row is not None:
        dead = row.link_state == LinkState.DEAD and row.dead_since
        since = f"с {day(row.dead_since)}" if dead else day(row.published_on)
    return {
        "mark": mark,
        "word": word,
        "since": since,
        "address": row.address if row else "",
    }


def _cells(found: Iterable[Share]) -> list[dict[str, str]]:
    return [
        {
            "title": SHARE_WORDS[share.item],
            "percent": percent(share.share),
            "count": f"{number(share.numerator)} из{NBSP}{number(share.denominator)}",
        }
        for share in found
    ]
