"""Lines of plans are read as a person would read them."""

from decimal import Decimal

import pytest

from monitoring.catalogue.proposals import (
    free_codes,
    propose,
    read_target,
    shortened,
    typed_target,
)


@pytest.mark.parametrize(
    ("title", "target", "level", "kind"),
    [
        ("Доля школ, разместивших программу", "100%", "school", "yes_no"),
        ("Доля ШНОР и ШНСУ с наставником", "", "school", "yes_no"),
        ("Доля педагогов, прошедших диагностику", "50 %", "teachers", "share"),
        ("Охват обучающихся наставничеством", "30", "pupils", "share"),
        ("Педагоги прошли курсы", "100 %", "teachers", "share"),
        ("Школы обновили программы", "100 %", "school", "yes_no"),
        ("Количество семинаров для педагогов", "12", "municipality", "count"),
        ("Участие в межрегиональных мероприятиях", "Да", "municipality", "yes_no"),
        ("Повышение качества", "", "municipality", "text"),
    ],
)
def test_how_a_line_is_counted(title: str, target: str, level: str, kind: str) -> None:
    found = propose(title=title, target=target)
    assert (found.level, found.kind) == (level, kind)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("100%", "100"),
        ("не менее 20 %", "20"),
        ("12,5", "12.5"),
        ("Да", "1"),
        ("", None),
        ("растёт", None),
    ],
)
def test_a_target_of_a_document(text: str, value: str | None) -> None:
    assert read_target(text) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("100", "100"),
        (" 12,5\u00a0% ", "12.5"),
        ("да", "1"),
        ("Нет", "0"),
        ("", None),
        ("1 000", "1000"),
    ],
)
def test_a_typed_target(text: str, value: str | None) -> None:
    assert typed_target(text) == (None if value is None else Decimal(value))


@pytest.mark.parametrize("text", ["много", "-5", "5 из 10", "12.5.1", "%5", "1e3"])
def test_what_is_no_target(text: str) -> None:
    with pytest.raises(ValueError):
        typed_target(text)


def test_a_name_for_tables_is_cut_between_words() -> None:
    title = f"Доля школ, на сайтах которых размещены {'документы ' * 10}"
    found = shortened(title)
    assert found.startswith("Школ, на сайтах которых")
    assert len(found) <= 80
    assert found.endswith("документы…")
    assert shortened("Количество выездов") == "Выездов"


def test_codes_that_nobody_has() -> None:
    assert free_codes(3, taken={"k2", "P1"}) == ["K1", "K3", "K4"]
