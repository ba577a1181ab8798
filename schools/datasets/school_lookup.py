"""Schools of a territory by every code and name under which a file may know them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from schools.ingest.names import NameIndex, normalise_school_name
from schools.ingest.wording import normalise_words
from schools.models import School, SchoolAlias, SchoolCode, Territory


@dataclass(frozen=True)
class SchoolLookup:
    """Codes and names of one territory's schools, each to the keys of schools.

    Parameters
    ----------
    titles
        School → its name in the registry.
    municipalities
        School → its municipality.
    codes
        Code in any register → schools; current codes only, unless no school has
        the code now.
    names
        Normalised name, full name or confirmed spelling → schools.
    places
        Normalised name or code of a municipality → its key.
    """

    titles: dict[int, str]
    municipalities: dict[int, int]
    codes: dict[str, frozenset[int]]
    names: dict[str, frozenset[int]]
    places: dict[str, int] = field(default_factory=dict)

    def by_code(self, code: str) -> frozenset[int]:
        """Return schools that have the code."""
        return self.codes.get(normalise_code(code), frozenset())

    def by_name(self, name: str, municipality: str = "") -> frozenset[int]:
        """Return schools of that name, in the municipality if it tells them apart."""
        found = self.names.get(normalise_school_name(name), frozenset())
        place = self.places.get(normalise_words(municipality)) if municipality else None
        if place is None:
            return found
        return frozenset(pk for pk in found if self.municipalities[pk] == place)


def normalise_code(code: str) -> str:
    """Return the form in which codes are compared."""
    return code.strip().casefold()


def school_lookup(territory: Territory) -> SchoolLookup:
    """Read the territory's schools with all their codes and names."""
    schools = School.objects.in_territory(territory).order_by("pk")
    rows = list(
        schools.values_list("pk", "code", "name", "full_name", "municipality_id")
    )
    names: dict[str, set[int]] = defaultdict(set)
    for pk, _, name, full_name, _ in rows:
        names[normalise_school_name(name)].add(pk)
        if full_name:
            names[normalise_school_name(full_name)].add(pk)
    aliases = SchoolAlias.objects.filter(school__in=schools)
    for pk, normalised in aliases.values_list("school_id", "normalised"):
        names[normalised].add(pk)
    return SchoolLookup(
        titles={pk: name for pk, _, name, _, _ in rows},
        municipalities={pk: place for pk, _, _, _, place in rows},
        codes=_codes([(pk, code) for pk, code, *_ in rows], schools),
        names={name: frozenset(found) for name, found in names.items()},
        places=_places(territory),
    )


def codes_elsewhere(codes: Sequence[str], territory: Territory) -> frozenset[str]:
    """Return those codes, normalised, that belong to schools of other territories."""
    inside = School.objects.in_territory(territory)
    own = School.objects.filter(code__in=codes).exclude(pk__in=inside)
    foreign = SchoolCode.objects.filter(value__in=codes, valid_to__isnull=True)
    return frozenset(
        normalise_code(code)
        for code in (
            *own.values_list("code", flat=True),
            *foreign.exclude(school__in=inside).values_list("value", flat=True),
        )
    )


def similar_schools(
    *, names: Iterable[str], territory: Territory, limit: int = 5
) -> dict[str, list[tuple[int, str, float]]]:
    """Return for each spelling the likeliest schools: (key, name, score)."""
    schools = School.objects.in_territory(territory).order_by("name", "pk")
    titles: dict[int, str] = {}
    candidates: list[tuple[int, str]] = []
    for pk, name, full_name in schools.values_list("pk", "name", "full_name"):
        titles[pk] = name
        candidates.append((pk, name))
        if full_name:
            candidates.append((pk, full_name))
    index = NameIndex(candidates)
    return {
        name: [
            (pk, titles[pk], score)
            for pk, score in _first_of_each(index.similar(name, limit * 2))[:limit]
        ]
        for name in names
    }


def _first_of_each(found: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """Keep the better of a school's two names."""
    best: dict[int, float] = {}
    for pk, score in found:
        best.setdefault(pk, score)
    return list(best.items())


def _codes(own: list[tuple[int, str]], schools) -> dict[str, frozenset[int]]:
    current: dict[str, set[int]] = defaultdict(set)
    former: dict[str, set[int]] = defaultdict(set)
    for pk, code in own:
        current[normalise_code(code)].add(pk)
    foreign = SchoolCode.objects.filter(school__in=schools)
    for pk, value, valid_to in foreign.values_list("school_id", "value", "valid_to"):
        (current if valid_to is None else former)[normalise_code(value)].add(pk)
    return {code: frozenset(found) for code, found in {**former, **current}.items()}


def _places(territory: Territory) -> dict[str, int]:
    municipalities = (
        territory.municipalities.all() if territory.is_region else [territory]
    )
    places: dict[str, int] = {}
    for municipality in municipalities:
        for spelling in (municipality.name, municipality.code):
            places[normalise_words(spelling)] = municipality.pk
    return places
