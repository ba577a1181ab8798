import pytest

from schools.ingest.limits import Limits
from schools.ingest.text_file import inspect_text


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ("Школа;Балл", "utf-8", "utf-8"), ("Школа;Балл", "utf-8-sig", "utf-8-sig"),
        ("Школа;Балл", "utf-16", "utf-16"), ("Школа;Балл", "cp1251", "cp1251"),
        ("School;Score", "ascii", "utf-8"), ("№ — «ёлочки»", "cp1251", "cp1251"),
    ],
)  # fmt: skip
def test_encodings(tmp_path, text, encoding, expected):
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    assert inspect_text(path, ".csv", Limits()) == expected
