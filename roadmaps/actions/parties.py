"""The municipality's directory of responsible parties: found by wording, or entered."""

from collections.abc import Iterable, Mapping

from roadmaps.documents.party_names import party_key
from roadmaps.enums import PartyKind
from roadmaps.models import Activity, ActivityParty, Party
from schools.models import Territory


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
            self._known.setdefault(party_key(party.name), party)
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
