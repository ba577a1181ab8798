"""A region and its people for the pages of the whole portal."""

import pytest

from tests.identification.conftest import Place


@pytest.fixture
def place(db: None) -> Place:
    return Place()
