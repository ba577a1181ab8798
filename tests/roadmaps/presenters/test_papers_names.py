"""Initials stand before the surname; what is no full name stays."""

import pytest

from roadmaps.presenters.papers_names import initialled, with_initials


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Полевой Пётр Ильич", "П.И.\u00a0Полевой"),
        ("Лесная-Озёрная Анна Павловна", "А.П.\u00a0Лесная-Озёрная"),
        ("П.И. Полевой", "П.И. Полевой"),
        ("Начальник управления (демо)", "Начальник управления (демо)"),
        ("Анна Лесная", "Анна Лесная"),
        ("", ""),
    ],
)
def test_a_name_on_paper(name: str, shown: str) -> None:
    assert with_initials(name) == shown


def test_a_post_begins_with_a_capital_letter() -> None:
    assert initialled({"post": "начальник отдела", "name": ""}) == {
        "post": "Начальник отдела",
        "name": "",
    }
