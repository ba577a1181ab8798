"""All benches run in turn, each in a process of its own."""

import sys
from subprocess import CompletedProcess

import pytest

from benchmarks import __main__ as program


def test_all_of_them_run_apart_and_one_goal_that_is_missed_counts(monkeypatch):
    started: list[list[str]] = []

    def start(command: list[str], **_options: object) -> CompletedProcess[str]:
        started.append(command)
        return CompletedProcess(command, returncode=int("paper" in command))

    monkeypatch.setattr(program.subprocess, "run", start)
    assert program.main([]) == 1
    assert [command[:3] for command in started] == [
        [sys.executable, "-m", "benchmarks"]
    ] * len(started)
    names = [command[3] for command in started]
    assert {"identification", "imports", "paper", "school_list"} <= set(names)
    assert not [name for name in names if name.startswith("_")]


def test_one_of_them_runs_here_with_its_options(monkeypatch):
    asked: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(program, "run", lambda *call: asked.append(call) or 0)
    assert program.main(["paper", "--pages", "3"]) == 0
    assert asked == [("paper", ["--pages", "3"])]


def test_an_unknown_name_is_told(capsys: pytest.CaptureFixture[str]):
    assert program.main(["papers"]) == 2
    assert "Нет такого замера: papers. Есть: " in capsys.readouterr().out
