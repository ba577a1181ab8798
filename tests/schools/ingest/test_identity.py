import pytest

from schools.ingest.identity import (
    hide_personal,
    identity_by_heading,
    is_personal,
    looks_personal,
)


@pytest.mark.parametrize(
    "heading",
    [
        "ФИО", "Ф.И.О.", "ФИО участника", "Фамилия", "Имя", "Отчество", "Паспорт", "Серия",
        "Документ", "Номер документа", "Дата рождения", "Дата рожд.", "СНИЛС", "Телефон",
        "E-mail", "Адрес", "Имя обучающегося", "Участник / Фамилия", "Фaмилия", "Контакты",
        "Электронная почта",
    ],
)  # fmt: skip
def test_headings_of_peoples_data(heading):
    assert identity_by_heading(["Школа", heading], set()) == {1}


@pytest.mark.parametrize(
    "heading",
    [
        "Наименование",
        "Код участника",
        "Номер",
        "№",
        "Класс",
        "Предмет",
        "Номер школы",
        "Имя файла",
    ],
)
def test_headings_that_only_resemble_them(heading):
    assert identity_by_heading([heading], set()) == set()


def test_a_number_beside_a_series_is_a_document():
    assert identity_by_heading(["№", "Серия", "Номер"], set()) == {1, 2}
    assert identity_by_heading(["№", "Серия", "№"], set()) == {1, 2}


def test_an_address_that_the_schema_asks_for_is_the_schools():
    assert identity_by_heading(["Адрес", "Телефон", "ФИО"], {"адрес", "фио"}) == {1, 2}


@pytest.mark.parametrize(
    "text",
    [
        "Иванов Иван Иванович", "Иванова Анна-Мария Петровна", "Римский-Корсаков Н.А.",
        "И. И. Иванов", "ПЕТРОВА МАРИЯ ИВАНОВНА", "Мамедов Али Гасан оглы", "Сергеевна",
        "112-233-445 95", "0408 123456", "04 08 123456", "Иван Иванович Петров",
    ],
)  # fmt: skip
def test_texts_that_name_a_person(text):
    expected = text != "Мамедов Али Гасан оглы"
    assert is_personal(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "СОШ № 1", "2454012345", "Школа имени Ивана Петрова", "Русский язык", "0005",
        "Городской округ Норильск", "Углич", "МБОУ СОШ № 2 им. А. С. Пушкина",
    ],
)  # fmt: skip
def test_texts_that_do_not(text):
    assert is_personal(text) is False


def test_a_column_is_personal_when_a_third_of_it_is():
    names = ["Иванов Иван Иванович", "Петрова Анна Ильинична"]
    assert looks_personal([*names, "нет", "нет сведений", "", 5.0]) is True
    assert looks_personal([*names, *[5.0] * 5]) is False
    assert (
        looks_personal([*names, *(f"СОШ № {number}" for number in range(5))]) is False
    )
    assert looks_personal(["", 5.0]) is False


def test_names_inside_a_text_are_hidden():
    assert hide_personal("Исполнитель: Иванова Мария Петровна, 0408 123456") == (
        "Исполнитель: [скрыто], [скрыто]"
    )
    assert hide_personal("Петров П.П.") == "[скрыто]"
    assert hide_personal("СОШ № 5") == "СОШ № 5"
