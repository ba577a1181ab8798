"""The municipality's directory of responsible parties: found by wording, or entered."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from roadmaps.documents.party_names import party_key
from roadmaps.enums import PartyKind
from roadmaps.models import Activity, ActivityParty, Party
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import Territory, User
from schools.queries.versions import differences, plain_values
from schools.roles import Permission


EDITABLE = ("name", "kind", "role", "user")

LONGEST_NAME = 300


class Directory:
    """Resolves wordings of one plan to the directory, with few queries.

    First every wording is noted, then `write` enters the unknown ones at once.
    """

    def __init__(self, *, territory: Territory, abbreviations: Mapping[str, str]):
        self._territory = territory
        self._full_names = {
            party_key(short): full for short, full in abbreviations.items()
        }
        # Two documents at once would enter the same party twice.
        Territory.objects.select_for_update().get(pk=territory.pk)
        self._known: dict[str, Party] = {}
        for party in Party.objects.filter(territory=territory).order_by("pk"):
            for name in (party.name, *party.spellings):
                self._known.setdefault(party_key(name), party)
        self._new: list[Party] = []

    def note(self, wording: str, *, kind: str = "", full_name: str = "") -> None:
        """Remember a wording; one that nobody knows is going to be entered."""
        name = self._name(wording, full_name)
        key = party_key(name)
        if not key or key in self._known:
            return
        party = Party(
            territory=self._territory,
            name=name,
            kind=kind if kind in PartyKind.values else PartyKind.UNKNOWN,
        )
        self._known[key] = party
        self._new.append(party)

    def write(self) -> list[Party]:
        """Enter what was not known, and return it."""
        entered, self._new = self._new, []
        return Party.objects.bulk_create(entered)

    def links(
        self, activity: Activity, wordings: Iterable[tuple[str, str]]
    ) -> list[ActivityParty]:
        """Return the links of an activity in order; a party stands once."""
        found: dict[int, ActivityParty] = {}
        for wording, full_name in wordings:
            party = self._known.get(party_key(self._name(wording, full_name)))
            if party is not None and party.pk not in found:
                found[party.pk] = ActivityParty(
                    activity=activity,
                    party=party,
                    position=len(found),
                    wording=" ".join(wording.split())[:LONGEST_NAME],
                )
        return list(found.values())

    def _name(self, wording: str, full_name: str) -> str:
        full = full_name or self._full_names.get(party_key(wording), "") or wording
        return " ".join(full.split())[:LONGEST_NAME]


@transaction.atomic
def change_party(
    *, party: Party, values: Mapping[str, Any], user: User, now: dt.datetime
) -> Party:
    """Say what a party is and who gets its letters."""
    demand_permission(user, Permission.EDIT_PLANS, party)
    party = Party.objects.select_for_update(of=("self",)).get(pk=party.pk)
    before = plain_values(party, EDITABLE)
    for name in EDITABLE:
        if name in values:
            setattr(party, name, values[name])
    party.name = " ".join(party.name.split())[:LONGEST_NAME]
    if not party.name:
        raise refuse("Напишите название.", code="no_name", field="name")
    if party.role and party.user_id:
        raise refuse(
            "Выберите что-нибудь одно: роль или человека.", code="both", field="user"
        )
    party.full_clean()
    before, after = differences(before, plain_values(party, EDITABLE))
    if after:
        party.save()
        record(
            actor=user,
            action="party.changed",
            obj=party,
            now=now,
            before=before,
            after=after,
        )
    return party


@transaction.atomic
def merge_parties(*, party: Party, into: Party, user: User, now: dt.datetime) -> Party:
    """Let two spellings be one party; every plan keeps the words it was printed with."""
    demand_permission(user, Permission.EDIT_PLANS, party)
    if party.territory_id != into.territory_id:
        raise refuse("Это ответственный другого муниципалитета.", code="foreign")
    if party.pk == into.pk:
        raise refuse("Выберите другого ответственного.", code="same", field="into")
    locked = Party.objects.select_for_update(of=("self",)).in_bulk([party.pk, into.pk])
    party, into = locked[party.pk], locked[into.pk]
    links = ActivityParty.objects.filter(party=party)
    links.name_unnamed(party.name)
    # Both under the same words in one row would be the same link twice.
    twice = links.filter(
        activity__party_links__party=into,
        activity__party_links__wording=F("wording"),
    )
    if twice.exists():
        message = "В одном мероприятии оба записаны одинаково: сначала исправьте его."
        raise refuse(message, code="twice", field="into")
    moved = links.update(party=into)
    spellings = [*into.spellings, party.name, *party.spellings]
    into.spellings = list(dict.fromkeys(spellings))
    into.save(update_fields=["spellings"])
    record(
        actor=user,
        action="party.merged",
        obj=into,
        now=now,
        before={"name": party.name},
        after={"name": into.name, "activities": moved},
    )
    party.delete()
    return into
