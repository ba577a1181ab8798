"""Static files that come from Python packages: only the few that pages use."""

from collections.abc import Iterator
from pathlib import Path

from bootstrap_wrapper import get_bootstrap_dir
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage


# The map stays: the hashed manifest resolves the name written in the style sheet.
BOOTSTRAP_FILES = ("css/bootstrap.min.css", "css/bootstrap.min.css.map")


class LibraryStorage(FileSystemStorage):
    """Files of the package, collected under its name."""

    prefix = "bootstrap"


class LibraryFinder(BaseFinder):
    """Yields Bootstrap's style sheet as `bootstrap/css/bootstrap.min.css`."""

    def __init__(self, *_args: object, **_kwargs: object) -> None:
        self.storage = LibraryStorage(location=get_bootstrap_dir())

    def check(self, **_kwargs: object) -> list[CheckMessage]:
        """Nothing to configure, so nothing to complain about."""
        return []

    def find(  # type: ignore[override]  # two signatures by a flag, as Django calls it
        self, path: str, find_all: bool = False, **_kwargs: object
    ) -> str | list[str]:
        """The file's place on disk; `find_all` is Django's name for «as a list»."""
        prefix, _, name = path.partition("/")
        if prefix != LibraryStorage.prefix or name not in BOOTSTRAP_FILES:
            return []
        found = str(Path(self.storage.location) / name)
        return [found] if find_all else found

    def list(self, ignore_patterns: object) -> Iterator[tuple[str, FileSystemStorage]]:
        """Every file with its storage, for collectstatic."""
        for name in BOOTSTRAP_FILES:
            yield name, self.storage
