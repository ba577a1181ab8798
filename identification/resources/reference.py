"""Reference tables as files that can be filled in and read back."""

from typing import Any

from django.db.models import Model, TextChoices
from import_export import fields, resources, widgets

from identification.enums import FactorDirection, ProcedureKind, ScoreKind
from identification.models import ContextFactor, Procedure, Subject
from schools.actions.audit import record
from schools.queries.versions import differences, plain_values


SEPARATOR = ";"
# An empty cell is an empty text, not nothing.
TEXT = widgets.CharWidget(coerce_to_string=True, allow_blank=True)


class WordsWidget(widgets.Widget):
    """A list of words in one cell, separated by semicolons."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[str]:
        """Return the words, tidied; an empty cell is an empty list."""
        parts = str(value or "").split(SEPARATOR)
        return [part.strip() for part in parts if part.strip()]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return the words in one line."""
        return f"{SEPARATOR} ".join(value or [])


class ChoiceWidget(widgets.Widget):
    """Reads and writes the words of a choice, and understands its code."""

    def __init__(self, choices: type[TextChoices]) -> None:
        super().__init__()
        self.choices = choices

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """Return the code that a word names."""
        word = str(value or "").strip().lower()
        for choice in self.choices:
            if word in {choice.value, str(choice.label).lower()}:
                return choice.value
        known = ", ".join(f"«{label}»" for label in self.choices.labels)
        raise ValueError(f"«{value}»: нужно одно из {known}.")

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Return the word of a code."""
        return str(self.choices(value).label) if value else ""


class AuditedResource(resources.ModelResource):
    """Rows recognised by their code; every written row leaves its values."""

    def before_save_instance(self, instance: Model, row: Any, **kwargs: Any) -> None:
        """Keep what stood there, for the trail."""
        stored = self._meta.model.objects.filter(pk=instance.pk).first()
        self._is_new = stored is None
        self._before = plain_values(stored, self._meta.fields) if stored else {}

    def after_save_instance(self, instance: Model, row: Any, **kwargs: Any) -> None:
        """Write the event of a row that was really written."""
        if kwargs.get("dry_run"):
            return
        values = plain_values(instance, self._meta.fields)
        before, after = differences(self._before, values)
        record(
            actor=kwargs.get("user"),
            action="admin.added" if self._is_new else "admin.changed",
            obj=instance,
            now=kwargs["now"],
            before=before,
            after=after,
        )


class SubjectResource(AuditedResource):
    """Subjects with the spellings by which files name them."""

    code = fields.Field("code", "Код")
    name = fields.Field("name", "Название")
    synonyms = fields.Field("synonyms", "Другие написания", widget=WordsWidget())

    class Meta:
        model = Subject
        fields = ("code", "name", "synonyms")
        import_id_fields = ("code",)
        skip_unchanged = True
        clean_model_instances = True
        use_transactions = True


class ProcedureResource(AuditedResource):
    """Procedures with their kind, unit and levels."""

    code = fields.Field("code", "Код")
    name = fields.Field("name", "Название")
    kind = fields.Field("kind", "Вид", widget=ChoiceWidget(ProcedureKind))
    score_kind = fields.Field(
        "score_kind", "Единица среднего", widget=ChoiceWidget(ScoreKind)
    )
    levels = fields.Field("levels", "Уровни от низшего", widget=WordsWidget())
    synonyms = fields.Field("synonyms", "Другие написания", widget=WordsWidget())

    class Meta:
        model = Procedure
        fields = ("code", "name", "kind", "score_kind", "levels", "synonyms")
        import_id_fields = ("code",)
        skip_unchanged = True
        clean_model_instances = True
        use_transactions = True


class ContextFactorResource(AuditedResource):
    """Factors of context with their unit, direction and bounds."""

    code = fields.Field("code", "Код")
    name = fields.Field("name", "Название")
    unit = fields.Field("unit", "Единица", widget=TEXT)
    direction = fields.Field(
        "direction", "Направление", widget=ChoiceWidget(FactorDirection)
    )
    minimum = fields.Field(
        "minimum", "Не меньше", widget=widgets.FloatWidget(coerce_to_string=False)
    )
    maximum = fields.Field(
        "maximum", "Не больше", widget=widgets.FloatWidget(coerce_to_string=False)
    )
    note = fields.Field("note", "Определение", widget=TEXT)
    position = fields.Field(
        "position", "Порядок", widget=widgets.IntegerWidget(coerce_to_string=False)
    )
    synonyms = fields.Field("synonyms", "Другие написания", widget=WordsWidget())

    class Meta:
        model = ContextFactor
        fields = (
            "code",
            "name",
            "unit",
            "direction",
            "minimum",
            "maximum",
            "note",
            "position",
            "synonyms",
        )
        import_id_fields = ("code",)
        skip_unchanged = True
        clean_model_instances = True
        use_transactions = True
