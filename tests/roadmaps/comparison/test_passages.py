"""Copied passages are found with both places; what all have in common alarms nobody."""

import pytest
from hypothesis import given, strategies as st

from roadmaps.comparison import Passage, Place, shared_passages
from tests.roadmaps.comparison.texts import COPIED, FORM, LAW, ORDER, paragraphs


WORD = st.text(alphabet="абвгдежз", min_size=3, max_size=8)


def test_a_copied_sentence_is_found_in_both_places():
    a = [*paragraphs(1, 3), f"У нас так. {COPIED}."]
    b = [f"В школе {COPIED} и так далее.", *paragraphs(2, 3)]
    assert shared_passages(a, b) == (
        Passage(
            a=Place(3, 11, 11 + len(COPIED)),
            b=Place(0, 8, 8 + len(COPIED)),
            a_text=COPIED,
            b_text=COPIED,
            words=22,
        ),
    )


@given(
    st.lists(WORD, min_size=12, max_size=30),
    st.integers(0, 5),
    st.integers(0, 5),
    st.integers(0, 9),
)
def test_what_was_planted_is_found(planted, a_place, b_place, before):
    text = " ".join(planted)
    a, b = paragraphs(1, 6), paragraphs(2, 6)
    a[a_place] = f"{a[a_place]} {text}"
    words = b[b_place].split()
    b[b_place] = " ".join([*words[:before], text, *words[before:]])
    (passage,) = shared_passages(a, b)
    assert (passage.a.paragraph, passage.b.paragraph) == (a_place, b_place)
    assert (passage.a_text, passage.b_text, passage.words) == (text, text, len(planted))


def test_unrelated_texts_share_nothing():
    assert shared_passages(paragraphs(1), paragraphs(2)) == ()


def test_eleven_words_are_no_passage():
    words = COPIED.split()
    assert shared_passages([COPIED], [" ".join(words[:11])]) == ()
    assert len(shared_passages([COPIED], [" ".join(words[:12])])) == 1
    assert len(shared_passages([COPIED], [" ".join(words[:8])], least_words=8)) == 1


def test_words_changed_here_and_there_do_not_hide_a_copy():
    altered = COPIED.replace("учителя школы", "педагоги нашей гимназии").replace(
        "контрольных", "проверочных"
    )
    (passage,) = shared_passages([COPIED], [altered])
    # Four words stand before the change at the start and one after that at the end: too
    # few to be told from chance.
    assert (passage.words, passage.a_text) == (14, passage.b_text)
    assert passage.b_text.split()[0] == "редко"


def test_a_word_put_into_a_copied_sentence_does_not_part_it():
    altered = COPIED.replace("почти не", "почти никогда не")
    (passage,) = shared_passages([COPIED], [altered])
    assert (passage.words, passage.a_text, passage.b_text) == (22, COPIED, altered)


def test_other_numbers_do_not_hide_a_copy():
    year = "К концу {} года доля учеников, не прошедших порог, снизится до {} процентов"
    (passage,) = shared_passages([year.format(2022, 15)], [year.format(2025, 8)])
    assert (passage.a_text, passage.b_text) == (
        year.format(2022, 15),
        year.format(2025, 8),
    )


@pytest.mark.parametrize(
    "common",
    [
        [LAW],
        [f"Программа составлена, опираясь на {LAW.lower()}."],
        [ORDER],
        # Headings one under another, as every programme has them.
        ["Паспорт программы", "Цель и задачи программы", "Сроки реализации программы",
         "Ожидаемые результаты программы", "Исполнители программы", "Риски программы"],
    ],
)  # fmt: skip
def test_titles_of_laws_and_headings_do_not_alarm(common):
    assert (
        shared_passages([*common, *paragraphs(1, 3)], [*common, *paragraphs(2, 3)])
        == ()
    )


def test_a_copy_around_the_title_of_a_law_is_still_a_copy():
    title = LAW.partition(" с последующими")[0]
    text = f"{COPIED}. {title}. {COPIED[::-1]}"
    assert [p.words for p in shared_passages([text], [text])] == [22, 22]


class TestIgnored:
    def test_the_printed_form_does_not_alarm(self):
        assert len(shared_passages([FORM], [FORM])) == 1
        assert shared_passages([FORM], [FORM], ignore=[FORM]) == ()

    def test_what_stands_beside_it_does(self):
        (passage,) = shared_passages(
            [f"{FORM} {COPIED}"], [f"{FORM} {COPIED}"], ignore=[FORM]
        )
        assert COPIED in passage.a_text
        assert "Наименование" not in passage.a_text


def test_the_same_text_twice_is_found_twice():
    found = shared_passages([COPIED], [COPIED, "–", COPIED])
    assert [(p.a.paragraph, p.b.paragraph) for p in found] == [(0, 0), (0, 2)]


def test_of_two_sources_the_longer_is_named():
    short = " ".join(COPIED.split()[:14])
    (passage,) = shared_passages([short, COPIED], [COPIED])
    assert (passage.a.paragraph, passage.words) == (1, 22)
