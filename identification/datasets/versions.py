"""Which program and which libraries calculate."""

import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from identification import stats


LIBRARIES = ("numpy", "pandas", "scipy", "statsmodels")


@cache
def code_version() -> str:
    """Return the portal's version and the fingerprint of its statistics.

    The fingerprint is of the sources themselves: a server without git, or with a
    hand-made change, is recognised too.
    """
    digest = hashlib.sha256()
    folder = Path(stats.__file__).parent
    for path in sorted(folder.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return f"{settings.VERSION}+stats.{digest.hexdigest()[:12]}"


@cache
def library_versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that do arithmetic."""
    return {"python": platform.python_version()} | {
        name: version(name) for name in LIBRARIES
    }
