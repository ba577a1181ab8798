"""Fixtures of the visits of pages."""

from collections.abc import Iterator

import pytest

from tests.meta.visiting import Look


@pytest.fixture
def look() -> Iterator[Look]:
    """Look at open pages; at the end tell all faults."""
    look = Look()
    yield look
    if look.found:
        pytest.fail("\n".join(look.found))
