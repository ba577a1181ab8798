import zipfile

import pytest

from schools.ingest.archive import list_parts, read_part, stream_part
from schools.ingest.errors import RefusedFile
from schools.ingest.limits import Limits
from tests.schools.ingest.files import write_zip


LIMITS = Limits()


def code_of(action, *arguments, **options):
    with pytest.raises(RefusedFile) as caught:
        list(action(*arguments, **options))
    return caught.value.code


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_parts_are_read_as_zipfile_reads_them(tmp_path, method):
    path = tmp_path / "a.zip"
    content = {"а.xml": b"x" * 1_000_000, "b/c": b"", "d": bytes(range(256)) * 3000}
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    parts = list_parts(path, LIMITS)
    assert {
        part.name: b"".join(stream_part(path, part, LIMITS)) for part in parts
    } == content


def test_a_small_part_that_is_not_small(tmp_path):
    path = write_zip(tmp_path / "a.zip", {"a": b"x" * 100})
    (part,) = list_parts(path, LIMITS)
    assert read_part(path, part, LIMITS, at_most=100) == b"x" * 100
    assert code_of(read_part, path, part, LIMITS, at_most=99) == "zip_bomb"


def test_unusual_compression_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a", b"x")
    (part,) = list_parts(path, LIMITS)
    assert code_of(stream_part, path, part, LIMITS) == "damaged"


def test_two_parts_of_one_name_are_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", b"2")
    assert code_of(list_parts, path, LIMITS) == "damaged"


@pytest.mark.parametrize("where", ["before", "after"])
def test_bytes_outside_the_package_are_refused(tmp_path, where):
    path = write_zip(tmp_path / "a.zip", {"a": b"1"})
    raw = path.read_bytes()
    path.write_bytes(b"junk" + raw if where == "before" else raw + b"junk")
    assert code_of(list_parts, path, LIMITS) == "damaged"


def test_a_comment_is_allowed(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", b"1")
        archive.comment = b"made by hand"
    assert [part.name for part in list_parts(path, LIMITS)] == ["a"]
