from django.db import migrations


NAME = 'programme_version_search'


def add_index(apps, schema_editor):
    """Index Russian stems where the database knows them; SQLite looks for letters."""
    if schema_editor.connection.vendor != 'postgresql':
        return
    table = apps.get_model('roadmaps', 'ProgrammeVersion')._meta.db_table  # noqa: SLF001 the name is nowhere else
    # Word for word what `SearchVector("search", config="russian")` asks for.
    schema_editor.execute(
        f'CREATE INDEX {NAME} ON {table} USING gin'
        " (to_tsvector('russian'::regconfig, COALESCE(search, '')))"
    )


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(f'DROP INDEX IF EXISTS {NAME}')


class Migration(migrations.Migration):

    dependencies = [
        ('roadmaps', '0002_programmes'),
    ]

    operations = [
        migrations.RunPython(add_index, drop_index),
    ]
