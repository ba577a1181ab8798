"""Names and sizes of files as people read them."""

import re


_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


def safe_name(name: str) -> str:
    """Return a file name that every system accepts; Russian letters stay."""
    return _FORBIDDEN.sub(" ", name).strip(" .") or "файл"
