"""The stream to PostgreSQL and the portions for other databases write the same."""

import pytest
from django.db import connection

from identification.actions import run_rows
from identification.datasets import load_inputs
from identification.datasets.calculation import calculate
from identification.datasets.fingerprints import school_digests
from identification.models import Result, RunSchool
from identification.stats.rules import IdentificationRules
from schools.models import School
from tests.factories.identification import YEAR, DoneRunFactory


pytestmark = pytest.mark.django_db


def columns_for(place, run):
    rules = IdentificationRules(bootstrap_resamples=5)
    inputs = load_inputs(territory=place.region, year=YEAR, rules=rules)
    calculation = calculate(inputs, rules)
    return run_rows._columns(run, calculation, school_digests(inputs))


def written(run) -> list[dict[str, object]]:
    rows = list(RunSchool.objects.filter(run=run).order_by("school_id").values())
    for row in rows:
        for name in ("id", "run_id"):
            row.pop(name)
        for name, value in row.items():
            if isinstance(value, memoryview):
                row[name] = bytes(value)
    return rows


def test_both_ways_write_the_same_rows(place) -> None:
    Result.objects.filter(school=place.town_schools[5]).delete()
    streamed, inserted = DoneRunFactory(), DoneRunFactory()

    assert connection.vendor == "postgresql"
    run_rows._copy(columns_for(place, streamed))
    run_rows._insert(columns_for(place, inserted))

    assert len(written(streamed)) == 24
    assert written(streamed) == written(inserted)


def test_numbers_arrive_with_all_their_bits(place) -> None:
    run = DoneRunFactory()
    columns = columns_for(place, run)

    run_rows._copy(columns)

    stored = dict(RunSchool.objects.values_list("school_id", "expected_points"))
    assert stored == dict(
        zip(columns["school_id"], columns["expected_points"], strict=True)
    )


def test_signs_that_the_stream_reads_otherwise_arrive_as_written(place) -> None:
    run = DoneRunFactory()
    columns = columns_for(place, run)
    reason = "Обратная \\ черта,\tтабуляция,\nновая строка,\rвозврат, \\N и «ёлочки»."
    columns["reason"][3] = reason

    run_rows._copy(columns)

    school = School.objects.get(pk=columns["school_id"][3])
    assert RunSchool.objects.get(school=school).reason == reason


def test_a_long_stream_comes_in_portions(place, monkeypatch) -> None:
    monkeypatch.setattr(run_rows, "STREAM_ROWS", 7)
    monkeypatch.setattr(run_rows, "STREAM_BYTES", 100)
    run = DoneRunFactory()

    run_rows._copy(columns_for(place, run))

    assert RunSchool.objects.filter(run=run).count() == 24
