import pytest

from schools.ingest.names import NameIndex, normalise_school_name, similar_names


@pytest.mark.parametrize(
    "name",
    [
        "МБОУ Потаповская СОШ №8", "Потаповская СОШ № 8", "Потаповская СОШ N8",
        'МБОУ "Потаповская средняя школа №8"', "МКОУ «Потаповская СШ № 8»",
        ("Муниципальное бюджетное общеобразовательное учреждение «Потаповская средняя"
        " общеобразовательная школа № 8»"),
    ],
)  # fmt: skip
def test_spellings_of_one_school(name):
    assert normalise_school_name(name) == "потаповская сош 8"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("МАОУ СОШ№12 г. Лесосибирска", "сош 12 лесосибирска"),
        ("МКОУ «Школа-интернат № 1»", "интернат 1"),
        ("МБОУ Лицей № 7", "лицей 7"),
        ("МБОУ ООШ с. Ёлкино", "оош елкино"),
        ("ОУ", "оу"),
        ("", ""),
    ],
)
def test_other_names(name, expected):
    assert normalise_school_name(name) == expected


KNOWN = {
    1: "МБОУ Потаповская СОШ №8",
    2: "МБОУ Потаповская СОШ №9",
    3: "МБОУ Подтёсовская СОШ № 46",
    4: "МБОУ Потаповская ООШ",
    5: "МАОУ Гимназия № 8",
}


def test_the_same_school_scores_one():
    assert similar_names("Потаповская средняя школа № 8", KNOWN)[0] == (1, 1.0)


def test_another_number_is_another_school():
    scores = dict(similar_names("Потаповская СОШ № 7", KNOWN))
    assert scores[4] > scores.get(1, 0.0)
    assert max(scores.values()) < 0.8


def test_a_misprint_is_still_found():
    assert [key for key, _ in similar_names("Патаповская СОШ № 8", KNOWN)][:1] == [1]


def test_names_without_words_are_compared_by_number_and_kind():
    known = {1: "СОШ № 8", 2: "СОШ № 9", 3: "ООШ № 8"}
    assert similar_names("Средняя школа 8", known) == [(1, 1.0), (3, 0.891)]


def test_the_limit_and_the_order_are_kept():
    index = NameIndex((number, f"Заречная СОШ № {number}") for number in range(1, 9))
    assert [key for key, _ in index.similar("Заречная СОШ", limit=3)] == [1, 2, 3]
    assert index.similar("Совсем другое", limit=3) == []
