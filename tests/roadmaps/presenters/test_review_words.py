"""The sum of a review in words, cut down and never rounded up."""

import pytest

from roadmaps.presenters.review_words import progress_words, sum_sentence
from roadmaps.workflow.review import Line, tally
from schools.templatetags.portal_format import NBSP


def said(*scores: int | None, threshold: int = 80) -> str:
    rows = [Line(n, 1, False, score) for n, score in enumerate(scores, 1)]
    return sum_sentence(tally(rows), threshold).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        (
            (None, None),
            "Оценок пока нет. Порог согласования – 80 %, это 4 балла из 4.",
        ),
        ((2, 2, 2, 2, 1), "90 % – 9 из 10 баллов. Порог 80 % набран."),
        ((2, 2, 1, 2, 0), "70 % – 7 из 10 баллов. До порога 80 % не хватает 1 балла."),
        # 79.17 of 100: not 80, and not shown as such.
        (
            (2,) * 9 + (1, 0, 0),
            "79 % – 19 из 24 баллов. До порога 80 % не хватает 1 балла.",
        ),
        ((0, 0, 0), "0 % – 0 из 6 баллов. До порога 80 % не хватает 5 баллов."),
    ],
)
def test_the_sum_against_the_threshold(scores, words):
    assert said(*scores) == words


def test_how_far_the_reviewer_is():
    assert progress_words(tally([Line(1, 1, False, 2), Line(2, 1, False, None)])) == (
        "оценено 1 из 2"
    )
