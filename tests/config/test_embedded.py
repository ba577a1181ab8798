"""What the embedded portal consists of, and where it keeps its things."""

from pathlib import Path

import pytest

from config.embedded import SOCKET_PATH_LIMIT, Embedded, broker_socket


@pytest.fixture(autouse=True)
def _newcomer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDIS_URL")
    monkeypatch.delenv("DEMO")


def titles(embedded: Embedded) -> list[str]:
    return [program.title for program in embedded.programs()]


def test_the_broker_is_first_and_people_do_not_wait_for_the_worker(
    tmp_path: Path,
) -> None:
    embedded = Embedded(tmp_path, host="127.0.0.1", port=8000)

    assert titles(embedded) == [
        "очередь",
        "веб-сервер",
        "фоновые задания",
        "расписание",
    ]
    assert (
        embedded.environment()["REDIS_URL"] == f"redis+socket://{tmp_path}/broker.sock"
    )
    assert embedded.environment()["DEMO"] == "1"


def test_a_queue_in_memory_needs_the_web_server_only(tmp_path: Path) -> None:
    embedded = Embedded(tmp_path, host="127.0.0.1", port=8000, in_memory=True)

    assert titles(embedded) == ["веб-сервер"]
    assert embedded.environment()["REDIS_URL"] == "memory://localhost/"


def test_a_queue_that_exists_already_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://10.0.0.5/0")
    embedded = Embedded(tmp_path, host="127.0.0.1", port=8000)

    assert titles(embedded) == ["веб-сервер", "фоновые задания", "расписание"]
    assert embedded.environment()["REDIS_URL"] == "redis://10.0.0.5/0"


def test_a_deep_folder_gets_a_short_private_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("я" * SOCKET_PATH_LIMIT)
    socket = broker_socket(deep)

    assert len(str(socket).encode()) <= SOCKET_PATH_LIMIT
    assert socket.parent.stat().st_mode & 0o077 == 0
    socket.parent.rmdir()


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:8123/"), ("0.0.0.0", "http://127.0.0.1:8123/")],
)
def test_the_address_is_one_that_opens(host: str, address: str, tmp_path: Path) -> None:
    assert Embedded(tmp_path, host=host, port=8123).address == address
