"""Indicators by hand, and versions: an old window keeps its words."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import model_to_dict

from monitoring.actions.indicators import (
    WORDING,
    create_indicator,
    make_own,
    save_version,
)
from monitoring.actions.plan_indicators import EMPTY_WORDING
from monitoring.models import IndicatorTarget
from monitoring.queries.indicators import collected, version_for
from schools.enums import Role
from schools.models import AuditEvent
from tests.factories import MunicipalityFactory, person
from tests.factories.monitoring import VersionFactory, opened_window
from tests.meta.world import NOW


WORDS = {
    **EMPTY_WORDING,
    "code": "K1",
    "track": "common",
    "group": "Кадры",
    "title": "Количество семинаров",
    "short_title": "Семинары",
    "level": "municipality",
    "kind": "count",
    "target": 12,
}


@pytest.fixture
def town(db: None):
    return MunicipalityFactory()


@pytest.fixture
def coordinator(town):
    return person(Role.COORDINATOR, town)


def wording_of(version) -> dict[str, object]:
    return {name: getattr(version, name) for name in WORDING}


def code_of(refused) -> list[str]:
    errors = getattr(refused.value, "error_dict", None)
    listed = [e for found in errors.values() for e in found] if errors else []
    return [error.code for error in listed or refused.value.error_list]


def test_an_indicator_is_made_with_a_version_and_a_target(town, coordinator) -> None:
    made = create_indicator(
        territory=town, year=2025, values=WORDS, user=coordinator, now=NOW
    )
    [version] = collected(territory=town, year=2025)
    assert (version.indicator, version.number, version.valid_from) == (made, 1, 2025)
    assert made.targets.get().value == 12
    assert collected(territory=town, year=2024) == []
    assert AuditEvent.objects.get(action="indicator.created").municipality_id == town.pk


def test_a_code_is_used_once_in_a_municipality(town, coordinator) -> None:
    for code in ("K1", "k1"):
        values = {**WORDS, "code": code}
        if code == "K1":
            create_indicator(
                territory=town, year=2025, values=values, user=coordinator, now=NOW
            )
    with pytest.raises(ValidationError, match="уже есть"):
        create_indicator(
            territory=town, year=2025, values=values, user=coordinator, now=NOW
        )


def test_a_next_version_leaves_the_old_year_alone(town, coordinator) -> None:
    first = own_version(town)
    save_version(
        indicator=first.indicator,
        valid_from=2026,
        values={**wording_of(first), "title": "Иначе", "note": "По письму"},
        user=coordinator,
        now=NOW,
    )
    titles = [
        version_for(indicator=first.indicator, year=year).title
        for year in (2025, 2026, 2030)
    ]
    assert titles == [first.title, "Иначе", "Иначе"]
    event = AuditEvent.objects.get(action="indicator.version_added")
    assert (event.before["title"], event.after["title"]) == (first.title, "Иначе")
    assert event.reason == "По письму"


def test_an_unused_version_is_corrected(town, coordinator) -> None:
    first = own_version(town)
    saved = save_version(
        indicator=first.indicator,
        valid_from=first.valid_from,
        values={**wording_of(first), "source": ""},
        user=coordinator,
        now=NOW,
    )
    assert (saved.pk, saved.source) == (first.pk, "")
    assert AuditEvent.objects.get(action="indicator.corrected").after == {"source": ""}


def test_a_version_of_an_opened_window_is_not_corrected(town, coordinator) -> None:
    first = own_version(town)
    opened_window(territory=town, versions=(first,))
    with pytest.raises(ValidationError) as refused:
        save_version(
            indicator=first.indicator,
            valid_from=first.valid_from,
            values={**wording_of(first), "title": "Иначе"},
            user=coordinator,
            now=NOW,
        )
    assert code_of(refused) == ["in_use"]
    first.refresh_from_db()
    assert first.title != "Иначе"


def test_a_version_does_not_begin_before_the_newest(town, coordinator) -> None:
    first = own_version(town)
    with pytest.raises(ValidationError) as refused:
        save_version(
            indicator=first.indicator,
            valid_from=first.valid_from - 1,
            values=wording_of(first),
            user=coordinator,
            now=NOW,
        )
    assert code_of(refused) == ["too_early"]


def test_a_common_indicator_is_worded_by_the_administrator(town, coordinator) -> None:
    common = VersionFactory()
    values = {**wording_of(common), "title": "Иначе"}
    asked = {"indicator": common.indicator, "valid_from": 2026, "values": values}
    with pytest.raises(PermissionDenied):
        save_version(**asked, user=coordinator, now=NOW)
    made = save_version(**asked, user=person(Role.ADMINISTRATOR), now=NOW)
    assert made.number == 2


def test_an_own_copy_takes_the_place_of_the_common_one(town, coordinator) -> None:
    common = VersionFactory()
    for year in (2024, 2025, 2026):
        IndicatorTarget.objects.create(
            indicator=common.indicator, territory=town, year=year, value=40
        )
    copy = make_own(
        indicator=common.indicator,
        territory=town,
        year=2025,
        user=coordinator,
        now=NOW,
    )
    assert copy.territory == town
    kept = common.indicator.targets.values_list("year", flat=True)
    moved = copy.targets.order_by("year").values_list("year", "value")
    assert list(kept) == [2024]
    assert list(moved) == [(2025, 40), (2026, 40)]
    own = copy.versions.get()
    assert model_to_dict(own, WORDING) == model_to_dict(common, WORDING)
    with pytest.raises(ValidationError):
        make_own(
            indicator=common.indicator,
            territory=town,
            year=2025,
            user=coordinator,
            now=NOW,
        )


def own_version(town):
    version = VersionFactory()
    version.indicator.territory = town
    version.indicator.save()
    return version
