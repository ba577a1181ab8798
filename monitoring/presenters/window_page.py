"""One window: its schools, its indicators, what keeps it shut."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from monitoring.enums import SchoolGroup, Source
from monitoring.models import IndicatorVersion, WindowSchool
from monitoring.presenters.windows import (
    extension_words,
    form_mark,
    form_url,
    lateness_words,
)
from monitoring.queries.window_standing import UNSENT
from schools.templatetags.portal_format import NBSP, number


GROUP_MARKS = {
    SchoolGroup.LOW: "low",
    SchoolGroup.ADVERSE: "adverse",
    SchoolGroup.BOTH: "both",
    SchoolGroup.RISK: "risk_zone",
}


def school_rows(
    forms: Iterable[WindowSchool],
    *,
    filled: Mapping[int, int],
    asked: int,
    today: dt.date,
    is_form: bool,
    has_sites: bool,
) -> list[dict[str, Any]]:
    """Return the schools of a window with their forms."""
    return [
        {
            "form": form,
            "group_mark": GROUP_MARKS[SchoolGroup(form.group)],
            "url": _school_url(form, is_form=is_form, has_sites=has_sites),
            "mark": form_mark(form, today=today),
            "sent": lateness_words(form, today=today),
            "filled": f"{number(filled.get(form.pk, 0))} из{NBSP}{number(asked)}",
            "more": extension_words(form, today=today),
            "can_extend": form.state in UNSENT,
        }
        for form in forms
    ]


def _school_url(form: WindowSchool, *, is_form: bool, has_sites: bool) -> str:
    """Return where the values of a school in a window come from."""
    if is_form:
        return form_url(form)
    if has_sites:
        return reverse("sites:sheet", args=[form.pk])
    return reverse("scorecard:school", args=[form.school_id])


def indicator_rows(versions: Iterable[IndicatorVersion]) -> list[dict[str, Any]]:
    """Return what a window asks for."""
    return [
        {
            "version": version,
            "source": Source(version.source).label if version.source else "не указан",
        }
        for version in versions
    ]
