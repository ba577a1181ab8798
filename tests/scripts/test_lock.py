"""The locks pin everything and keep the reason of each direct dependency."""

import re
from pathlib import Path

import lock
import pytest
from django.conf import settings


ROOT: Path = settings.BASE_DIR
LOCKS = {
    "requirements.in": "requirements.txt",
    "requirements-dev.in": "requirements-dev.txt",
}


def test_the_reason_is_put_above_a_direct_dependency() -> None:
    text = "amqp==5.4.2 \\\n    --hash=sha256:aa\ndjango==5.2.19 \\\n    --hash=sha256:bb\n"

    assert lock.add_reasons(text, {"django": "the framework"}) == (
        "amqp==5.4.2 \\\n    --hash=sha256:aa\n"
        "# the framework\ndjango==5.2.19 \\\n    --hash=sha256:bb\n"
    )


def test_a_direct_dependency_that_the_lock_lacks_is_named() -> None:
    with pytest.raises(SystemExit, match="celery"):
        lock.add_reasons("amqp==5.4.2\n", {"celery": "jobs"})


def test_a_line_without_a_reason_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "requirements.in"
    source.write_text("django==5.2.19\n")

    with pytest.raises(SystemExit, match=r"requirements\.in:1"):
        lock.read_reasons(source)


@pytest.mark.parametrize(("source", "target"), LOCKS.items())
def test_every_direct_dependency_is_locked_with_its_reason(
    source: str, target: str
) -> None:
    lines = (ROOT / target).read_text().splitlines()
    above = {
        re.split(r"[=\[ ]", line)[0]: lines[number - 1]
        for number, line in enumerate(lines)
        if re.match(r"[a-z]", line)
    }
    reasons = lock.read_reasons(ROOT / source)

    assert {name: above.get(name) for name in reasons} == {
        name: f"# {reason}" for name, reason in reasons.items()
    }


@pytest.mark.parametrize("target", LOCKS.values())
def test_a_lock_holds_versions_and_hashes_and_no_addresses(target: str) -> None:
    text = (ROOT / target).read_text()
    packages = re.findall(r"^([a-z0-9._-]+)==\S+.*?(\\?)$", text, re.MULTILINE)

    assert [name for name, hashes in packages if not hashes] == []
    assert re.findall(r"https?://|file:|--(?:extra-)?index|--find-links", text) == []


@pytest.mark.parametrize("target", LOCKS.values())
def test_psycopg_3_is_not_locked(target: str) -> None:
    assert (
        re.findall(r"^psycopg(?:-.*)?==", (ROOT / target).read_text(), re.MULTILINE)
        == []
    )


def test_the_tools_are_locked_beside_the_same_versions() -> None:
    def versions(target: str) -> dict[str, str]:
        text = (ROOT / target).read_text()
        return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.MULTILINE))

    runtime = versions("requirements.txt")
    tools = versions("requirements-dev.txt")

    assert {name: tools.get(name) for name in runtime} == runtime
