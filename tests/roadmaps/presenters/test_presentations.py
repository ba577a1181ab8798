"""Events stand among the steps: by the day, above the steps of the same day."""

import datetime as dt

from roadmaps.presenters.presentations import timeline


def step(day: int, hour: int, name: str) -> dict[str, object]:
    return {"at": dt.datetime(2025, 9, day, hour, tzinfo=dt.UTC), "what": name}


def event(day: int, name: str) -> dict[str, object]:
    return {"is_event": True, "day": dt.date(2025, 9, day), "what": name}


def test_the_newest_first_and_steps_of_a_day_keep_their_order():
    steps = [
        step(10, 9, "утверждена"),
        step(5, 9, "согласована"),
        step(5, 8, "отправлена"),
    ]
    events = [event(12, "совет"), event(5, "педсовет"), event(1, "август")]
    assert [item["what"] for item in timeline(steps, events)] == [
        *("совет", "утверждена", "педсовет", "согласована", "отправлена", "август")
    ]


def test_without_events_the_steps_stay():
    steps = [step(10, 9, "утверждена")]
    assert (timeline(steps, []), timeline([], [])) == (steps, [])
