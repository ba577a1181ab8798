"""The plan as Word: grif, title, the document's own table, indicators, signature."""

import io

import docx
import pytest

from tests.roadmaps.paper_place import PaperPlace, content_of, made


pytestmark = pytest.mark.django_db


def opened(place: PaperPlace):
    return docx.Document(io.BytesIO(content_of(made(place, "plan_docx"))))


def lines(document) -> list[str]:
    return [
        p.text.replace("\u00a0", " ") for p in document.paragraphs if p.text.strip()
    ]


def test_a_draft_says_so_and_leaves_the_date_empty() -> None:
    assert lines(opened(PaperPlace())) == [
        "ПРОЕКТ",
        "УТВЕРЖДАЮ",
        "Начальник отдела",
        "_________________ П.И. Полевой",
        "«___» ______________ 20___ г.",
        "План мероприятий («дорожная карта») по поддержке школ города Озёрска",
        "Период реализации: 01.09.2025 – 31.08.2026",
        "Карта составлена по итогам отбора школ.",
        "Сокращения:",
        "МЦ – МБУ «Методический центр»",
        "Показатели",
        "Муниципальный координатор  _________________  А.П. Лесная",
    ]


def test_an_approved_plan_names_its_order() -> None:
    place = PaperPlace()
    place.version.approver_position = "Глава города"
    place.version.approver_name = "И.И. Верхний"
    place.version.save()
    place.approve()

    assert lines(opened(place))[:4] == [
        "УТВЕРЖДАЮ",
        "Глава города",
        "_________________ И.И. Верхний",
        "Приказ от 2 февраля 2026 г. № 15-ОД",
    ]


def test_the_table_is_that_of_the_document() -> None:
    place = PaperPlace()
    place.add_years()

    plan, indicators = opened(place).tables
    rows = [[cell.text for cell in row.cells] for row in plan.rows]
    group = "Ключевые результаты и сроки"
    assert rows[:3] == [
        [
            *("№ п/п", "Что делаем", group, group, "Кто отвечает"),
            *("Чем подтверждается", "Срок", "Ожидаемый результат"),
        ],
        [
            *("№ п/п", "Что делаем", "2025", "2026", "Кто отвечает"),
            *("Чем подтверждается", "Срок", "Ожидаемый результат"),
        ],
        ["1. Работа с кадрами"] * 8,
    ]
    assert rows[6] == [
        *("1.1", "Назначить наставников", "Наставники названы", "Пары работают"),
        *("Лесная А.П., МЦ", "", "Октябрь 2025", "Итог 1.1"),
    ]
    assert [[cell.text for cell in row.cells] for row in indicators.rows] == [
        ["Показатель", "Целевое значение"],
        ["Доля школ с планом", "100 %"],
        ["Сайт обновлён", "Да"],
    ]
