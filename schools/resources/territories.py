"""The list of territories as a file that can be filled in and read back."""

from typing import Any

from import_export import fields, resources, widgets

from schools.actions.audit import record
from schools.enums import TerritoryKind
from schools.models import Territory
from schools.queries.versions import differences, plain_values


COLUMNS = ("kind", "code", "name", "department", "parent")


class KindWidget(widgets.Widget):
    """Reads and writes «регион» and «муниципалитет»."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """Return the kind that a word names."""
        word = str(value or "").strip().lower()
        for kind in TerritoryKind:
            if word in {kind.value, str(kind.label)}:
                return kind.value
        raise ValueError("Вид – «регион» или «муниципалитет».")

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return the word of a kind."""
        return str(TerritoryKind(value).label) if value else ""


class TerritoryResource(resources.ModelResource):
    """Regions and municipalities; rows are recognised by their code."""

    kind = fields.Field("kind", "Вид", widget=KindWidget())
    code = fields.Field("code", "Код")
    name = fields.Field("name", "Название")
    department = fields.Field("department", "Орган управления образованием")
    parent = fields.Field(
        "parent", "Код региона", widget=widgets.ForeignKeyWidget(Territory, "code")
    )

    class Meta:
        model = Territory
        fields = COLUMNS
        import_id_fields = ("code",)
        skip_unchanged = True
        clean_model_instances = True
        use_transactions = True

    def before_save_instance(
        self, instance: Territory, row: Any, **kwargs: Any
    ) -> None:
        """Keep what stood there, for the trail."""
        stored = Territory.objects.filter(pk=instance.pk).first()
        self._before = plain_values(stored, COLUMNS) if stored else {}

    def after_save_instance(self, instance: Territory, row: Any, **kwargs: Any) -> None:
        """Write the event of a row that was really written."""
        if kwargs.get("dry_run"):
            return
        before, after = differences(self._before, plain_values(instance, COLUMNS))
        record(
            actor=kwargs.get("user"),
            action="admin.changed" if self._before else "admin.added",
            obj=instance,
            now=kwargs["now"],
            before=before if self._before else {},
            after=after,
        )
