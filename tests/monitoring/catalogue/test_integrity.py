"""What an indicator lacks is found, each thing for itself."""

from dataclasses import replace
from decimal import Decimal

import pytest

from monitoring.catalogue.integrity import Checked, Fault, contradicts, counted, faults


SOUND = Checked(
    level="school",
    kind="yes_no",
    source="form",
    numerator="школы, где механизм есть",
    denominator="школы в статусе",
    filler="school",
    slots=2,
    target=Decimal(100),
    has_site_item=False,
    has_results=False,
    has_fact=False,
    opened=1,
    asked=1,
)


def test_a_sound_indicator_lacks_nothing() -> None:
    assert faults(SOUND) == ()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"source": ""}, [Fault.NO_SOURCE]),
        ({"filler": None, "slots": 0, "opened": 0}, [Fault.NO_CALENDAR]),
        ({"slots": 0}, [Fault.NO_WINDOWS]),
        ({"filler": "reviewer"}, [Fault.NO_FORM]),
        ({"target": None}, [Fault.NO_TARGET]),
        ({"target": None, "kind": "text"}, []),
        ({"source": "site"}, [Fault.NO_SITE_ITEM]),
        ({"source": "site", "has_site_item": True}, []),
        ({"source": "results"}, [Fault.NO_RESULTS]),
        ({"source": "programmes"}, [Fault.NO_FACT]),
        ({"kind": "share", "denominator": ""}, [Fault.NO_DENOMINATOR]),
        ({"denominator": "все учителя математики школ"}, [Fault.CONTRADICTION]),
        ({"target": Decimal("100.01")}, [Fault.TARGET_TOO_HIGH]),
        ({"target": Decimal(250), "kind": "count"}, []),
        ({"asked": 0}, [Fault.NEVER_ASKED]),
        ({"asked": 0, "opened": 0}, []),
    ],
)
def test_what_is_missing(changes: dict[str, object], found: list[Fault]) -> None:
    assert list(faults(replace(SOUND, **changes))) == found


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("все учителя математики школ в статусе", "teachers"),
        ("школы, где учителя прошли диагностику", "school"),
        ("ШНОР и ШНСУ этого года", "school"),
        ("образовательные организации", "school"),
        ("обучающиеся с трудностями", "pupils"),
        ("дети с маршрутом", "pupils"),
        ("детские сады", None),
        ("выполненные мероприятия", None),
        ("", None),
    ],
)
def test_who_is_counted(text: str, who: str | None) -> None:
    assert counted(text) == who


@pytest.mark.parametrize(
    ("level", "numerator", "denominator", "is_wrong"),
    [
        ("school", "школы", "школы в статусе", False),
        ("teachers", "школы", "школы", True),
        ("teachers", "педагоги", "все педагоги школ", False),
        ("municipality", "школы трека", "все школы трека", False),
        ("municipality", "школы", "педагоги", True),
        ("municipality", "было ли участие", "", False),
    ],
)
def test_contradictions(
    level: str, numerator: str, denominator: str, is_wrong: bool
) -> None:
    found = contradicts(level=level, numerator=numerator, denominator=denominator)
    assert found is is_wrong
