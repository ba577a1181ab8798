"""The filter bar of the audit trail."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from schools.forms.schools import day_input
from schools.models import AuditEvent, User
from schools.presenters.audit import action_choices
from schools.queries.audit import EventCriteria, listed_events


class EventFilter(django_filters.FilterSet):
    """Narrows the trail; the object comes by a link from its own page."""

    search = django_filters.CharFilter(label="Кто")
    object_label = django_filters.CharFilter(label="Объект")
    action = django_filters.ChoiceFilter(label="Действие", empty_label="все")
    since = django_filters.DateFilter(label="С", widget=day_input())
    until = django_filters.DateFilter(label="По", widget=day_input())
    refused = django_filters.BooleanFilter(
        label="Только отказы", widget=forms.CheckboxInput
    )
    object_type = django_filters.CharFilter(widget=forms.HiddenInput)
    object_id = django_filters.CharFilter(widget=forms.HiddenInput)
    request = django_filters.CharFilter(widget=forms.HiddenInput)

    class Meta:
        model = AuditEvent
        fields: list[str] = []

    def __init__(self, data: Any = None, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, queryset=AuditEvent.objects.none(), **kwargs)
        self.user = user
        self.form.fields["action"].choices = action_choices()

    @property
    def qs(self) -> QuerySet[AuditEvent]:
        """Return the events that the list shows."""
        if not hasattr(self, "_qs"):
            self.form.is_valid()
            chosen = getattr(self.form, "cleaned_data", {})
            criteria = EventCriteria(
                person=chosen.get("search") or "",
                action=chosen.get("action") or "",
                object_type=chosen.get("object_type") or "",
                object_id=chosen.get("object_id") or "",
                object_label=chosen.get("object_label") or "",
                request_id=chosen.get("request") or "",
                since=chosen.get("since"),
                until=chosen.get("until"),
                is_refusal=bool(chosen.get("refused")),
            )
            self._qs = listed_events(user=self.user, criteria=criteria)
        return self._qs
