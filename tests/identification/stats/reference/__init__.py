"""Reference numbers, where they come from, and the scripts that made them."""

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def reference(name: str) -> dict[str, Any]:
    """Return the stored numbers of a reference file."""
    path = Path(__file__).parent / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))
