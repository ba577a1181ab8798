"""Forms of an upload: the file, its columns, its names, the undo."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat

from schools.actions.imports import all_targets, target_of
from schools.ingest.schema import TableSchema
from schools.models import ImportBatch, Territory
from schools.queries.imports import import_territories


IDENTITY = "identity"
ACCEPTED = ".xlsx,.xls,.ods,.csv,.txt,.tsv"


class UploadForm(forms.Form):
    """Which table, into which territory, from which file."""

    kind = forms.ChoiceField(
        label="Какая это таблица",
        widget=forms.RadioSelect,
        error_messages={"required": "Выберите, какую таблицу загружаете."},
    )
    territory = forms.ModelChoiceField(
        label="Территория",
        queryset=Territory.objects.none(),
        empty_label=None,
        help_text="Портал примет строки только о школах этой территории.",
    )
    file = forms.FileField(
        label="Файл",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": "Выберите файл.",
            "empty": "Файл пуст: сохраните таблицу ещё раз и выберите её заново.",
        },
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(t.code, t.title) for t in all_targets()]
        territories = import_territories(user=user).select_related("parent")
        self.fields["territory"].queryset = territories
        self.fields["file"].help_text = (
            "xlsx, xls, ods или csv, не больше"
            f" {filesizeformat(settings.IMPORT_MAX_BYTES)}. Файл может начинаться"
            " с названия и пустых строк: таблицу портал найдёт сам."
        )
        places = list(territories[:2])
        if len(places) == 1:
            self.fields["territory"].initial = places[0]
            self.fields["territory"].widget = forms.HiddenInput()

    def clean_file(self) -> UploadedFile:
        """Refuse a file above the limit before it is kept."""
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            limit = filesizeformat(settings.IMPORT_MAX_BYTES)
            raise forms.ValidationError(
                f"Файл больше {limit}: уберите лишние листы и картинки или разделите"
                " таблицу на части."
            )
        return file


class ColumnsForm(forms.Form):
    """Sheet, heading row, and a field for each column of the file."""

    sheet = forms.ChoiceField(label="Лист")
    header_row = forms.IntegerField(
        label="Строка заголовка",
        min_value=1,
        max_value=1_000_000,
        help_text="Номер строки с названиями столбцов, как в Excel.",
    )

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial", {"sheet": batch.sheet, "header_row": batch.header_row}
        )
        super().__init__(*args, **kwargs)
        self.batch = batch
        self.target = target_of(batch.kind)
        self.schema = self.target.schema(batch.territory)
        self.fields["sheet"].choices = [(name, name) for name in batch.sheet_names]
        for column in batch.headers:
            self.fields[f"column_{column['letter']}"] = _column_field(
                column, self.schema
            )

    @property
    def columns(self) -> Iterable[dict[str, Any]]:
        """Return each column with its bound field, for the page."""
        return [
            {**column, "bound": self[f"column_{column['letter']}"]}
            for column in self.batch.headers
        ]

    @property
    def choices(self) -> dict[str, str | None]:
        """Return letters of columns → the chosen field."""
        return {
            str(column["letter"]): self.cleaned_data[f"column_{column['letter']}"]
            or None
            for column in self.batch.headers
            if column["why"] != IDENTITY
        }

    @property
    def is_same_table(self) -> bool:
        """Tell whether the person left the sheet and the heading as they were."""
        return (
            self.cleaned_data.get("sheet") == self.batch.sheet
            and self.cleaned_data.get("header_row") == self.batch.header_row
        )

    def clean(self) -> dict[str, Any]:
        """Demand each field once, and all that the table needs."""
        cleaned = super().clean() or {}
        if self.errors or not self.is_same_table:
            return cleaned
        chosen = [field for field in self.choices.values() if field]
        titles = {item.code: item.title for item in self.schema.fields}
        for code in sorted({field for field in chosen if chosen.count(field) > 1}):
            self.add_error(None, f"«{titles[code]}» выбрано для нескольких столбцов.")
        for sentence in lacking(self.schema, self.target.needed, set(chosen)):
            self.add_error(None, sentence)
        return cleaned


def lacking(
    schema: TableSchema, needed: Iterable[tuple[str, ...]], chosen: set[str]
) -> list[str]:
    """Say which columns the table cannot do without and does not have."""
    titles = {item.code: item.title for item in schema.fields}
    sentences = [
        f"Укажите столбец «{item.title}»: без него строки не прочитать."
        for item in schema.fields
        if item.required and item.code not in chosen
    ]
    for group in needed:
        if not chosen & set(group):
            words = " или ".join(f"«{titles[code]}»" for code in group)
            sentences.append(f"Укажите столбец {words}: по нему портал узнаёт школу.")
    return sentences


def _column_field(column: Mapping[str, Any], schema: TableSchema) -> forms.ChoiceField:
    """Return the choice of one column; a column of people's data has none."""
    label = f"Столбец {column['letter']}: {column['header'] or 'без заголовка'}"
    if column["why"] == IDENTITY:
        return forms.ChoiceField(
            label=label,
            choices=[("", "не загружается: сведения о людях")],
            required=False,
            disabled=True,
        )
    choices = [("", "не загружать")]
    choices += [
        (item.code, f"{item.title} *" if item.required else item.title)
        for item in schema.fields
    ]
    return forms.ChoiceField(
        label=label, choices=choices, required=False, initial=column["field"] or ""
    )


class NamesForm(forms.Form):
    """A school for each spelling that the portal does not know."""

    def __init__(
        self,
        *args: Any,
        names: Iterable[Mapping[str, Any]],
        suggestions: Mapping[str, list[tuple[int, str, float]]],
        schools: Iterable[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        everything = list(schools)
        self.names = [str(item["name"]) for item in names]
        for number, name in enumerate(self.names):
            likely = [(pk, title) for pk, title, _ in suggestions.get(name, [])]
            self.fields[f"name_{number}"] = forms.TypedChoiceField(
                label=name,
                required=False,
                coerce=int,
                empty_value=None,
                choices=_school_choices(likely, everything),
            )

    @property
    def choices(self) -> dict[str, int | None]:
        """Return spelling → the chosen school."""
        return {
            name: self.cleaned_data[f"name_{number}"]
            for number, name in enumerate(self.names)
        }


def _school_choices(
    likely: list[tuple[int, str]], everything: list[tuple[int, str]]
) -> list[Any]:
    choices: list[Any] = [("", "оставить ошибкой")]
    if likely:
        choices.append(("Похожие школы", likely))
    shown = {pk for pk, _ in likely}
    rest = [item for item in everything if item[0] not in shown]
    if rest:
        choices.append(("Остальные школы", rest))
    return choices


class UndoForm(forms.Form):
    """Why an upload is taken back."""

    reason = forms.CharField(
        label="Почему отменяете загрузку",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Напишите, почему отменяете загрузку."},
    )
