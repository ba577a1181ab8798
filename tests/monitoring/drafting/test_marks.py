"""Marks: replaced by numbers, however they are typed; an unknown one stays in sight."""

import pytest

from monitoring.drafting import fill, live_numbers
from tests.monitoring.drafting.papers import facts


@pytest.mark.parametrize(
    "mark", ["{{показатель:T3}}", "{{ Показатель : t3 }}", "{{показатель: T3}}"]
)
def test_a_mark_is_found_however_it_is_typed(mark: str) -> None:
    filled = fill(f"Прошли {mark}.", live_numbers(facts()))
    assert filled.text.replace("\u00a0", " ") == "Прошли 48,3 % (29 из 60)."
    assert filled.unknown == ()


def test_an_unknown_mark_is_seen_and_named_once() -> None:
    filled = fill("{{нечто}} и {{нечто}}", live_numbers(facts()))
    assert (
        filled.text == "[нет такого показателя: нечто] и [нет такого показателя: нечто]"
    )
    assert filled.unknown == ("нечто",)


def test_the_numbers_of_the_whole() -> None:
    numbers = live_numbers(facts())
    wanted = {
        "год": "2025/26",
        "школ": "2 школы",
        "показателей": "2",
        "показателей с целью": "2",
        "достигнуто": "0",
        "близко": "1",
        "не достигнуто": "1",
        "без данных": "0",
        "форм": "4",
        "отправлено форм": "3",
        "отправлено в срок": "2",
        "не отправили": "Школа № 4",
        "рекомендаций": "1",
        "выполнено рекомендаций": "1",
        "определение динамики": "средний балл вырос",
        "разрыв:T3": "1,7",
        "цель:P1": "100 %",
        "динамика:R1": (
            "выше – 1, без доказанных изменений – 1, ниже – 2, несопоставимо – 0"
        ),
    }
    found = {name: numbers[name].replace("\u00a0", " ") for name in wanted}
    assert found == wanted


def test_a_number_changes_with_the_data_and_the_text_does_not() -> None:
    text = "Форм: {{отправлено форм}}"
    assert fill(text, live_numbers(facts())).text == "Форм: 3"
    assert fill(text, live_numbers(facts(windows=()))).text == "Форм: 0"
