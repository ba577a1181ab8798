"""People, their offices and what these allow, in words."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from schools.models import Membership, User
from schools.presenters.periods import term_words
from schools.queries.people import is_in_office
from schools.roles import ROLES


def account_words(person: User) -> tuple[str, str]:
    """Return the mark and the words of an account's state."""
    if not person.is_active:
        return "declined", "закрыта"
    if not person.has_usable_password():
        return "pending", "ждёт пароля"
    return "accepted", "действует"


def place_words(membership: Membership) -> str:
    """Return where an office is held."""
    return str(membership.school or membership.territory or "весь портал")


def office_words(membership: Membership) -> str:
    """Return «методист, город Берёзовск»."""
    return f"{membership.get_role_display()}, {place_words(membership)}"


def office_rows(memberships: Iterable[Membership], on: dt.date) -> list[dict[str, Any]]:
    """Return offices for the table of a person's page, those in force first."""
    rows = [
        {
            "pk": membership.pk,
            "role": membership.get_role_display(),
            "place": place_words(membership),
            "position": membership.position,
            "term": term_words(membership.starts_on, membership.ends_on),
            "state": _state_words(membership, on),
            "is_in_office": is_in_office(membership, on),
            "can_end": membership.ends_on is None or membership.ends_on >= on,
        }
        for membership in memberships
    ]
    return sorted(rows, key=lambda row: not row["is_in_office"])


def explained_roles(memberships: Iterable[Membership], on: dt.date) -> list[dict]:
    """Return what each role held today is for."""
    held = {row.role for row in memberships if is_in_office(row, on)}
    return [
        {
            "title": role.title,
            "about": role.about,
            "needs_second_factor": role.needs_second_factor,
        }
        for code, role in ROLES.items()
        if code in held
    ]


def all_roles() -> list[dict[str, Any]]:
    """Return every role with its paragraph, for those who appoint."""
    return [{"title": role.title, "about": role.about} for role in ROLES.values()]


def _state_words(membership: Membership, on: dt.date) -> str:
    if is_in_office(membership, on):
        return "действует"
    return "начнётся" if membership.starts_on > on else "закончилось"
