"""Titles and grifs above a plan."""

import pytest

from roadmaps.documents.plan_rows import Line
from roadmaps.documents.preamble import read_approval, read_title


def above(*texts):
    return [Line(text) for text in texts]


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        (("Дорожная карта школ", "на 2022 год"), "Дорожная карта школ на 2022 год"),
        (("УТВЕРЖДАЮ", "Директор", "Программа помощи", "школам района", "Цель: рост"), "Программа помощи школам района"),
        (("План мероприятий", "(«дорожная карта»)", "по росту качества"), "План мероприятий («дорожная карта») по росту качества"),
        (("Об утверждении дорожной карты", "ПРИКАЗЫВАЮ:", "Приложение 1", "Дорожная карта школ", "Карта является частью программы."), "Дорожная карта школ"),
        (("Просто текст",), ""),
    ],
)  # fmt: skip
def test_title(texts, title):
    assert read_title(above(*texts)) == title


def test_grif_of_a_person():
    approval = read_approval(
        above(
            "УТВЕРЖДАЮ",
            "Начальник отдела",
            "А.Б. Образцова",
            "«16» мая 2022г.",
            "Дорожная карта",
        ),
        "Дорожная карта",
    )
    assert approval.lines == (
        "УТВЕРЖДАЮ",
        "Начальник отдела",
        "А.Б. Образцова",
        "«16» мая 2022г.",
    )
    assert (approval.kind, approval.signed_on, approval.order_date) == (
        "person",
        "2022-05-16",
        "",
    )


def test_annex_to_an_order():
    approval = read_approval(above("Приложение 1 к приказу от 06.09.2022 № 512"), "")
    assert (approval.kind, approval.order_number, approval.order_date) == (
        "order",
        "512",
        "2022-09-06",
    )


def test_the_approver_and_not_who_agreed():
    approval = read_approval(
        above("СОГЛАСОВАНО", "протокол № 1 от «30» августа 2020 г.", "УТВЕРЖДАЮ", "Приказ № 44 от «31» августа 2020 г."),
        "",
    )  # fmt: skip
    assert (approval.order_number, approval.order_date) == ("44", "2020-08-31")


def test_nothing_above():
    assert read_approval(above("Дорожная карта"), "Дорожная карта").lines == ()
