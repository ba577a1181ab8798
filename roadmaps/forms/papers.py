"""Forms of a road map's papers and of its open page."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from roadmaps.enums import PlanReportKind
from roadmaps.models import RoadMap, RoadMapVersion
from roadmaps.presenters.papers_page import OF_PROGRESS, kind_choices, version_name
from schools.forms.schools import day_input


class PlanPaperForm(forms.Form):
    """Which paper, of which version, on which day."""

    kind = forms.ChoiceField(
        label="Какой документ",
        choices=kind_choices,
        widget=forms.RadioSelect,
        initial=PlanReportKind.PLAN_PDF,
        error_messages={
            "required": "Выберите документ.",
            "invalid_choice": "Выберите документ из списка.",
        },
    )
    version = forms.ChoiceField(label="Версия")
    as_of = forms.DateField(
        label="На дату",
        required=False,
        widget=day_input(),
        help_text="Для отчёта о выполнении. Пусто – на сегодня.",
    )

    def __init__(
        self, *args: Any, versions: Sequence[RoadMapVersion], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {str(version.pk): version for version in versions}
        self.fields["version"].choices = [
            (key, version_name(version)) for key, version in self.versions.items()
        ]

    def clean_version(self) -> RoadMapVersion:
        """Return the version itself."""
        return self.versions[self.cleaned_data["version"]]

    def clean(self) -> None:
        """Refuse the report of a plan that nobody has approved."""
        cleaned = super().clean() or self.cleaned_data
        version = cleaned.get("version")
        if cleaned.get("kind") in OF_PROGRESS and version and version.is_draft:
            raise ValidationError(
                {
                    "version": "Отчёт о выполнении делают по утверждённой версии: "
                    "у проекта ещё нет сроков, по которым отвечают."
                }
            )


class OpennessForm(forms.ModelForm):
    """Whether everybody may read the plan, and whether with names."""

    class Meta:
        model = RoadMap
        fields = ("is_public", "shows_names")
        labels = {
            "is_public": "Открыть страницу для всех",
            "shows_names": "Показывать фамилии ответственных",
        }
        help_texts = {
            "is_public": "Страницу увидит любой, кто знает адрес или нашёл её в поиске.",
            "shows_names": (
                "Без этой отметки вместо фамилий стоит «ответственное лицо». Телефоны и "
                "адреса почты не показываются никогда."
            ),
        }
