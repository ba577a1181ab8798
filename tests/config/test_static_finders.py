"""Bootstrap's style sheet comes from its package, and nothing else of it."""

from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders

from config.static_finders import LibraryFinder


# The same bytes as npm's bootstrap 5.3.8.
STYLE_SHA256 = "d85327d99c7a3ee1f9b5d0500d1370acea3ad2db39c163c2f51f232baedbdede"


def test_the_style_sheet_is_found() -> None:
    found = finders.find("bootstrap/css/bootstrap.min.css")
    assert sha256(Path(found).read_bytes()).hexdigest() == STYLE_SHA256


def test_nothing_else_is_found() -> None:
    finder = LibraryFinder()
    assert finder.find("bootstrap/js/bootstrap.bundle.min.js") == []
    assert finder.find("css/bootstrap.min.css", find_all=True) == []
    assert [name for name, _ in finder.list([])] == [
        "css/bootstrap.min.css",
        "css/bootstrap.min.css.map",
    ]
