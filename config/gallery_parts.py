"""Forms and a table with example contents, for the gallery of components."""

import django_tables2 as tables
from django import forms
from django.utils.safestring import SafeString

from schools.templatetags.portal_components import status_badge
from schools.templatetags.status_marks import MARKS


GROUPS = ("low_results", "adverse", "both", "resilient", "ordinary", "unclassified")


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Название школы", help_text="Полностью, как в уставе.")
    on = forms.DateField(
        label="Дата приказа", widget=forms.DateInput(attrs={"type": "date"})
    )
    kind = forms.ChoiceField(
        label="Вид школы",
        choices=[("sosh", "средняя школа"), ("oosh", "основная школа")],
    )
    clauses = forms.MultipleChoiceField(
        label="Какие условия считать",
        choices=[
            ("two", "две процедуры в одном году"),
            ("years", "одна и та же два года"),
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text="Школа попадает в список, если выполнено хотя бы одно.",
    )
    table = forms.FileField(
        label="Файл с таблицей", help_text="xlsx, xls, ods или csv, до 40 МБ."
    )
    reason = forms.CharField(label="Основание", widget=forms.Textarea, required=False)
    ready = forms.BooleanField(
        label="Загрузить без ошибочных строк",
        required=False,
        help_text="Остальные строки запишутся.",
    )

    previous_values = {"name": "МБОУ «Школа № 7»"}


class ReasonForm(forms.Form):
    """A reason, as asked before a decision."""

    reason = forms.CharField(label="Причина", widget=forms.Textarea)


class ExampleFilter(forms.Form):
    """Filters of a list of schools."""

    search = forms.CharField(label="Название или код", required=False)
    municipality = forms.ChoiceField(
        label="Муниципалитет",
        required=False,
        choices=[("", "все"), ("1", "город Берёзовск"), ("2", "Ключевской район")],
    )
    status = forms.MultipleChoiceField(
        label="Статус",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (code, MARKS[code].word) for code in ("low_results", "adverse", "risk_zone")
        ],
    )
    only_now = forms.BooleanField(label="Только действующие", required=False)


class ExampleTable(tables.Table):
    """Eight columns of schools."""

    name = "example-schools"
    caption = "Школы и их результаты"
    zebra = True

    school = tables.Column(verbose_name="Школа", attrs={"td": {"class": "wide"}})
    municipality = tables.Column(verbose_name="Муниципалитет")
    group = tables.Column(verbose_name="Группа", order_by="group")
    certainty = tables.Column(verbose_name="Уверенность")
    participants = tables.Column(
        verbose_name="Участников, чел.", attrs={"td": {"class": "num"}}
    )
    actual = tables.Column(
        verbose_name="Результат, баллы", attrs={"td": {"class": "num"}}
    )
    expected = tables.Column(
        verbose_name="Ожидалось, баллы", attrs={"td": {"class": "num"}}
    )
    decided_on = tables.Column(
        verbose_name="Решение", attrs={"td": {"class": "nowrap"}}
    )

    def render_group(self, value: str) -> SafeString:
        """The group as shape and word."""
        return status_badge(value)

    def render_certainty(self, value: str) -> SafeString:
        """How sure the calculation is."""
        return status_badge(value)
