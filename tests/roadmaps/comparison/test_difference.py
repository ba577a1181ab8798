"""Two versions of a text: applied to the old one, the difference gives the new one."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, strategies as st

from roadmaps.comparison import Change, ChangeKind, difference
from roadmaps.documents.difference import Piece


ADDED, REMOVED, CHANGED, MOVED, RENUMBERED = ChangeKind
WORDS = ("школа", "цель", "план", "урок", "учитель", "1.", "2.", "–", "|", "и")
PARAGRAPHS = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
TEXTS = st.lists(PARAGRAPHS, max_size=12)


def applied(old: Sequence[str], changes: Sequence[Change]) -> list[str]:
    """Do what the changes say, the slow and plain way."""
    gone = {c.old_place for c in changes if c.old_place is not None}
    fresh = {c.new_place: c.new_text for c in changes if c.new_place is not None}
    staying = iter([text for place, text in enumerate(old) if place not in gone])
    length = len(old) - len(gone) + len(fresh)
    return [fresh[n] if n in fresh else next(staying) for n in range(length)]


def told(old: Sequence[str], new: Sequence[str]) -> list[tuple[ChangeKind, str, str]]:
    return [(c.kind, c.old_text, c.new_text) for c in difference(old, new)]


@given(TEXTS, TEXTS)
def test_applied_to_the_old_text_it_gives_the_new(old, new):
    changes = difference(old, new)
    assert applied(old, changes) == new
    for change in changes:
        if change.old_place is not None:
            assert change.old_text == old[change.old_place]
        if change.new_place is not None:
            assert change.new_text == new[change.new_place]


@given(TEXTS, st.randoms())
def test_so_it_does_after_any_editing(old, random):
    new = [text for text in old if random.random() > 0.2]
    for _ in range(random.randrange(3)):
        new.insert(random.randrange(len(new) + 1), random.choice(old or ["новый"]))
    assert applied(old, difference(old, new)) == new


@given(TEXTS, TEXTS)
def test_every_place_is_named_once(old, new):
    changes = difference(old, new)
    for places in (
        [c.old_place for c in changes if c.old_place is not None],
        [c.new_place for c in changes if c.new_place is not None],
    ):
        assert len(places) == len(set(places))
    read = [c.new_place for c in changes if c.new_place is not None]
    assert read == sorted(read)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert difference(text, text) == ()


class TestKinds:
    def test_added_and_removed(self):
        assert told(["один", "два"], ["ноль", "один"]) == [
            (ADDED, "", "ноль"),
            (REMOVED, "два", ""),
        ]
        assert difference([], ["ноль"]) == (
            Change(ADDED, None, 0, (), (Piece("ноль", is_changed=True),)),
        )

    def test_a_reworded_paragraph_has_its_words_marked(self):
        (change,) = difference(
            ["До", "Доля школ составит 20 процентов", "После"],
            ["До", "Доля школ составит 35 процентов", "После"],
        )
        assert (change.kind, change.old_place, change.new_place) == (CHANGED, 1, 1)
        assert change.old == (
            Piece("Доля школ составит "),
            Piece("20", is_changed=True),
            Piece(" процентов"),
        )
        assert change.new[1] == Piece("35", is_changed=True)

    def test_another_paragraph_in_its_place_is_no_rewording(self):
        assert told(["Цель программы названа"], ["Совсем другие слова здесь"]) == [
            (REMOVED, "Цель программы названа", ""),
            (ADDED, "", "Совсем другие слова здесь"),
        ]

    def test_what_was_put_between_two_reworded_ones_stands_between_them(self):
        old = ["провести анализ итогов за год", "назначить наставников для учителей"]
        new = [
            "провести анализ итогов за два года",
            "открыть методический кабинет",
            "назначить наставников для молодых учителей",
        ]
        assert [kind for kind, _, _ in told(old, new)] == [CHANGED, ADDED, CHANGED]

    def test_a_paragraph_carried_elsewhere(self):
        old = ["первый", "второй", "третий", "четвёртый"]
        assert difference(old, ["второй", "третий", "четвёртый", "первый"]) == (
            Change(MOVED, 0, 3, (Piece("первый"),), (Piece("первый"),)),
        )

    def test_a_row_put_in_renumbers_the_rest(self):
        old = ["1 | Анализ", "2 | Диагностика", "3 | Отчёт"]
        new = ["1 | Приказ", "2 | Анализ", "3 | Диагностика", "4 | Отчёт"]
        assert told(old, new) == [
            (ADDED, "", "1 | Приказ"),
            (RENUMBERED, "1 | Анализ", "2 | Анализ"),
            (RENUMBERED, "2 | Диагностика", "3 | Диагностика"),
            (RENUMBERED, "3 | Отчёт", "4 | Отчёт"),
        ]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("2023 год – диагностика дефицитов", "2024 год – диагностика дефицитов"),
            ("1.5 балла прироста за весь год", "2.5 балла прироста за весь год"),
            ("20 % школ города", "30 % школ города"),
        ],
    )
    def test_a_number_of_the_text_itself_is_a_rewording(self, old, new):
        assert [kind for kind, _, _ in told([old], [new])] == [CHANGED]

    @pytest.mark.parametrize(
        ("old", "new"),
        [("1.2 Анализ", "1.3 Анализ"), ("3) задача", "4) задача"), ("- цель", "цель")],
    )
    def test_numbers_of_lists(self, old, new):
        assert [kind for kind, _, _ in told([old], [new])] == [RENUMBERED]


def paragraph(random: Random) -> str:
    words = (f"слово{int(random.paretovariate(0.6)) % 5000}" for _ in range(40))
    return " ".join(words)


def test_a_long_programme_is_compared_whatever_was_done_to_it():
    """Every kind of editing at once, and the worst ones: all new, all alike."""
    random = Random(4)
    old = [paragraph(random) for _ in range(500)]
    edited = [f"Иначе {text} и дописано" for text in old]
    reworded = difference(old, edited)
    assert {c.kind for c in reworded} == {CHANGED}
    assert len(reworded) == 500
    difference(old, random.sample(old, k=500))
    difference(old, [paragraph(random) for _ in range(500)])
    assert len(difference(["– | –"] * 500, ["– | –"] * 490)) == 10
