"""Fingerprints are the same everywhere, and alike only where texts are."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from roadmaps.comparison import common_hashes, fingerprint, similarity
from roadmaps.comparison.fingerprints import PASSAGE_WORDS
from tests.roadmaps.comparison.texts import COPIED, FORM, LAW, paragraphs


WORD = st.text(alphabet="абвгд", min_size=1, max_size=3)
LONG = st.lists(WORD, min_size=PASSAGE_WORDS, max_size=40).map(" ".join)
TEXTS = st.lists(LONG, min_size=1, max_size=4)


@given(TEXTS, TEXTS)
def test_similarity_is_symmetric_and_a_share(a, b):
    first, second = fingerprint(a), fingerprint(b)
    assert similarity(first, second) == similarity(second, first)
    assert 0 <= similarity(first, second) <= 1
    assert similarity(first, first) == 1


@given(LONG, st.lists(WORD, max_size=20), st.lists(WORD, max_size=20))
def test_twelve_words_in_a_row_are_never_missed(planted, before, after):
    """The guarantee of winnowing, whatever stands around the planted words."""
    around = " ".join([*before, planted, *after])
    assert set(fingerprint([planted])) & set(fingerprint([around]))


def test_unrelated_texts_have_nothing_in_common():
    assert similarity(fingerprint(paragraphs(1)), fingerprint(paragraphs(2))) == 0


def test_a_third_that_was_copied_is_a_third():
    own, foreign = paragraphs(1, 40), paragraphs(2, 20)
    both = fingerprint(own + foreign)
    assert similarity(both, fingerprint(foreign)) == 1
    other = fingerprint(paragraphs(3, 40) + foreign)
    assert similarity(both, other) == pytest.approx(1 / 3, abs=0.05)


def test_other_numbers_case_and_marks_do_not_hide_a_copy():
    copied = COPIED.upper().replace(",", " –").replace("Ё", "Е")
    with_years = f"{COPIED} в 2021 году на 15 процентов"
    altered = f"{copied} в 2024 году на 30 процентов"
    assert fingerprint([with_years]) == fingerprint([altered])


@pytest.mark.parametrize(
    "text", ["", "Цель", "Анализ состояния дел в школе", LAW, "| – |"]
)
def test_headings_and_titles_of_laws_leave_no_trace(text):
    assert fingerprint([text]) == []
    assert similarity(fingerprint([text]), fingerprint([text])) == 0


def test_what_a_form_prints_is_left_out():
    assert fingerprint([FORM]) != []
    assert fingerprint([FORM], ignore=[FORM]) == []
    assert fingerprint([FORM, COPIED], ignore=[FORM]) == fingerprint([COPIED])


def test_what_many_schools_have_is_nobodys_copy():
    schools = [fingerprint([*paragraphs(n, 5), FORM]) for n in range(4)]
    common = common_hashes(schools, at_least=3)
    assert common == frozenset(fingerprint([FORM]))
    assert similarity(schools[0], schools[1]) > 0
    assert similarity(schools[0], schools[1], ignore=common) == 0


def test_a_fingerprint_is_short_sorted_and_exact_in_json():
    known = fingerprint(paragraphs(1))
    assert known == sorted(set(known))
    assert known[0] >= 0
    assert known[-1] < 2**48
    words = sum(len(text.split()) for text in paragraphs(1))
    assert len(known) < words / 4


def test_another_process_gives_the_same():
    script = (
        "import sys; from roadmaps.comparison import fingerprint;"
        "print(fingerprint([sys.argv[1]]))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script, COPIED],
            cwd=Path(__file__).parents[3],
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert answers == {str(fingerprint([COPIED]))}
