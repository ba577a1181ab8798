"""Filter bars of papers and of recommendations; all stands in the address."""

import datetime as dt
from typing import Any

from django import forms

from monitoring.enums import Addressee, RecommendationState, ReportKind
from monitoring.queries.analytics import (
    OVERDUE,
    WAITING,
    AdviceCriteria,
    ReportCriteria,
    years_of,
)
from monitoring.queries.draft_advice import BY_RULE, BY_SCHOOL
from roadmaps.filters.deadlines import PlaceForm
from schools.forms.quick import QuickSelect
from schools.models import User
from schools.policies import has_permission
from schools.roles import Permission
from schools.templatetags.portal_format import school_year


ALL = ("", "все")
STATES = [
    ALL,
    (OVERDUE, "срок прошёл"),
    (WAITING, "выданные, не закрытые"),
    *RecommendationState.choices,
]


class ReportFilterForm(forms.Form):
    """School year and kind of paper, and words of its name or number."""

    search = forms.CharField(label="Название или номер", required=False)
    year = forms.ChoiceField(label="Учебный год", required=False, widget=QuickSelect)
    kind = forms.ChoiceField(
        label="Вид",
        required=False,
        choices=[ALL, *ReportKind.choices],
        widget=QuickSelect,
    )

    def __init__(self, data: Any = None, *, user: User, today: dt.date) -> None:
        super().__init__(data)
        self.fields["year"].choices = year_choices(user, today)

    def criteria(self) -> ReportCriteria:
        """Return what was chosen; a value that is no choice narrows nothing."""
        self.is_valid()
        chosen = getattr(self, "cleaned_data", {})
        year = chosen.get("year")
        return ReportCriteria(
            search=chosen.get("search") or "",
            year=int(year) if year else None,
            kind=chosen.get("kind") or "",
        )


class AdviceFilterForm(PlaceForm):
    """School, state, term and addressee of recommendations."""

    search = forms.CharField(label="Школа или текст", required=False)
    year = forms.ChoiceField(label="Учебный год", required=False, widget=QuickSelect)
    state = forms.ChoiceField(
        label="Состояние", required=False, choices=STATES, widget=QuickSelect
    )
    addressee = forms.ChoiceField(
        label="Кому",
        required=False,
        choices=[ALL, *Addressee.choices],
        widget=QuickSelect,
    )
    group = forms.ChoiceField(
        label="Проекты собраны",
        required=False,
        choices=[("", "по школам"), (BY_RULE, "по правилам")],
        widget=QuickSelect,
    )
    field_order = ("search", "year", "municipality", "state", "addressee", "group")

    def __init__(self, data: Any = None, *, user: User, today: dt.date) -> None:
        super().__init__(data, user=user)
        self.fields["year"].choices = year_choices(user, today)
        if not has_permission(user, Permission.ISSUE_RECOMMENDATIONS):
            del self.fields["group"]

    @property
    def grouping(self) -> str:
        """Return by what drafts are gathered."""
        return self.chosen.get("group") or BY_SCHOOL

    def criteria(self) -> AdviceCriteria:
        """Return what was chosen; a value that is no choice narrows nothing."""
        chosen = self.chosen
        year = chosen.get("year")
        return AdviceCriteria(
            search=chosen.get("search") or "",
            year=int(year) if year else None,
            municipality=self.place_id,
            state=chosen.get("state") or "",
            addressee=chosen.get("addressee") or "",
        )


def year_choices(user: User, today: dt.date) -> list[tuple[str, str]]:
    """Return the school years of which there is something."""
    years = years_of(user=user, today=today)
    return [ALL, *((str(year), school_year(year)) for year in years)]
