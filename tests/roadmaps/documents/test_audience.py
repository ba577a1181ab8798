"""Whether a responsible party stands for the schools of the programme."""

import pytest

from roadmaps.documents.audience import concerns_schools


@pytest.mark.parametrize(
    "party",
    [
        "школьные команды",
        "Школьная администрация",
        "руководители ОУ",
        "директора ШНРО и ШНСУ",
        "заместители директоров школ",
        "администрации общеобразовательных организаций",
        "ШНОР",
        "школы с низкими результатами",
        "педагоги ОО",
        "Директора",
        "образовательные учреждения",
    ],
)
def test_schools_are_meant(party):
    assert concerns_schools(party)


@pytest.mark.parametrize(
    "party",
    [
        "управление образования",
        "директор МБУ «Методический центр»",
        "методист",
        "руководители методических объединений",
        "муниципальный координатор",
        "Иванова И.И., директор центра",
        "",
    ],
)
def test_somebody_else_is_meant(party):
    assert not concerns_schools(party)
