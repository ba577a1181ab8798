"""The five definitions: cases by hand, reference numbers, what must not matter."""

import pytest
from hypothesis import given, strategies as st

from monitoring.dynamics import RegionNumbers, Trend, YearCell
from monitoring.dynamics.measures import (
    levels_change,
    mean_change,
    not_passed_change,
    pooled_z,
    relative_change,
    significant_change,
)


UP, SAME, DOWN = Trend.UP, Trend.NO_EVIDENCE, Trend.DOWN


def year(at: int = 2024, participants: int = 30, **numbers: object) -> YearCell:
    return YearCell(year=at, participants=participants, **numbers)


class TestMean:
    @pytest.mark.parametrize(
        ("before", "after", "threshold", "trend"),
        [
            (3.4, 3.6, 0, UP),
            (3.4, 3.6, 0.1, UP),
            # 3.6 - 3.4 is 0.2000…018 in binary: the border itself is no growth.
            (3.4, 3.6, 0.2, SAME),
            (3.4, 3.4, 0, SAME),
            (3.6, 3.4, 0.2, SAME),
            (3.6, 3.4, 0, DOWN),
        ],
    )
    def test_by_hand(self, before, after, threshold, trend):
        found = mean_change(year(mean=before), year(2025, mean=after), threshold)
        assert found is not None
        assert (found.change, found.trend) == (round(after - before, 9), trend)

    def test_nothing_without_a_mean(self):
        assert mean_change(year(mean=None), year(mean=3.0), 0) is None
        assert mean_change(year(mean=3.0), year(mean=None), 0) is None

    @given(st.floats(2, 5), st.floats(2, 5), st.decimals(0, 1, places=3).map(float))
    def test_turned_round_it_says_the_opposite(self, before, after, threshold):
        forth = mean_change(year(mean=before), year(mean=after), threshold)
        back = mean_change(year(mean=after), year(mean=before), threshold)
        opposite = {UP: DOWN, DOWN: UP, SAME: SAME}
        assert forth is not None
        assert back is not None
        assert back.trend == opposite[forth.trend]


class TestNotPassed:
    @pytest.mark.parametrize(
        ("before", "after", "threshold", "trend"),
        [
            # 9 of 30 and 6 of 30: 30 % and 20 %, ten points less.
            (9, 6, 0, UP),
            (9, 6, 10, SAME),
            (9, 6, 9.999, UP),
            (9, 9, 0, SAME),
            # 30 % and 36.7 %: worse, but by less than ten points.
            (9, 11, 0, SAME),
            # Ten points exactly are a worsening.
            (9, 12, 0, DOWN),
        ],
    )
    def test_by_hand(self, before, after, threshold, trend):
        found = not_passed_change(
            year(below_min=before), year(2025, below_min=after), threshold
        )
        assert found is not None
        assert (found.before, found.after) == (before / 30, after / 30)
        assert found.trend == trend

    def test_shares_are_compared_not_counts(self):
        found = not_passed_change(year(below_min=9), year(2025, 60, below_min=12), 0)
        assert found is not None
        assert (found.change, found.trend) == (-0.1, UP)

    def test_nothing_where_nobody_counted(self):
        assert not_passed_change(year(), year(below_min=3), 0) is None


class TestLevels:
    BEFORE = {"недостаточный": 4, "пониженный": 8, "базовый": 12, "повышенный": 6}

    @pytest.mark.parametrize(
        ("counts", "threshold", "shares", "trend"),
        [
            # 18 of 30 before; 21 of 30 now.
            ((3, 6, 14, 7), 0, (0.6, 0.7), UP),
            ((3, 6, 14, 7), 10, (0.6, 0.7), SAME),
            ((4, 8, 6, 12), 0, (0.6, 0.6), SAME),
            ((7, 8, 9, 6), 0, (0.6, 0.5), DOWN),
        ],
    )
    def test_by_hand(self, counts, threshold, shares, trend):
        after = dict(zip(self.BEFORE, counts, strict=True))
        found = levels_change(
            year(levels=self.BEFORE), year(2025, levels=after), threshold
        )
        assert found is not None
        assert (found.before, found.after, found.trend) == (*shares, trend)

    def test_marks_have_one_low_level(self):
        before = {"2": 6, "3": 12, "4": 8, "5": 4}
        after = {"2": 3, "3": 15, "4": 8, "5": 4}
        found = levels_change(year(levels=before), year(2025, levels=after), 0)
        assert found is not None
        assert (found.before, found.after) == (0.8, 0.9)

    def test_nothing_with_other_levels_or_without(self):
        assert levels_change(year(), year(levels=self.BEFORE), 0) is None
        other = {"ниже": 3, "базовый": 20, "высокий": 7}
        assert levels_change(year(levels=self.BEFORE), year(levels=other), 0) is None


class TestRelative:
    def test_an_easier_year_improves_nobody(self):
        """The school gained 0.2, the region 0.4: z falls from -1 to -1.5."""
        before = year(mean=3.4, region=RegionNumbers(3.8, 0.4, 100))
        after = year(2025, mean=3.6, region=RegionNumbers(4.2, 0.4, 100))
        found = relative_change(before, after, 0)
        assert found is not None
        assert (found.before, found.after) == pytest.approx((-1.0, -1.5), abs=1e-9)
        assert (found.change, found.trend) == (-0.5, DOWN)

    @pytest.mark.parametrize(("threshold", "trend"), [(0, UP), (0.3, SAME), (0.2, UP)])
    def test_by_hand(self, threshold, trend):
        before = year(mean=3.32, region=RegionNumbers(3.8, 0.4, 100))
        after = year(2025, mean=3.44, region=RegionNumbers(3.8, 0.4, 100))
        found = relative_change(before, after, threshold)
        assert found is not None
        assert (found.change, found.trend) == (0.3, trend)

    @given(st.floats(1, 100), st.floats(-50, 50))
    def test_another_unit_changes_nothing(self, times, plus):
        def place(mean: float, of: float, spread: float) -> YearCell:
            region = RegionNumbers(of * times + plus, spread * times, 100)
            return year(mean=mean * times + plus, region=region)

        found = relative_change(place(3.4, 3.8, 0.4), place(3.6, 3.8, 0.5), 0)
        assert found is not None
        assert found.change == pytest.approx(0.6, abs=1e-6)

    @pytest.mark.parametrize("region", [None, RegionNumbers(3.8, 0.0, 1)])
    def test_nothing_without_a_spread(self, region):
        beside = RegionNumbers(3.8, 0.4, 100)
        before = year(mean=3.4, region=region)
        assert relative_change(before, year(mean=3.6, region=beside), 0) is None


class TestSignificant:
    @pytest.mark.parametrize(
        ("counts", "totals", "z"),
        [
            # statsmodels 0.14: proportions_ztest([75, 60], [100, 100]) and so on.
            ((60, 75), (100, 100), 2.264554068289192),
            ((20, 28), (30, 30), 2.581988897471612),
            ((40, 45), (50, 50), 1.4002800840280094),
        ],
    )
    def test_reference_of_the_statistic(self, counts, totals, z):
        assert pooled_z(counts, totals)[0] == pytest.approx(z, rel=1e-12)

    @pytest.mark.parametrize(
        ("before", "after", "total", "method", "trend"),
        [
            (40, 25, 100, "z", UP),
            (25, 40, 100, "z", DOWN),
            (10, 5, 50, "z", SAME),
            # Expected counts below five: intervals 31…83 % and 49…94 % overlap.
            (4, 2, 10, "wilson", SAME),
            # 11…60 % and 72…100 % lie apart.
            (7, 0, 10, "wilson", UP),
            (0, 7, 10, "wilson", DOWN),
            (0, 0, 10, "wilson", SAME),
        ],
    )
    def test_by_hand(self, before, after, total, method, trend):
        found = significant_change(
            year(participants=total, below_min=before),
            year(2025, total, below_min=after),
            0,
        )
        assert found is not None
        assert (found.method, found.trend) == (method, trend)

    def test_a_difference_that_is_sure_and_small(self):
        before = year(participants=100, below_min=40)
        after = year(2025, 100, below_min=25)
        found = significant_change(before, after, 16)
        assert found is not None
        assert (found.change, found.trend) == (0.15, SAME)

    def test_nothing_where_nobody_counted(self):
        assert significant_change(year(), year(below_min=3), 0) is None
