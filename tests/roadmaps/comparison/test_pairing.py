"""Rewordings are paired so that together they are as alike as can be."""

from itertools import combinations, pairwise

from hypothesis import given, strategies as st

from roadmaps.comparison import pairing
from roadmaps.comparison.pairing import LEAST_LIKENESS, pair_reworded


WORDS = st.sampled_from(["а", "б", "в", "г"])
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), max_size=5)


def likeness(was: str, now: str) -> float:
    left, right = sorted(was.split()), sorted(now.split())
    common = sum(min(left.count(word), right.count(word)) for word in set(left))
    return 2 * common / (len(left) + len(right))


def best_weight(old: list[str], new: list[str]) -> float:
    """Try every choice of pairs."""
    best = 0.0
    for size in range(1, min(len(old), len(new)) + 1):
        for rows in combinations(range(len(old)), size):
            for columns in combinations(range(len(new)), size):
                each = [
                    likeness(old[i], new[j]) for i, j in zip(rows, columns, strict=True)
                ]
                if min(each) >= LEAST_LIKENESS:
                    best = max(best, sum(each))
    return best


@given(TEXTS, TEXTS)
def test_no_other_choice_is_better(old, new):
    pairs = pair_reworded(old, new)
    weights = [likeness(old[i], new[j]) for i, j in pairs]
    assert all(weight >= LEAST_LIKENESS for weight in weights)
    assert abs(sum(weights) - best_weight(old, new)) < 1e-9
    for before, after in pairwise(pairs):
        assert before[0] < after[0]
        assert before[1] < after[1]


def test_among_many_the_rare_words_lead_to_the_same_pairs():
    old = [f"общее начало строки номер{n} и ещё слово{n}" for n in range(100)]
    new = [f"{text} дописано" for text in old]
    assert len(old) * len(new) > pairing.FEW_PAIRS
    assert pair_reworded(old, new) == [(n, n) for n in range(100)]


def test_nothing_to_pair():
    assert pair_reworded([], ["а"]) == []
    assert pair_reworded(["–"], ["!"]) == []
