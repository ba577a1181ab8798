"""Forms of a section and of an activity: everything that an import makes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from roadmaps.enums import Audience, DocumentType
from roadmaps.forms.plan_fields import (
    BoxesField,
    BoxesInput,
    CountersField,
    LinesField,
    SpansField,
)
from roadmaps.models import Section
from roadmaps.presenters.plan_page import section_words
from schools.forms.quick import QuickCheckboxes
from schools.models import School


LEVELS = [
    (1, "первый: стоит сам по себе"),
    (2, "второй: внутри раздела первого уровня"),
    (3, "третий"),
    (4, "четвёртый"),
]


def _text(label: str, rows: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


class SectionField(forms.ModelChoiceField):
    """A section named as the plan names it."""

    def label_from_instance(self, obj: Section) -> str:
        """Return the words of the heading, deeper ones further to the right."""
        return "\u00a0\u00a0" * (obj.level - 1) + section_words(obj)[:120]


class SectionForm(forms.Form):
    """A direction, section, track, block or stage."""

    kind = forms.CharField(
        label="Как называется",
        max_length=40,
        required=False,
        help_text="«Направление», «Раздел», «Трек»… Пусто – только номер и название.",
    )
    number = forms.CharField(label="Номер", max_length=20, required=False)
    title = forms.CharField(
        label="Название", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    level = forms.TypedChoiceField(
        label="Уровень", choices=LEVELS, coerce=int, initial=1
    )
    after = SectionField(
        label="После раздела",
        queryset=Section.objects.none(),
        required=False,
        empty_label="в конец плана",
    )
    goals = LinesField(
        label="Цели", required=False, help_text="Каждая – с новой строки."
    )
    tasks = LinesField(
        label="Задачи", required=False, help_text="Каждая – с новой строки."
    )
    expected_results = LinesField(
        label="Ожидаемые результаты",
        required=False,
        help_text="Каждый – с новой строки.",
    )

    def __init__(
        self, *args: Any, sections: QuerySet[Section] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if sections is None:
            del self.fields["after"]
        else:
            self.fields["after"].queryset = sections


class ActivityForm(forms.Form):
    """One row of the plan."""

    section = SectionField(
        label="Раздел", queryset=Section.objects.none(), empty_label=None
    )
    number = forms.CharField(label="Номер", max_length=20, required=False)
    title = forms.CharField(
        label="Что нужно сделать",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Напишите, что нужно сделать."},
    )
    term_text = forms.CharField(
        label="Срок",
        required=False,
        help_text="Словами, как в документе: «Октябрь 2025», «до 20 мая», «ежеквартально». "
        "Эти слова будут напечатаны.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    agreed_spans = SpansField(
        label="Дни, если их не назвать словами",
        required=False,
        help_text="«01.09.2025 – 30.09.2025», «15.10.2025» или «до 20.05.2026», по одному в "
        "строке. Эти дни важнее того, что портал понял из слов.",
    )
    parties = BoxesField(
        label="Ответственные",
        required=False,
        help_text="Выберите из справочника или впишите: нового портал запомнит.",
        widget=BoxesInput(suggestions="known-parties", label="Ответственный"),
    )
    audience = forms.ChoiceField(
        label="Какие школы участвуют",
        choices=Audience.choices,
        widget=forms.RadioSelect,
        initial=Audience.NONE,
    )
    schools = forms.ModelMultipleChoiceField(
        label="Выбранные школы",
        queryset=School.objects.none(),
        required=False,
        widget=QuickCheckboxes,
    )
    result = _text("Ожидаемый результат", 3)
    document = _text("Документ", 2, help_text="Как в плане: «Приказ, справка».")
    document_types = forms.MultipleChoiceField(
        label="Чем подтверждается выполнение",
        choices=DocumentType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Такой документ портал попросит, когда мероприятие отметят выполненным.",
    )
    indicator = _text("Показатель", 2)
    counters = CountersField(
        label="Сколько нужно сделать",
        required=False,
        help_text="«5 мероприятий», «20 % участников», по одному в строке.",
    )
    note = _text("Примечание", 2)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        sections: QuerySet[Section],
        schools: QuerySet[School],
        columns: Sequence[tuple[int | None, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections
        self.fields["schools"].queryset = schools
        self.columns = list(columns)
        for place, (year, label) in enumerate(self.columns):
            self.fields[f"cell_{place}"] = _text(f"Результат: {label or year}", 2)

    def clean(self) -> dict[str, Any]:
        """Ask for schools where they are to be chosen; gather the cells of years."""
        values = super().clean() or {}
        is_chosen = values.get("audience") == Audience.CHOSEN
        if is_chosen and not values.get("schools") and "schools" not in self.errors:
            self.add_error("schools", "Отметьте школы, которые участвуют.")
        values["milestones"] = {
            column: values.get(f"cell_{place}", "")
            for place, column in enumerate(self.columns)
        }
        return values

    @property
    def cell_fields(self) -> list[forms.BoundField]:
        """Return the fields of the columns of years."""
        return [self[f"cell_{place}"] for place in range(len(self.columns))]
