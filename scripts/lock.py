"""Write requirements.txt and requirements-dev.txt from the lists of direct needs.

The lists (`*.in`) name what the portal needs and why; the locks pin everything
that follows from it, with hashes. The why is carried over, so that a reader of
the lock sees it above each direct dependency.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path


ROOT = Path(__file__).resolve().parent.parent
DIRECT = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<rest>[^#]+)#\s*(?P<reason>.+)$"
)
HEADER = "# Written by `make lock` from {source}: edit that file, not this one.\n"


def main() -> int:
    """Compile both locks; the second keeps to the versions of the first."""
    runtime = read_reasons(ROOT / "requirements.in")
    tools = read_reasons(ROOT / "requirements-dev.in")
    compile_lock("requirements.in", "requirements.txt", reasons=runtime)
    compile_lock(
        "requirements-dev.in",
        "requirements-dev.txt",
        reasons=runtime | tools,
        constraint="requirements.txt",
    )
    return 0


def read_reasons(path: Path) -> dict[str, str]:
    """Map each direct dependency of the list to the reason beside it."""
    reasons = {}
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith(("#", "-r ")):
            continue
        match = DIRECT.match(text)
        if match is None:
            sys.exit(f"{path.name}:{number}: нужен вид «пакет==версия # зачем»: {text}")
        reasons[match["name"].lower()] = match["reason"].strip()
    return reasons


def compile_lock(
    source: str, target: str, *, reasons: dict[str, str], constraint: str = ""
) -> None:
    """Resolve `source` for every platform and write `target` with the reasons."""
    command = [
        *[sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"],
        *["--python-version", "3.11", "--generate-hashes", "--no-header"],
        *["--no-emit-index-url", "--no-emit-find-links", "--no-annotate"],
        *["--output-file", target],
        *(["--constraint", constraint] if constraint else []),
        source,
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    lock = ROOT / target
    lock.write_text(
        HEADER.format(source=source) + add_reasons(lock.read_text(), reasons)
    )


def add_reasons(lock: str, reasons: dict[str, str]) -> str:
    """Put `# reason` above each direct dependency of a lock's text."""
    left = dict(reasons)
    lines = []
    for line in lock.splitlines():
        name = re.split(r"[=\[ ]", line, maxsplit=1)[0].lower()
        if name in left and not line.startswith((" ", "#")):
            lines.append(f"# {left.pop(name)}")
        lines.append(line)
    if left:
        sys.exit(f"В замке нет прямых зависимостей: {', '.join(sorted(left))}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
