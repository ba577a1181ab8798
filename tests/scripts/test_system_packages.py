"""What the system lacks is installed where allowed and named where not."""

import subprocess
import sys
from pathlib import Path

import pytest
import system_packages
from django.conf import settings
from system_packages import Need


def absent(package: str, purpose: str = "проба") -> Need:
    return Need(lambda: False, package, purpose)


def present(package: str) -> Need:
    return Need(lambda: True, package, "проба")


def test_only_what_is_missing_is_asked_for() -> None:
    needs = [present("a"), absent("b")]

    assert [need.package for need in system_packages.missing(needs)] == ["b"]


def test_the_advice_is_a_command_to_copy() -> None:
    needs = [absent("libpango-1.0-0", "PDF"), absent("fonts-paratype", "шрифт")]

    assert system_packages.advice(needs) == (
        "Не хватает системных пакетов (PDF, шрифт). Попросите администратора: "
        "apt-get install --no-install-recommends libpango-1.0-0 fonts-paratype"
    )


def test_without_the_right_to_install_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    # No sudo on the search path and not root: nobody may install.
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(system_packages.os, "geteuid", lambda: 1000)

    left = system_packages.ensure([present("a"), absent("postgresql", "база данных")])

    assert [need.package for need in left] == ["postgresql"]
    assert (
        "apt-get install --no-install-recommends postgresql" in capsys.readouterr().err
    )


def test_nothing_missing_is_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert system_packages.ensure([present("a")]) == []
    assert capsys.readouterr() == ("", "")


def test_an_old_python_is_told_what_is_needed(tmp_path: Path) -> None:
    # The only programs on the search path are a shell and an old Python.
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    script = settings.BASE_DIR / "scripts" / "python.sh"
    done = subprocess.run(
        ["/bin/sh", str(script)],
        env={"PATH": str(tmp_path), "SYSTEM_PYTHON": "/nowhere/python3"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("Нужен Python 3.11 или новее")


def found_python(folder: Path, **environment: str) -> str:
    """Return what the script prints where only the folder is searched."""
    done = subprocess.run(
        ["/bin/sh", str(settings.BASE_DIR / "scripts" / "python.sh")],
        env={"PATH": str(folder), "SYSTEM_PYTHON": "/nowhere/python3"} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def python_in(folder: Path, *, venv: bool = True) -> Path:
    """Lay a Python into the folder that can or cannot make an environment."""
    folder.mkdir(exist_ok=True)
    path = folder / "python3"
    refusal = "" if venv else 'case "$2" in *ensurepip*) exit 1;; esac\n'
    path.write_text(f"#!/bin/sh\n{refusal}exit 0\n")
    path.chmod(0o755)
    return path


def test_the_python_that_was_asked_for_is_taken(tmp_path: Path) -> None:
    python_in(tmp_path)
    assert found_python(tmp_path, PYTHON=sys.executable) == sys.executable


def test_the_systems_python_comes_before_the_paths(tmp_path: Path) -> None:
    python_in(tmp_path / "path")
    system = str(python_in(tmp_path / "system"))
    assert found_python(tmp_path / "path", SYSTEM_PYTHON=system) == system


def test_a_python_without_venv_comes_last(tmp_path: Path) -> None:
    on_path = str(python_in(tmp_path / "path"))
    system = str(python_in(tmp_path / "system", venv=False))
    assert found_python(tmp_path / "path", SYSTEM_PYTHON=system) == on_path
    assert found_python(tmp_path, SYSTEM_PYTHON=system) == system
