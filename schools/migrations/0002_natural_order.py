"""Sort names as people do: «Школа № 2» before «Школа № 10»."""

from django.contrib.postgres.operations import CreateCollation
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the collation where the database keeps collations, and use it."""

    dependencies = [("schools", "0001_initial")]

    operations = [
        # Does nothing on SQLite, where every connection brings the collation along.
        CreateCollation("natural_ru", provider="icu", locale="ru-u-kn-true"),
        migrations.AlterField(
            model_name="school",
            name="name",
            field=models.CharField(
                "название", db_collation="natural_ru", max_length=200
            ),
        ),
        migrations.AlterField(
            model_name="territory",
            name="name",
            field=models.CharField(
                "название", db_collation="natural_ru", max_length=200
            ),
        ),
    ]
