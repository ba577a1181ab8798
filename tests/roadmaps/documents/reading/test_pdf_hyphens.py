"""Hyphens at ends of lines: breaks of words or real ones."""

import pytest

from roadmaps.documents.reading.pdf_hyphens import join_hyphens, settle_breaks


def settled(text, *others, lines=1_000):
    return settle_breaks([join_hyphens(text), *others], lines=lines)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("психолого- педагогический", "психолого-педагогический"),
        ("мастер-\nкласс", "мастер-класс"),
        ("сентябрь- октябрь", "сентябрь-октябрь"),
        ("систе\u2010 матизация", "систематизация"),
        ("систе\u00ad матизация", "систематизация"),
        ("тире - и слово", "тире - и слово"),
    ],
)
def test_join(text, expected):
    assert settled(text) == expected


def test_the_document_knows_the_word():
    assert settled("обра- зования", "качество образования") == "образования"
    assert settled("школ- партнёров", "список школ-партнёров") == "школ-партнёров"


def test_many_broken_lines_mean_hyphenation():
    text = " ".join(["пере- ход"] * 5)
    assert settled(text, lines=20) == " ".join(["переход"] * 5)
    assert settled("пере- ход", lines=1_000) == "пере-ход"
