"""Kinds of documents are data: own ones of a municipality, common ones of the portal."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.programme_kinds import (
    add_kind,
    change_kind,
    restore_kind,
    retire_kind,
)
from roadmaps.models import ProgrammeKind
from schools.models import AuditEvent
from tests.roadmaps.deadline_town import NOW, DeadlineTown


pytestmark = pytest.mark.django_db
VALUES = {"name": "План  наставничества", "short_name": "", "hint": "Кто\nи кого. "}


@pytest.fixture
def town() -> DeadlineTown:
    return DeadlineTown()


def add(town: DeadlineTown, **values) -> ProgrammeKind:
    given = {
        "territory": town.place,
        "values": VALUES,
        "user": town.coordinator,
        "now": NOW,
    }
    return add_kind(**(given | values))


def test_an_own_kind_stands_last_and_leaves_a_trace(town):
    kind = add(town)
    assert (kind.name, kind.short_name, kind.hint, kind.territory) == (
        "План наставничества",
        "План наставничества",
        "Кто\nи кого.",
        town.place,
    )
    assert ProgrammeKind.objects.order_by("position").last() == kind
    event = AuditEvent.objects.get(action="programme_kind.added")
    assert (event.municipality_id, event.after["name"]) == (town.place.pk, kind.name)


def test_codes_differ(town):
    first, second = add(town), add(town, values={"name": "Другой"})
    assert first.code != second.code


@pytest.mark.parametrize("who", ["methodist", "head", "neighbour", "team"])
def test_needs_the_right_there(town, who):
    with pytest.raises(PermissionDenied):
        add(town, user=getattr(town, who))


def test_common_ones_are_the_administrators(town):
    with pytest.raises(PermissionDenied):
        add(town, territory=None)
    assert add(town, territory=None, user=town.admin).territory is None
    with pytest.raises(PermissionDenied):
        change_kind(
            kind=town.kind, values={"name": "Иначе"}, user=town.coordinator, now=NOW
        )


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": "  "}, "Напишите название."),
        ({"name": "план НАСТАВНИЧЕСТВА"}, "Такой вид документа уже есть."),
    ],
)
def test_refusals(town, values, message):
    add(town)
    with pytest.raises(ValidationError) as refused:
        add(town, values=values)
    assert refused.value.messages == [message]


def test_a_region_is_no_place_for_a_kind(town):
    with pytest.raises(ValidationError) as refused:
        add(town, territory=town.place.parent, user=town.admin)
    assert refused.value.messages == ["Выберите муниципалитет."]


def test_renamed_with_both_names_in_the_trail(town):
    kind = add(town)
    values = {"name": "План помощи", "short_name": "Помощь", "hint": kind.hint}
    change_kind(kind=kind, values=values, user=town.coordinator, now=NOW)
    change_kind(kind=kind, values=values, user=town.coordinator, now=NOW)
    event = AuditEvent.objects.get(action="programme_kind.changed")
    assert event.before == {
        "name": "План наставничества",
        "short_name": "План наставничества",
    }
    assert event.after == {"name": "План помощи", "short_name": "Помощь"}


def test_retired_with_a_reason_and_taken_back(town):
    kind = add(town)
    with pytest.raises(ValidationError) as refused:
        retire_kind(kind=kind, reason=" ", user=town.coordinator, now=NOW)
    assert refused.value.messages == ["Напишите, почему вид больше не нужен."]
    given = {"kind": kind, "user": town.coordinator, "now": NOW}
    assert retire_kind(reason="Не пишут.", **given).is_active is False
    retire_kind(reason="Ещё раз.", **given)
    assert restore_kind(**given).is_active is True
    restore_kind(**given)
    events = AuditEvent.objects.filter(object_type="roadmaps.programmekind")
    assert list(events.order_by("pk").values_list("action", "reason")) == [
        ("programme_kind.added", ""),
        ("programme_kind.retired", "Не пишут."),
        ("programme_kind.restored", ""),
    ]
