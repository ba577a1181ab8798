"""Setting up does its work once and notices when the lock has changed."""

import sys
from pathlib import Path

import pytest
import setup


LOCK = """\
# the framework
django==5.2.19 \\
    --hash=sha256:aa
# fast installer
uv==0.13.9 \\
    --hash=sha256:bb \\
    --hash=sha256:cc
wheel==1.0 \\
    --hash=sha256:dd
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two locks with an environment that has a Python."""
    environment = tmp_path / ".venv"
    (environment / "bin").mkdir(parents=True)
    (environment / "bin" / "python").touch()
    (tmp_path / "requirements.txt").write_text("django==5.2.19\n")
    (tmp_path / "requirements-dev.txt").write_text("django==5.2.19\nruff==1\n")
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "PYTHON", environment / "bin" / "python")
    monkeypatch.setattr(setup, "STAMP", environment / "installed.txt")
    return tmp_path


def test_one_package_is_cut_out_of_a_lock_with_its_hashes() -> None:
    assert setup.locked_entry("uv", LOCK) == (
        "uv==0.13.9 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
    )


def test_a_new_environment_has_nothing(project: Path) -> None:
    assert not setup.is_installed("requirements.txt")


def test_the_runtime_is_not_the_tools(project: Path) -> None:
    setup.write_stamp("requirements.txt")

    assert setup.is_installed("requirements.txt")
    assert not setup.is_installed("requirements-dev.txt")


def test_the_tools_contain_the_runtime(project: Path) -> None:
    setup.write_stamp("requirements-dev.txt")

    assert setup.is_installed("requirements.txt")
    assert setup.is_installed("requirements-dev.txt")


def test_a_changed_lock_is_installed_again(project: Path) -> None:
    setup.write_stamp("requirements.txt")
    (project / "requirements.txt").write_text("django==5.2.20\n")

    assert not setup.is_installed("requirements.txt")


def test_a_removed_environment_is_made_again(project: Path) -> None:
    setup.write_stamp("requirements.txt")
    (project / ".venv" / "bin" / "python").unlink()

    assert not setup.is_installed("requirements.txt")


@pytest.mark.parametrize(
    ("version", "is_kept"), [(sys.version, True), ("3.11.0 (another)", False)]
)
def test_an_environment_of_another_python_is_made_again(
    version: str, is_kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[list[str]] = []
    own = sys.version
    monkeypatch.setattr(setup, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(setup, "VENV", tmp_path)
    monkeypatch.setattr(setup, "runs", lambda command: command[-1] == own)
    monkeypatch.setattr(setup, "ensure_venv_module", lambda: None)
    monkeypatch.setattr(setup.sys, "version", version)
    monkeypatch.setattr(
        setup.subprocess, "run", lambda command, check: made.append(command)
    )
    setup.create_environment()
    anew = [sys.executable, "-m", "venv", "--clear", str(tmp_path)]
    assert made == ([] if is_kept else [anew])
