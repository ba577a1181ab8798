"""Figures of windows and regions: by hand, and equal to the slow twin."""

import datetime as dt
import io
import json

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings, strategies as st
from hypothesis.extra.django import TestCase

from monitoring.actions.rollups import roll_up, roll_up_if_stale
from monitoring.actions.value_writing import mark_stale
from monitoring.counting.cells import NO, YES, Cell, State
from monitoring.enums import FormState, Level, SchoolGroup, Source
from monitoring.models import Rollup, Value, Window, WindowSchool
from monitoring.queries.rollup_check import differences
from monitoring.queries.rollup_sums import slot_of, stale_windows
from tests.factories import MunicipalityFactory, RegionFactory, SchoolFactory
from tests.factories.monitoring import VersionFactory, opened_window, share_version
from tests.monitoring.counting.test_sums import cells
from tests.monitoring.filling import NOW, fill, set_state, write


HOUR = dt.timedelta(hours=1)


def share(part: int, whole: int) -> Cell:
    return Cell(State.VALUE, part, whole)


def figures(place, group: str = "") -> list[tuple[int, int]]:
    rows = Rollup.objects.filter(territory=place, group=group)
    return list(rows.order_by("indicator__pk").values_list("numerator", "denominator"))


@pytest.mark.django_db
class TestRollUp:
    def test_sums_are_divided_and_shares_are_never_averaged(self):
        town = MunicipalityFactory()
        schools = SchoolFactory.create_batch(2, municipality=town)
        window = opened_window(
            territory=town, schools=schools, versions=[share_version()]
        )
        fill(window, 0, [share(1, 2), share(9, 10)])
        roll_up(window=window, now=NOW)
        row = Rollup.objects.get(territory=town, group="")
        assert (row.numerator, row.denominator, row.slot) == (10, 12, slot_of(window))

    def test_denominators_are_those_of_the_window(self):
        town = MunicipalityFactory()
        schools = SchoolFactory.create_batch(5, municipality=town)
        version = VersionFactory()
        february = opened_window(territory=town, schools=schools, versions=[version])
        june = opened_window(
            territory=town,
            schools=schools[1:],
            versions=[version],
            opens_on=dt.date(2026, 6, 1),
            due_on=dt.date(2026, 6, 20),
            closes_on=dt.date(2026, 6, 27),
        )
        fill(february, 0, [YES, NO, YES, YES, YES])
        fill(june, 0, [YES] * 4)
        for window in (february, june):
            roll_up(window=window, now=NOW)
        assert list(
            Rollup.objects.filter(territory=town, group="")
            .order_by("slot")
            .values_list("numerator", "denominator", "schools")
        ) == [(4, 5, 5), (4, 4, 4)]

    def test_nobody_to_count_is_outside_the_ratio(self):
        town = MunicipalityFactory()
        schools = SchoolFactory.create_batch(2, municipality=town)
        window = opened_window(
            territory=town, schools=schools, versions=[share_version()]
        )
        fill(window, 0, [share(0, 0), share(3, 4)])
        roll_up(window=window, now=NOW)
        row = Rollup.objects.get(territory=town, group="")
        assert (row.numerator, row.denominator, row.counted, row.not_applicable) == (
            *(3, 4),
            *(1, 1),
        )

    def test_only_accepted_forms_count_but_what_nobody_sends_counts_at_once(self):
        town = MunicipalityFactory()
        schools = SchoolFactory.create_batch(2, municipality=town)
        others = (Source.SITE, Source.PROGRAMMES)
        versions = [VersionFactory(), *(VersionFactory(source=s) for s in others)]
        window = opened_window(territory=town, schools=schools, versions=versions)
        for number in range(3):
            fill(window, number, [YES, NO], state=FormState.SUBMITTED)
        roll_up(window=window, now=NOW)
        assert figures(town) == [(0, 0), (1, 2), (1, 2)]
        assert Rollup.objects.filter(territory=town, missing=2, group="").count() == 1

    def test_a_value_of_the_municipality_counts_at_once(self):
        version = VersionFactory(level=Level.MUNICIPALITY, source=Source.OFFICE)
        window = opened_window(versions=[version])
        write(window, window.window_indicators.get(), None, YES)
        roll_up(window=window, now=NOW)
        row = Rollup.objects.get(territory=window.territory)
        assert (row.group, row.numerator, row.schools, row.counted) == ("", 1, 1, 1)

    def test_groups_stand_beside_all(self):
        town = MunicipalityFactory()
        schools = SchoolFactory.create_batch(2, municipality=town)
        window = opened_window(
            territory=town, schools=schools, versions=[VersionFactory()]
        )
        WindowSchool.objects.filter(school=schools[1]).update(group=SchoolGroup.BOTH)
        fill(window, 0, [YES, NO])
        roll_up(window=window, now=NOW)
        assert [figures(town, group) for group in ("", "low", "both")] == [
            [(1, 2)],
            [(1, 1)],
            [(0, 1)],
        ]

    def test_again_is_the_same(self):
        window = opened_window()
        fill(window, 0, [YES])
        roll_up(window=window, now=NOW)
        before = list(Rollup.objects.order_by("pk").values())
        roll_up(window=window, now=NOW)
        assert list(Rollup.objects.order_by("pk").values()) == before

    def test_what_is_no_longer_asked_for_goes(self):
        window = opened_window()
        roll_up(window=window, now=NOW)
        window.window_indicators.first().delete()
        roll_up(window=window, now=NOW + HOUR)
        assert Rollup.objects.filter(window=window, group="").count() == 1

    def test_a_region_adds_up_its_municipalities(self):
        region, version = RegionFactory(), VersionFactory()
        towns = MunicipalityFactory.create_batch(2, parent=region)
        for town, cell in zip(towns, (YES, NO), strict=True):
            window = opened_window(territory=town, versions=[version])
            fill(window, 0, [cell])
            roll_up(window=window, now=NOW)
        assert (figures(towns[0]), figures(region)) == ([(1, 1)], [(1, 2)])


@pytest.mark.django_db
class TestStale:
    def test_a_fresh_window_is_left_alone(self):
        window = opened_window()
        assert roll_up_if_stale(window_id=window.pk, now=NOW)
        assert not roll_up_if_stale(window_id=window.pk, now=NOW + HOUR)
        mark_stale(window_id=window.pk, now=NOW + HOUR)
        assert list(stale_windows()) == [window]
        assert roll_up_if_stale(window_id=window.pk, now=NOW + 2 * HOUR)
        assert list(stale_windows()) == []

    def test_a_value_of_before_that_is_written_late_is_not_lost(self):
        window = opened_window()
        roll_up_if_stale(window_id=window.pk, now=NOW)
        mark_stale(window_id=window.pk, now=NOW - HOUR)
        assert list(stale_windows()) == [window]

    def test_a_window_that_has_not_opened_has_no_figures(self):
        window = opened_window(opened_at=None)
        assert not roll_up_if_stale(window_id=window.pk, now=NOW)


class TestSlowTwin(TestCase):
    @settings(max_examples=8)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(SchoolGroup.values), st.booleans(), cells(), cells()
            ),
            min_size=1,
            max_size=6,
        )
    )
    def test_every_figure_equals_its_recomputation(self, rows):
        town = MunicipalityFactory()
        versions = [share_version(), VersionFactory(source=Source.SITE)]
        schools = SchoolFactory.create_batch(len(rows), municipality=town)
        window = opened_window(territory=town, schools=schools, versions=versions)
        indicators = list(window.window_indicators.order_by("position"))
        forms = window.window_schools.order_by("school__pk")
        for form, (group, is_accepted, *written) in zip(forms, rows, strict=True):
            form.group = group
            set_state(form, FormState.ACCEPTED if is_accepted else FormState.SUBMITTED)
            for indicator, cell in zip(indicators, written, strict=True):
                write(window, indicator, form, cell)
        roll_up(window=window, now=NOW)
        assert list(differences()) == []
        assert Rollup.objects.filter(territory=town.parent).exists()


@pytest.mark.django_db
class TestCommands:
    def test_a_window_is_calculated(self):
        window = opened_window()
        answer = io.StringIO()
        call_command("rollup", window=window.pk, stdout=answer)
        assert answer.getvalue() == f"{window}: рассчитано сводных значений – 4\n"
        assert Window.objects.get().rolled_up_at is not None

    @pytest.mark.parametrize("opened_at", [None, "absent"])
    def test_nothing_to_calculate_is_said(self, opened_at):
        window = opened_window(opened_at=None)
        number = window.pk if opened_at is None else 0
        with pytest.raises(CommandError):
            call_command("rollup", window=number)

    def test_equal_figures_are_said(self):
        window = opened_window()
        answer = io.StringIO()
        call_command("verify_rollups", stdout=answer)
        assert f"не сверены окна: {window.pk}" in answer.getvalue()
        roll_up(window=window, now=NOW)
        answer = io.StringIO()
        call_command("verify_rollups", json=True, stdout=answer)
        assert json.loads(answer.getvalue()) == {"differences": [], "waiting": []}

    def test_a_figure_that_differs_is_named(self):
        window = opened_window()
        fill(window, 0, [YES])
        roll_up(window=window, now=NOW)
        Value.objects.update(numerator=0)
        answer = io.StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command("verify_rollups", json=True, stdout=answer)
        found = json.loads(answer.getvalue())["differences"]
        # All schools, their group, and the region's two.
        assert (ended.value.code, len(found)) == (1, 4)
        assert found[0]["stored"]["numerator"] == 1
        answer = io.StringIO()
        with pytest.raises(SystemExit):
            call_command("verify_rollups", stdout=answer)
        assert answer.getvalue().endswith("Расхождений: 4\n")
