"""Static files of libraries: only those that pages use."""

from collections.abc import Iterator

from django.contrib.staticfiles.finders import BaseFinder


class LibraryFinder(BaseFinder):
    """Placeholder replaced by the interface."""

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> object:
        """Find nothing."""
        return []

    def list(self, ignore_patterns: object) -> Iterator[object]:
        """List nothing."""
        return iter(())
