"""Words that lost the spaces between them."""

import pytest

from roadmaps.terms.glued import unglued


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("втечениегода", ("втечение", "года")),
        ("сентябрьоктябрь", ("сентябрь", "октябрь")),
        ("всентябре", ("в", "сентябре")),
        ("учебногогода", ("учебного", "года")),
        ("маршрут", ()),
        ("декадник", ()),
        ("сентябрь", ()),
        ("май", ()),
    ],
)
def test_known_words_are_told_apart(word: str, parts: tuple[str, ...]) -> None:
    assert unglued(word) == parts
