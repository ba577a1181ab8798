"""Runs and their numbers, narrowed to what each person may see."""

import datetime as dt

import pytest

from identification.enums import Group, RunPurpose
from identification.models import Run
from identification.queries.runs import (
    counts_of,
    key_figures,
    latest_official,
    previous_official,
    sees_whole,
    stability,
    visible_runs,
)
from tests.factories.identification import (
    NOW,
    YEAR,
    DoneRunFactory,
    RecordedDecisionFactory,
    RunFactory,
    RunSchoolFactory,
)


pytestmark = pytest.mark.django_db


def row(run: Run, school, group=Group.ORDINARY, **values):
    return RunSchoolFactory(run=run, school=school, group=group, **values)


@pytest.fixture
def regional(place) -> Run:
    """A run of the region with two schools of the town and one of the district."""
    run = DoneRunFactory(
        territory=place.region,
        counts={"schools": 3, "groups": {"low": 2, "both": 1}, "rule_fired": 2},
    )
    row(run, place.town_schools[0], Group.BOTH, participants=30, is_rule_fired=True)
    row(
        run, place.town_schools[1], Group.ORDINARY, participants=20, confidence="border"
    )
    row(
        run,
        place.district_schools[0],
        Group.LOW,
        participants=50,
        is_rule_fired=True,
    )
    return run


def test_a_person_who_sees_the_whole_territory_gets_the_runs_own_numbers(
    place, regional
) -> None:
    assert key_figures(run=regional, user=place.analyst) == regional.counts
    assert key_figures(run=regional, user=place.admin) == regional.counts
    assert sees_whole(run=regional, user=place.coordinator) is False


def test_a_coordinator_gets_the_numbers_of_the_own_town(place, regional) -> None:
    counts = key_figures(run=regional, user=place.coordinator)

    assert counts == {
        "schools": 2,
        "classified": 2,
        "groups": {
            "both": 1,
            "low": 0,
            "adverse": 0,
            "resilient": 0,
            "ordinary": 1,
            "unclassified": 0,
        },
        "sure": {
            "both": 1,
            "low": 0,
            "adverse": 0,
            "resilient": 0,
            "ordinary": 0,
            "unclassified": 0,
        },
        "border": {
            "both": 0,
            "low": 0,
            "adverse": 0,
            "resilient": 0,
            "ordinary": 1,
            "unclassified": 0,
        },
        "rule_fired": 1,
        "rule_only": 0,
        "participants": 50,
    }


def test_the_counted_numbers_are_those_of_the_run_itself(place) -> None:
    """The same table counted by pandas in the run and by SQL in the query."""
    run = place.run()
    own = {
        municipality: key_figures(run=run, user=user)
        for municipality, user in (
            ("town", place.coordinator),
            ("district", place.neighbour),
        )
    }

    for name in ("schools", "classified", "rule_fired", "rule_only", "participants"):
        assert own["town"][name] + own["district"][name] == run.counts[name]
    for name in ("groups", "sure", "border"):
        for group in Group.values:
            total = own["town"][name][group] + own["district"][name][group]
            assert total == run.counts[name][group]


def test_a_school_team_counts_itself_after_the_decision_only(place, regional) -> None:
    before = key_figures(run=regional, user=place.team)
    RecordedDecisionFactory(run=regional, territory=place.town)
    after = key_figures(run=regional, user=place.team)

    assert (before["schools"], before["participants"]) == (0, 0)
    assert (after["schools"], after["participants"]) == (1, 30)


def test_a_decision_of_another_town_opens_nothing(place, regional) -> None:
    RecordedDecisionFactory(run=regional, territory=place.district)

    assert key_figures(run=regional, user=place.team)["schools"] == 0
    assert not visible_runs(user=place.team).exists()


def test_a_run_in_the_queue_has_nothing_to_count(place) -> None:
    run = RunFactory(territory=place.region)

    assert key_figures(run=run, user=place.analyst)["schools"] == 0


def test_numbers_of_many_runs_take_one_query(
    place, regional, django_assert_num_queries
) -> None:
    runs = [regional]
    for _ in range(3):
        run = DoneRunFactory(territory=place.region)
        row(run, place.town_schools[0])
        runs.append(run)
    shown = visible_runs(user=place.coordinator).filter(pk__in=[r.pk for r in runs])
    shown = list(shown)

    with django_assert_num_queries(1):
        counts = counts_of(runs=shown, user=place.coordinator)

    assert sorted(c["schools"] for c in counts.values()) == [1, 1, 1, 2]


def test_a_coordinator_sees_finished_official_runs_of_the_region(
    place, regional
) -> None:
    own = RunFactory(territory=place.town)
    RunFactory(territory=place.region)
    DoneRunFactory(
        territory=place.region, purpose=RunPurpose.WHAT_IF, base_run=regional
    )
    RunFactory(territory=place.district)

    assert set(visible_runs(user=place.coordinator)) == {regional, own}


def test_a_list_of_runs_reads_no_long_columns(
    place, regional, django_assert_num_queries
) -> None:
    runs = visible_runs(user=place.analyst)

    with django_assert_num_queries(1):
        shown = [
            (run.territory.name, str(run.rule_set), run.requested_by) for run in runs
        ]
    assert len(shown) == 1
    assert "model" in runs[0].get_deferred_fields()


def test_the_run_before_is_of_an_earlier_year_or_else_an_earlier_day(place) -> None:
    day = dt.timedelta(days=1)
    last_year = DoneRunFactory(territory=place.region, year=YEAR - 1)
    older = DoneRunFactory(territory=place.region, finished_at=NOW - day)
    run = DoneRunFactory(territory=place.region)
    DoneRunFactory(
        territory=place.region,
        purpose=RunPurpose.WHAT_IF,
        base_run=run,
        year=YEAR - 1,
        finished_at=NOW + day,
    )
    DoneRunFactory(territory=place.town, year=YEAR - 1)

    assert previous_official(run=run) == last_year
    Run.objects.filter(pk=last_year.pk).delete()
    assert previous_official(run=run) == older
    assert previous_official(run=older) is None


def test_stability_counts_schools_that_changed_group(place, regional) -> None:
    before = DoneRunFactory(territory=place.region, year=YEAR - 1)
    row(before, place.town_schools[0], Group.LOW)
    row(before, place.town_schools[1], Group.ORDINARY)
    row(before, place.town_schools[2], Group.ORDINARY)
    row(before, place.district_schools[0], Group.LOW)

    whole = stability(run=regional, user=place.analyst)
    own = stability(run=regional, user=place.coordinator)

    assert whole == {
        "other": before,
        "common": 3,
        "changed": 1,
        "share": 1 / 3,
        "is_high": True,
    }
    assert (own["common"], own["changed"], own["share"]) == (2, 1, 0.5)


def test_without_a_run_before_there_is_no_stability(place, regional) -> None:
    assert stability(run=regional, user=place.analyst) is None


def test_the_latest_run_of_a_town_is_its_own_or_the_regions(place, regional) -> None:
    assert latest_official(territory=place.town) == regional
    own = DoneRunFactory(territory=place.town, year=YEAR - 1)
    assert latest_official(territory=place.town) == own
    assert latest_official(territory=place.region) == regional
