"""Columns of the list of people."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from schools.models import Membership, User
from schools.presenters.people import account_words, office_words
from schools.queries.people import is_in_office
from schools.templatetags.portal_components import status_badge


class PeopleTable(tables.Table):
    """People with their offices of today."""

    name = "people"
    caption = "Люди и их назначения"
    row_header = "person"

    person = tables.Column(
        verbose_name="Имя", accessor="username", order_by=("full_name", "pk")
    )
    offices = tables.Column(
        verbose_name="Назначения",
        accessor="visible_memberships",
        orderable=False,
        attrs={"td": {"class": "wide"}},
    )
    email = tables.Column(verbose_name="Почта", order_by=("email", "pk"))
    last_login = tables.Column(
        verbose_name="Последний вход", order_by=("last_login", "pk")
    )
    account = tables.Column(
        verbose_name="Учётная запись", accessor="is_active", orderable=False
    )

    class Meta:
        order_by = "person"

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def render_person(self, record: User) -> SafeString:
        """Link the name, or the login of a nameless person, to the page."""
        url = reverse("people:person", args=[record.pk])
        return format_html('<a href="{}">{}</a>', url, record)

    def render_offices(self, value: list[Membership]) -> SafeString | str:
        """Name the offices held today, one a line."""
        held = [row for row in value if is_in_office(row, self.on)]
        lines = [(office_words(row),) for row in held]
        return format_html_join("", "<div>{}</div>", lines) or "сейчас нет"

    def render_account(self, record: User) -> SafeString:
        """Say whether the person can sign in."""
        return status_badge(*account_words(record))
