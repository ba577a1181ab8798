"""Every column is declared personal or not; pupils have no columns at all."""

import pytest
from django.apps import apps
from django.db import models

from tests.meta.privacy import FIELDS, FORBIDDEN_WORDS, LIBRARIES


OWN = ("config", "identification", "monitoring", "roadmaps", "schools")


def tables(*, own: bool) -> dict[str, type[models.Model]]:
    return {
        model._meta.label: model
        for model in apps.get_models()
        if model.__module__.startswith(OWN) is own
    }


def columns(model: type[models.Model]) -> list[str]:
    plain = [f.name for f in model._meta.concrete_fields if not f.primary_key]
    return sorted([*plain, *(f.name for f in model._meta.many_to_many)])


def test_every_table_is_declared_and_no_other():
    assert sorted(FIELDS) == sorted(tables(own=True))


@pytest.mark.parametrize("label", sorted(FIELDS))
def test_every_column_is_declared_once(label):
    personal, others = FIELDS[label]
    assert sorted([*personal, *others]) == columns(apps.get_model(label))


def test_links_to_people_are_personal():
    links = {
        (label, field.name)
        for label, model in tables(own=True).items()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model._meta.label == "schools.User"
    }
    declared = {(label, name) for label in FIELDS for name in FIELDS[label][0]}
    assert sorted(links - declared) == []


def test_every_library_with_tables_is_declared():
    found = {model._meta.app_label for model in tables(own=False).values()}
    assert sorted(LIBRARIES) == sorted(found)


def test_there_is_no_column_for_a_pupil():
    found = [
        f"{label}.{name}"
        for label, model in tables(own=True).items()
        for name in columns(model)
        if set(name.split("_")) & set(FORBIDDEN_WORDS)
    ]
    assert found == []
