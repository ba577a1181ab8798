"""Abbreviations that a document explains."""

import pytest

from roadmaps.documents.abbreviations import defined_abbreviations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Управление образования города – УО", {"УО": "Управление образования города"}),
        ("МБУ «Методическая служба» - МС", {"МС": "МБУ «Методическая служба»"}),
        ("МРГ – муниципальная рабочая группа", {"МРГ": "муниципальная рабочая группа"}),
        ("ШНОР и ШНСУ - школы в трудных условиях", {"ШНОР и ШНСУ": "школы в трудных условиях"}),
        ("Управление образования (далее - УО)", {"УО": "Управление образования"}),
        ("Приказ издан. Рабочая группа района (далее – МРГ) собралась", {"МРГ": "Рабочая группа района"}),
        ("Семинар – практикум для завучей", {}),
        ("Сентябрь - октябрь", {}),
    ],
)  # fmt: skip
def test_defined(text, expected):
    assert defined_abbreviations([text]) == expected


def test_the_first_definition_stays():
    texts = ["Методический центр – МЦ", "Музейный центр – МЦ"]
    assert defined_abbreviations(texts) == {"МЦ": "Методический центр"}
