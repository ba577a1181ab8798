"""What people type finds the school, on PostgreSQL as on SQLite."""

import pytest

from schools.models import School, SchoolAlias, SchoolCode
from schools.queries.search import SearchedWords, matching, read_search
from tests.factories import MunicipalityFactory, SchoolFactory


def words(*found: str) -> SearchedWords:
    return SearchedWords(found, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("МБОУ «Потаповская СОШ №8»", words("потаповская", "сош", "8")),
        ("  Берёзовка  ", words("березовка")),
        ("школа им. Гагарина", words("школа", "гагарина")),
        ("МБОУ", words("мбоу")),
        ("ШНРО", SearchedWords((), ("low_results",))),
        ("ЩНСУ сельская", SearchedWords(("сельская",), ("adverse",))),
        ("зона риска", SearchedWords((), ("risk_zone",))),
        ("500+", SearchedWords((), ("project_500",))),
        ("", words()),
        ("№ – «»", words()),
    ],
)
def test_words_are_read_as_people_mean_them(text, expected):
    assert read_search(text) == expected


@pytest.fixture
def schools(db) -> dict[str, School]:
    place = MunicipalityFactory(name="Ёлкинский район")
    found = {
        "eight": SchoolFactory(
            municipality=place,
            name="Потаповская СОШ № 8",
            full_name="Муниципальное бюджетное учреждение",
            locality="Берёзовка",
        ),
        "eighteen": SchoolFactory(name="Средняя школа № 18"),
        "lyceum": SchoolFactory(name="Центральная", kind="lyceum"),
    }
    SchoolAlias.objects.create(
        school=found["eighteen"], name="Октябрьская школа", normalised="октябрьская"
    )
    SchoolCode.objects.create(school=found["eighteen"], system="rcoi", value="247018")
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("потаповская", {"eight"}),
        ("ПОТАПОВ", {"eight"}),
        ("8", {"eight"}),
        ("№8", {"eight"}),
        ("18", {"eighteen"}),
        ("СОШ 8 Потаповская", {"eight"}),
        ("березовка", {"eight"}),
        ("БЕРЁЗОВКА", {"eight"}),
        ("елкинский", {"eight"}),
        ("октябрьская", {"eighteen"}),
        ("2470", {"eighteen"}),
        ("7018", set()),
        ("лицей", {"lyceum"}),
        ("потаповская 18", set()),
        ("%", {"eight", "eighteen", "lyceum"}),
        ("_", set()),
    ],
)
def test_every_word_must_be_found_somewhere(schools, text, expected):
    found = matching(School.objects.all(), read_search(text).words)
    assert set(found) == {schools[name] for name in expected}


def test_the_registry_code_is_found_from_its_beginning(schools):
    found = matching(School.objects.all(), read_search(schools["eight"].code).words)
    assert list(found) == [schools["eight"]]
