"""The form in which a person names the columns of a document's tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from roadmaps.documents.model import Column, ColumnMeaning, RawDocument


class ColumnsForm(forms.Form):
    """A meaning for every column of every table, and which year where it is one."""

    def __init__(
        self,
        *args: Any,
        raw: RawDocument,
        tables: Sequence[int],
        columns: Mapping[int, tuple[ColumnMeaning, ...]],
        choices: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.raw = raw
        self.tables = tables
        self.known = columns
        for table, index in self.places():
            known = self._known(table, index)
            number = f"столбец {index + 1}"
            self.fields[f"meaning_{table}_{index}"] = forms.ChoiceField(
                label=f"Что это: {number}",
                choices=choices,
                initial=known.meaning.value,
            )
            self.fields[f"milestone_{table}_{index}"] = forms.CharField(
                label=f"Какой год, квартал или месяц: {number}",
                required=False,
                max_length=100,
                initial=known.milestone,
            )

    def places(self) -> list[tuple[int, int]]:
        """Return (table, column) of every column that can be named."""
        return [
            (number, index)
            for number in self.tables
            for index in range(len(self.raw.tables[number].rows[0]))
        ]

    def clean(self) -> dict[str, Any]:
        """Demand the year of a column that is one."""
        cleaned = super().clean() or {}
        for table, index in self.places():
            meaning = cleaned.get(f"meaning_{table}_{index}")
            which = f"milestone_{table}_{index}"
            if meaning == Column.MILESTONE and not cleaned.get(which):
                self.add_error(which, "Впишите год, квартал или месяц этого столбца.")
        return cleaned

    @property
    def chosen(self) -> dict[int, list[dict[str, str]]]:
        """Return the columns of each table in which something was changed."""
        found: dict[int, list[dict[str, str]]] = {}
        changed = {name.split("_")[1] for name in self.changed_data}
        for table, index in self.places():
            if str(table) not in changed:
                continue
            meaning = self.cleaned_data[f"meaning_{table}_{index}"]
            is_milestone = meaning == Column.MILESTONE
            found.setdefault(table, []).append(
                {
                    "header": self._known(table, index).header,
                    "meaning": meaning,
                    "milestone": (
                        self.cleaned_data[f"milestone_{table}_{index}"]
                        if is_milestone
                        else ""
                    ),
                }
            )
        return found

    def _known(self, table: int, index: int) -> ColumnMeaning:
        columns = self.known.get(table, ())
        if index < len(columns):
            return columns[index]
        return ColumnMeaning("", Column.IGNORED)
