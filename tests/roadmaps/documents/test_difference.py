"""Two wordings of a plan: every row is found again, every changed word is marked."""

from hypothesis import given, strategies as st

from roadmaps.documents.difference import (
    ComparedRow,
    FieldChange,
    Piece,
    compare,
    marked_words,
)


def row(key: int, title: str = "", section: str = "Раздел") -> ComparedRow:
    return ComparedRow(key, section, {"title": title or f"Строка {key}"})


def keys(rows) -> list[int]:
    return [r.key if isinstance(r, ComparedRow) else r.new.key for r in rows]


class TestCompare:
    def test_the_same_plan_differs_in_nothing(self):
        rows = [row(1), row(2)]
        found = compare(rows, rows)
        assert (found.is_empty, found.unchanged) == (True, 2)

    def test_added_and_removed(self):
        found = compare([row(1), row(2)], [row(2), row(3)])
        assert (keys(found.added), keys(found.removed), found.unchanged) == (
            [3],
            [1],
            1,
        )

    def test_a_changed_field_says_old_and_new(self):
        found = compare([row(1, "Было")], [row(1, "Стало")])
        assert [change.changes for change in found.changed] == [
            (FieldChange("title", "Было", "Стало"),)
        ]

    def test_a_field_that_only_one_has_is_empty_in_the_other(self):
        bare = ComparedRow(1, "Раздел", {})
        found = compare([bare], [row(1, "Есть")])
        assert found.changed[0].changes == (FieldChange("title", "", "Есть"),)

    def test_one_row_carried_to_the_front_is_the_only_moved_one(self):
        found = compare([row(1), row(2), row(3)], [row(3), row(1), row(2)])
        assert (keys(found.moved), found.unchanged) == ([3], 2)

    def test_another_section_is_a_move(self):
        found = compare([row(1)], [row(1, section="Другой")])
        assert keys(found.moved) == [1]

    def test_a_changed_row_that_moved_is_listed_once(self):
        found = compare([row(1), row(2)], [row(2, "Иначе", "Другой"), row(1)])
        assert (keys(found.changed), keys(found.moved)) == ([2], [])
        assert found.changed[0].is_moved

    def test_an_added_row_moves_nobody(self):
        found = compare([row(1), row(2)], [row(3), row(1), row(2)])
        assert (keys(found.added), found.moved) == ([3], ())


@given(
    st.permutations(range(8)).flatmap(
        lambda order: st.tuples(st.just(order), st.sets(st.sampled_from(range(8))))
    )
)
def test_every_row_is_counted_once(case):
    order, dropped = case
    old = [row(key) for key in range(8)]
    new = [row(key) for key in order if key not in dropped]
    found = compare(old, new)
    assert len(found.moved) + found.unchanged == len(new)
    assert set(keys(found.removed)) == dropped
    staying = [key for key in order if key not in {*dropped, *keys(found.moved)}]
    assert staying == sorted(staying)


class TestMarkedWords:
    def test_the_changed_words_alone(self):
        old, new = marked_words("Провести семинар в мае", "Провести вебинар в мае")
        assert old == (Piece("Провести "), Piece("семинар", True), Piece(" в мае"))
        assert new == (Piece("Провести "), Piece("вебинар", True), Piece(" в мае"))

    def test_texts_with_nothing_in_common_as_a_whole(self):
        old, new = marked_words("Приказ", "Справка по итогам")
        assert (old, new) == (
            (Piece("Приказ", True),),
            (Piece("Справка по итогам", True),),
        )

    def test_an_empty_text_has_no_pieces(self):
        assert marked_words("", "Приказ") == ((), (Piece("Приказ", True),))

    def test_equal_texts_have_no_marks(self):
        assert marked_words("Приказ", "Приказ") == ((Piece("Приказ"),),) * 2

    @given(st.text(), st.text())
    def test_pieces_give_the_texts_again(self, old, new):
        pieces = marked_words(old, new)
        assert ["".join(p.text for p in side) for side in pieces] == [old, new]
