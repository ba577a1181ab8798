"""The page of a school: facts, names, people and statuses as words."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from schools.models import Membership, School, SchoolStatus
from schools.presenters.periods import term_words
from schools.presenters.statuses import order_words
from schools.queries.people import is_in_office
from schools.templatetags.portal_format import NO_DATA, day


# A longer reason is folded: the list of statuses stays a list.
_LONG_REASON = 160


def facts(school: School) -> list[dict[str, Any]]:
    """Return what the register knows, as pairs of a term and a value."""
    pairs = [
        {"term": "Код в реестре", "value": school.code},
        {"term": "Полное название", "value": school.full_name or NO_DATA},
        {"term": "Вид", "value": school.get_kind_display()},
        {"term": "Муниципалитет", "value": str(school.municipality)},
        {
            "term": "Населённый пункт",
            "value": school.locality or NO_DATA,
            "note": school.get_locality_kind_display(),
        },
        {"term": "Работает", "value": _working_words(school)},
    ]
    if school.site:
        pairs.append({"term": "Сайт", "value": school.site, "url": school.site})
    if school.branch_of is not None:
        pairs.append(
            {
                "term": "Филиал школы",
                "value": school.branch_of.name,
                "url": reverse("schools:detail", args=[school.branch_of_id]),
            }
        )
    return pairs


def codes(school: School) -> list[dict[str, Any]]:
    """Return codes by register: those in use first."""
    found = sorted(
        school.codes.all(), key=lambda code: (code.valid_to is not None, code.system)
    )
    return [
        {
            "pk": code.pk,
            "system": code.get_system_display(),
            "value": code.value,
            "term": term_words(code.valid_from, code.valid_to)
            if code.valid_from or code.valid_to
            else "",
            "is_in_use": code.valid_to is None,
        }
        for code in found
    ]


def names(school: School) -> list[dict[str, Any]]:
    """Return former names with their last day, then spellings met in tables."""
    found = sorted(
        school.aliases.all(), key=lambda alias: (not alias.is_former_name, alias.name)
    )
    return [
        {
            "pk": alias.pk,
            "name": alias.name,
            "is_former": alias.is_former_name,
            "until": day(alias.valid_to) if alias.valid_to else "",
        }
        for alias in found
    ]


def officers(
    memberships: Iterable[Membership], on: dt.date
) -> dict[str, list[dict[str, Any]]]:
    """Split people into those in office on a day and those before and after."""
    rows = list(memberships)
    return {
        "in_office": [person(row) for row in rows if is_in_office(row, on)],
        "others": [person(row) for row in rows if not is_in_office(row, on)],
    }


def person(membership: Membership) -> dict[str, Any]:
    """Return the arguments of the component `person_card`."""
    role, position = membership.get_role_display(), membership.position
    return {
        "name": str(membership.user),
        "role": role if position in {"", role} else f"{role}, {position}",
        "dates": term_words(membership.starts_on, membership.ends_on),
        "email": membership.user.email,
    }


def status_rows(
    statuses: Iterable[SchoolStatus], visible_files: set[int]
) -> list[dict[str, Any]]:
    """Return the history of statuses, the newest first, each with its basis."""
    found = sorted(statuses, key=lambda status: status.starts_on, reverse=True)
    return [
        {
            "code": status.kind,
            "word": status.get_kind_display(),
            "starts_on": status.starts_on,
            "ends_on": status.ends_on,
            "basis": order_words(status.order_number),
            "basis_date": status.order_date,
            "file_url": reverse("files:download", args=[status.order_file_id])
            if status.order_file_id in visible_files
            else "",
            "reason": _first_sentence(status.reason),
            "more": status.reason if len(status.reason) > _LONG_REASON else "",
            "end": order_words(status.end_order_number),
            "end_date": status.end_order_date,
            "end_reason": status.end_reason,
        }
        for status in found
    ]


def _first_sentence(text: str) -> str:
    """Return a short reason whole, and of a long one its beginning."""
    if len(text) <= _LONG_REASON:
        return text
    first = text.split(". ", 1)[0].rstrip(".")
    return f"{first if len(first) <= _LONG_REASON else first[:_LONG_REASON]}…"


def _working_words(school: School) -> str:
    if school.closed_on:
        return f"закрыта {day(school.closed_on)}"
    return f"с {day(school.opened_on)}" if school.opened_on else "работает"
