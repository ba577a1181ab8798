"""What everybody reads names nobody, whatever way a name or a number was typed."""

import pytest

from roadmaps.presenters.papers_masking import without_contacts, without_names


NAMES = [
    ("Лесная А.П.", "ответственное лицо"),
    ("Лесная А. П.", "ответственное лицо"),
    ("Лесная\u00a0А.\u00a0П.", "ответственное лицо"),
    ("Лесная\nА.П.", "ответственное лицо"),
    ("А.П. Лесная", "ответственное лицо"),
    ("А.П.Лесная", "ответственное лицо"),
    ("ЛЕСНАЯ А.П.", "ответственное лицо"),
    ("Лесная-Озёрная А.П.", "ответственное лицо"),
    ("Лесная А., секретарь", "ответственное лицо, секретарь"),
    ("директор А.П. Лесная", "директор ответственное лицо"),
    ("Директор А.П. Лесная", "Директор ответственное лицо"),
    ("Директор Лесная А.П.", "Директор ответственное лицо"),
    ("под руководством Лесной А.П., МЦ", "под руководством ответственное лицо, МЦ"),
    ("Лесная А.П. Полевой П.И.", "ответственное лицо"),
    ("Лесная А.П.\nПолевой П.И.", "ответственное лицо"),
    ("Лесная А.П., Полевой П.И. и Речной О.О.", "ответственное лицо"),
    ("Лесная А.П.\nЧлены совета", "ответственное лицо\nЧлены совета"),
    ("Лесная А.П. Члены совета", "ответственное лицо Члены совета"),
    ("Лесная Анна Павловна", "ответственное лицо"),
    ("Анне Павловне", "ответственное лицо"),
    ("Петром Ильичом Полевым", "ответственное лицо"),
    ("Петру Ивановичу, отделу", "ответственное лицо, отделу"),
]
NOBODY = [
    "Методический центр",
    "МБУ «Методический центр» г. Озёрск",
    "Приказ УО от 01.09.2025 № 15-ОД",
    "Руководители ОУ, РМО",
    "IV квартал 2025 г.",
    "Основное и среднее образование",
    "Русский язык. Математика.",
]
MAILS = [
    "anna@example.org",
    "A.Lesnaya+school@mail.example.org",
    "anna [at] example.org",
]
PHONES = [
    "+7 (391) 234-56-78",
    "8-800-555-35-35",
    "8 391 52 3 45 67",
    "89131234567",
    "+79131234567",
    "тел. 2-34-56",
    "тел.: 234567",
    "т. 3-22-11",
    "234-56-78",
    "2-34-56",
]
NUMBERS = [
    "01.09.2025–31.08.2026",
    "2025-2026 годы",
    "2025-09-01",
    "№ 15-ОД",
    "не менее 30 % участников",
    "пункт 1.2.3",
    "ОГРН 1022400000000",
]


@pytest.mark.parametrize(("text", "shown"), NAMES)
def test_a_name_is_hidden(text: str, shown: str) -> None:
    assert without_names(text) == shown


@pytest.mark.parametrize("text", NOBODY)
def test_a_body_keeps_its_name(text: str) -> None:
    assert without_names(text) == text


def test_people_of_the_directory_are_known_by_any_name() -> None:
    text = "Спросите у Озёрной; решает Ольга (демо)."

    shown = without_names(text, ["Озёрной", "Ольга (демо)", ""])

    assert shown == "Спросите у ответственное лицо; решает ответственное лицо."


@pytest.mark.parametrize("mail", MAILS)
def test_a_mail_address_is_hidden(mail: str) -> None:
    assert without_contacts(f"писать: {mail}.") == "писать: [адрес почты скрыт]."


@pytest.mark.parametrize("phone", PHONES)
def test_a_telephone_is_hidden(phone: str) -> None:
    assert without_contacts(f"звонить {phone}, Анна") == (
        "звонить [телефон скрыт], Анна"
    )


@pytest.mark.parametrize("text", NUMBERS)
def test_other_numbers_stay(text: str) -> None:
    assert without_contacts(text) == text
