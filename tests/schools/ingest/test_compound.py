import pytest

from schools.ingest.compound import inspect_compound, is_protected_package
from schools.ingest.errors import RefusedFile
from schools.ingest.limits import Limits
from tests.schools.ingest.files import biff_record, biff_workbook, write_compound


ROWS = [["а", 1.0]]
MACRO_SHEET = biff_record(0x0809, b"\x00\x06\x40\x00".ljust(16, b"\0"))


def code_of(path, limits=None):
    with pytest.raises(RefusedFile) as caught:
        inspect_compound(path, limits or Limits())
    return caught.value.code


@pytest.mark.parametrize(
    ("streams", "code"),
    [
        ({"Workbook": biff_workbook(ROWS), "_VBA_PROJECT_CUR": b"x"}, "macros"),
        ({"Workbook": biff_workbook(ROWS, sheet=MACRO_SHEET)}, "macros"),
        ({"Workbook": biff_workbook(ROWS), "MBD00012345": b"x"}, "embedded_objects"),
        ({"WordDocument": b"x"}, "wrong_content"),
        ({"EncryptedPackage": b"x"}, "password"),
        ({"Workbook": biff_workbook([], biff_record(0x002F, b"\0" * 6))}, "password"),
        ({"Workbook": b"\x09\x08\x01\x00\x00" + b"\xff" * 4096}, "damaged"),
    ],
)  # fmt: skip
def test_what_an_old_workbook_must_not_hold(tmp_path, streams, code):
    assert code_of(write_compound(tmp_path / "a.xls", streams)) == code


def test_the_rectangle_of_an_old_workbook(tmp_path):
    rows = [[""] * 9, [""] * 8 + [1.0]]
    path = write_compound(tmp_path / "a.xls", {"Workbook": biff_workbook(rows)})
    inspect_compound(path, Limits(cells=18))
    assert code_of(path, Limits(cells=17)) == "too_many_cells"


def test_a_chain_that_bites_its_tail(tmp_path):
    path = write_compound(tmp_path / "a.xls", {"Workbook": biff_workbook(ROWS)})
    raw = bytearray(path.read_bytes())
    raw[512 + 4 * 5 : 512 + 4 * 6] = (3).to_bytes(4, "little")
    raw[512 + 1024 - 384 : 512 + 1024 - 384] = b""
    place = raw.index("Workbook".encode("utf-16-le")) + 120
    raw[place : place + 4] = (10**9).to_bytes(4, "little")
    path.write_bytes(raw)
    assert code_of(path) == "damaged"


def test_a_protected_package_is_told_from_a_workbook(tmp_path):
    closed = write_compound(
        tmp_path / "a", {"EncryptionInfo": b"x", "EncryptedPackage": b"x"}
    )
    plain = write_compound(tmp_path / "b", {"Workbook": b"x"})
    assert [is_protected_package(path) for path in (closed, plain)] == [True, False]
