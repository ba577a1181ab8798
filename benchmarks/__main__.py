"""`python -m benchmarks [NAME] [OPTIONS]`: one bench, or all of them in turn.

A bench is a module of this package with `main(argv) -> int`: 0 when its goal is met.
"""

import subprocess
import sys
from importlib import import_module
from pkgutil import iter_modules

import benchmarks


def names() -> list[str]:
    """Return the benches that there are."""
    found = (module.name for module in iter_modules(benchmarks.__path__))
    return sorted(name for name in found if not name.startswith("_"))


def run(name: str, argv: list[str]) -> int:
    """Run one bench under its own heading."""
    print(f"— {name}", flush=True)
    bench = import_module(f"benchmarks.{name}")
    return bench.main(argv) if hasattr(bench, "main") else 0


def main(argv: list[str]) -> int:
    """Run what was asked for; the exit code says whether every goal was met."""
    benches = [name for name in names() if name in argv[:1]]
    if argv and not benches and not argv[0].startswith("-"):
        print(f"Нет такого замера: {argv[0]}. Есть: {', '.join(names())}")
        return 2
    if benches:
        return run(benches[0], argv[1:])
    return max([run_apart(name, argv) for name in names()], default=0)


def run_apart(name: str, argv: list[str]) -> int:
    """Run one bench in a process of its own: Django is set up once in a process."""
    command = [sys.executable, "-m", "benchmarks", name, *argv]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
