"""Models created together are the ones that would be created one by one."""

import pytest
from django.db import connection, models
from django.db.migrations import CreateModel, Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.writer import OperationWriter

from schools.schema import CreateModels


def creations() -> list[CreateModel]:
    key = ("id", models.BigAutoField(primary_key=True))
    of_shelf = models.ForeignKey("schools.shelf", models.CASCADE)
    of_school = models.ForeignKey("schools.school", models.CASCADE)
    return [
        CreateModel("Shelf", [key, ("school", of_school)]),
        CreateModel("Volume", [key, ("shelf", of_shelf)], {"ordering": ["shelf"]}),
    ]


class Together(Migration):
    operations = [CreateModels(creations())]


class OneByOne(Migration):
    operations = creations()


@pytest.mark.django_db(transaction=True)
def test_the_tables_are_made_and_dropped():
    state = MigrationLoader(connection).project_state()
    tables = connection.introspection.table_names
    migration = Together("together", "schools")
    with connection.schema_editor() as editor:
        after = migration.apply(state.clone(), editor)
    assert {"schools_shelf", "schools_volume"} <= set(tables())
    with connection.schema_editor() as editor:
        migration.unapply(state, editor)
    assert {"schools_shelf", "schools_volume"} & set(tables()) == set()
    one_by_one = OneByOne("one_by_one", "schools").mutate_state(state)
    assert after == one_by_one
    volume = after.apps.get_model("schools", "Volume")
    assert volume._meta.get_field("shelf").related_model._meta.model_name == "shelf"


def test_it_is_written_as_it_is_read():
    text, imports = OperationWriter(Together.operations[0]).serialize()
    assert text.strip().startswith("schools.schema.CreateModels(")
    assert "import schools.schema" in imports
    assert text.count("CreateModel(") == 2
