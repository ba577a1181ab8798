"""Which kinds of tables can be uploaded, by name only.

Apps register their kinds when they start, and a kind is loaded when somebody
uploads: what reads tables takes a second to import, and most commands never need it.
"""

from functools import cache
from typing import Any

from django.utils.module_loading import import_string


_PATHS: dict[str, str] = {}


def register(code: str, path: str) -> None:
    """Make a kind known by the dotted path of its class."""
    _PATHS[code] = path


def codes() -> list[str]:
    """Return the codes of all kinds."""
    return list(_PATHS)


@cache
def load(code: str) -> Any:
    """Return the one object of a kind; KeyError when there is no such kind."""
    return import_string(_PATHS[code])()
