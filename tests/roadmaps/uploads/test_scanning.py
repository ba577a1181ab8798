"""Malware is found by a scanner that speaks clamd's protocol, and told in plain words."""

import time

import pytest

from roadmaps.uploads import ScanAnswer, ScannerError, scan
from roadmaps.uploads.scanning import PIECE
from tests.roadmaps.uploads.clamd import on_tcp, on_unix, running


# The test file of the antivirus makers, put together here so that no scanner of a
# developer's disk takes these tests for it.
EICAR = (
    b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
)


@pytest.fixture
def clamd():
    with running(on_tcp()) as server:
        yield server


def address(server) -> str:
    return f"tcp://127.0.0.1:{server.server_address[1]}"


def test_a_clean_file_arrives_whole_by_the_protocol(clamd):
    content = bytes(range(256)) * (PIECE // 100)
    answer = scan(content, address=address(clamd))
    assert answer == ScanAnswer(
        is_clean=True, threat="", message="Антивирус угроз не нашёл."
    )
    assert (clamd.commands, clamd.contents) == ([b"zINSTREAM\0"], [content])


def test_an_empty_file_is_asked_about_too(clamd):
    assert scan(b"", address=address(clamd)).is_clean
    assert clamd.contents == [b""]


def test_the_test_file_is_named_for_what_it_is(clamd):
    assert scan(EICAR, address=address(clamd)) == ScanAnswer(
        is_clean=False,
        threat="Win.Test.EICAR_HDB-1",
        message=(
            "Это проверочный файл для антивирусов (EICAR), а не документ: вреда он не"
            " несёт, но портал его не принимает."
        ),
    )


def test_a_threat_is_named(clamd):
    assert scan(b"bad", address=address(clamd)) == ScanAnswer(
        is_clean=False,
        threat="Doc.Trojan.Bad-7",
        message=(
            "Антивирус нашёл в файле угрозу «Doc.Trojan.Bad-7»: файл не принят."
            " Проверьте компьютер антивирусом и загрузите другой файл."
        ),
    )


@pytest.mark.parametrize("scheme", ["", "unix://", "unix:"])
def test_a_unix_socket_serves_as_well(tmp_path, scheme):
    path = tmp_path / "clamd.ctl"
    with running(on_unix(path)) as server:
        assert scan(EICAR, address=f"{scheme}{path}").threat == "Win.Test.EICAR_HDB-1"
    assert server.contents == [EICAR]


def code_of(content: bytes, place: str, timeout: float = 5) -> str:
    with pytest.raises(ScannerError) as error:
        scan(content, address=place, timeout=timeout)
    return error.value.code


def test_a_file_beyond_the_scanner_is_an_error_not_an_answer(clamd):
    clamd.most_bytes = 100_000
    assert code_of(b"x" * 20_000_000, address(clamd)) == "too_large"


def test_nobody_listens(tmp_path):
    with running(on_tcp()) as server:
        place = address(server)
    assert code_of(b"x", place) == "unreachable"
    assert code_of(b"x", f"unix://{tmp_path}/none.ctl") == "unreachable"


def test_a_silent_scanner_is_left_in_time():
    with running(on_tcp(silent=True)) as server:
        begun = time.monotonic()
        assert code_of(b"x", address(server), timeout=0.3) == "unreachable"
        assert time.monotonic() - begun < 30


def test_an_answer_of_another_kind_is_an_error():
    with running(on_tcp(answer=b"UNKNOWN COMMAND")) as server:
        assert code_of(b"x", address(server)) == "answer"


@pytest.mark.parametrize("place", ["", "clamd", "http://host", "tcp://", "tcp://h:x"])
def test_a_wrong_address_is_told(place):
    assert code_of(b"x", place) == "address"
