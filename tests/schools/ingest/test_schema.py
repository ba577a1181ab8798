import pytest

from schools.ingest.schema import Field, RowCheck, TableSchema


def test_a_field_knows_its_headings_and_choices():
    field = Field(
        "a", "А", synonyms=("Б",), choices={"Один": "1", "один": "1", "Два": "2"}
    )
    assert field.headings == ("А", "Б", "a")
    assert field.choice_titles() == ("Один", "Два")
    assert [Field("a", "А", kind=kind).is_numeric for kind in ("integer", "text")] == [
        True,
        False,
    ]


def test_a_schema_finds_its_fields():
    field = Field("a", "А")
    schema = TableSchema("t", "Т", (field,), key=("a",))
    assert schema.field("a") is field
    with pytest.raises(KeyError):
        schema.field("b")


def test_a_schema_that_contradicts_itself_is_refused():
    check = RowCheck("c", ("b",), "", "", lambda columns: columns["b"] > 0)
    for arguments in (
        {"fields": (Field("a", "А"), Field("a", "А")), "key": ()},
        {"fields": (Field("a", "А"),), "key": ("b",)},
        {"fields": (Field("a", "А"),), "key": (), "checks": (check,)},
    ):
        with pytest.raises(ValueError, match="Schema t"):
            TableSchema("t", "Т", **arguments)
