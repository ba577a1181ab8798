"""A run is executed once, wholly, and gives the same for the same data."""

import pytest

from identification.models import Run
from schools.enums import JobState


pytestmark = pytest.mark.django_db


def test_a_run_writes_every_school_and_what_it_used(place) -> None:
    run = place.run()

    assert run.state == JobState.DONE
    assert run.error_detail == ""
    assert run.schools.count() == 24
    assert run.counts["schools"] == 24
    assert sum(run.counts["groups"].values()) == 24
