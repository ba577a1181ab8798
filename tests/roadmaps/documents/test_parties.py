"""Who answers: single parties out of one cell, and what each is."""

import pytest

from roadmaps.documents.parties import PartySplitter, kind_of


def split(text, *others, abbreviations=None):
    splitter = PartySplitter([text, *others], abbreviations or {})
    return [party.text for party in splitter.split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("муниципальный координатор", ["муниципальный координатор"]),
        ("УО, МЦ, ОУ", ["УО", "МЦ", "ОУ"]),
        ("УО; администрация ОУ", ["УО", "администрация ОУ"]),
        ("МБУ «Центр, семья и школа», РМО", ["МБУ «Центр, семья и школа»", "РМО"]),
        ("Руководители ОУ (участники, тьюторы)", ["Руководители ОУ (участники, тьюторы)"]),
        ("Отдел образования. Руководители школ", ["Отдел образования", "Руководители школ"]),
        ("Управление образования и МЦ", ["Управление образования", "МЦ"]),
        ("директора ШНРО и ШНСУ", ["директора ШНРО и ШНСУ"]),
        ("Заместители директоров по УВР и ВР", ["Заместители директоров по УВР и ВР"]),
        ("Образцова А.Б.", ["Образцова А.Б."]),
        ("Образцова А.Б., Примеров В.Г.\nМнимая Т.У.", ["Образцова А.Б.", "Примеров В.Г.", "Мнимая Т.У."]),
        ("Образцова А.Б. Члены совета", ["Образцова А.Б.", "Члены совета"]),
        ("Куратор Образцова А.Б.", ["Куратор Образцова А.Б."]),
        ("Директор ОО\nКуратор Образцова А.Б.", ["Директор ОО", "Куратор Образцова А.Б."]),
        ("Управление\nобразования\nадминистрации\nрайона", ["Управление образования администрации района"]),
        ("- директора школ;\n- методисты", ["директора школ", "методисты"]),
        ("МЦ, МЦ", ["МЦ"]),
        ("", []),
        ("–", []),
    ],
)  # fmt: skip
def test_split(text, expected):
    assert split(text) == expected


def test_parties_side_by_side_are_known_from_other_rows():
    text = "муниципальный координатор школьные команды"
    assert split(text, "муниципальный координатор", "Школьные команды") == [
        "муниципальный координатор",
        "школьные команды",
    ]


def test_a_role_beside_a_known_party():
    assert split(
        "куратор 500+ муниципальный координатор", "муниципальный координатор"
    ) == [
        "куратор 500+",
        "муниципальный координатор",
    ]


def test_definition_in_the_cell_gives_the_full_name():
    (party,) = PartySplitter([], {}).split("Управление образования (далее - УО)")
    assert (party.text, party.expanded) == (
        "Управление образования (далее - УО)",
        "Управление образования",
    )


def test_agreement_is_kept_and_noted():
    (party,) = PartySplitter([], {}).split("Центр творчества (по согласованию)")
    assert (party.text, party.note) == (
        "Центр творчества (по согласованию)",
        "по согласованию",
    )


def test_abbreviation_is_expanded():
    (party,) = PartySplitter([], {"МЦ": "Методический центр"}).split("МЦ")
    assert party.expanded == "Методический центр"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("муниципальный координатор", "role"),
        ("Управление образования", "organisation"),
        ("МЦ", "organisation"),
        ("Образцова А.Б.", "person"),
        ("Школы", "group"),
        ("Директора ШНОР", "group"),
        ("волшебник", "unknown"),
    ],
)
def test_kind(text, kind):
    assert kind_of(text) == kind
