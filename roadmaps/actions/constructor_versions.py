"""A draft of the constructor becomes a paper, and a paper becomes a version."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from roadmaps.actions.constructor import locked_draft
from roadmaps.actions.programmes import DOUBLE_CLICK, add_version
from roadmaps.models import Programme, ProgrammeVersion, RiskFactor
from roadmaps.queries.constructor import content_of, fields_of, last_saved
from roadmaps.reports.programme_docx import programme_docx
from roadmaps.reports.programme_paper import file_name, programme_paper
from roadmaps.reports.programme_pdf import programme_pdf
from roadmaps.reports.word import CONTENT_TYPE
from schools.actions.refusals import refuse
from schools.models import User
from schools.reports.layout import PROFILES


PDF = "application/pdf"
FORMS = {"docx": CONTENT_TYPE, "pdf": PDF}


@dataclass(frozen=True)
class Printed:
    """A paper with its name and what it was made from."""

    name: str
    content_type: str
    content: bytes
    values: dict[str, Any]


def print_draft(*, programme: Programme, form: str, now: dt.datetime) -> Printed:
    """Print what the constructor holds as docx or pdf; the same draft, the same docx."""
    rows = fields_of(programme)
    values = content_of(rows)
    titles = dict(RiskFactor.objects.values_list("code", "title"))
    paper = programme_paper(programme, values, factors=titles)
    profile = PROFILES[settings.REPORT_LAYOUT]
    made = last_saved(rows) or now
    content = (
        programme_docx(paper, profile, made=made)
        if form == "docx"
        else programme_pdf(paper, profile)
    )
    name = file_name(programme, form, day_made=timezone.localdate(made))
    return Printed(name, FORMS[form], content, values)


def make_version(
    *, programme: Programme, comment: str, user: User, now: dt.datetime
) -> ProgrammeVersion:
    """Make the draft the next version, with its words kept beside the file.

    Who calls this enqueues `read_version` on commit.
    """
    with transaction.atomic():
        programme = locked_draft(programme, user)
        printed = print_draft(programme=programme, form="docx", now=now)
    if not printed.values:
        message = "В конструкторе пока ничего не написано."
        raise refuse(message, code="empty")
    last = programme.versions.order_by("-number").first()
    if last is not None and last.content == printed.values:
        if last.author_id == user.pk and now - last.uploaded_at <= DOUBLE_CLICK:
            return last
        raise refuse(
            f"С версии {last.number} в конструкторе ничего не изменилось: отправляйте её.",
            code="same_content",
        )
    return add_version(
        programme=programme,
        upload=ContentFile(printed.content, name=printed.name),
        original_name=printed.name,
        comment=comment,
        user=user,
        now=now,
        content=printed.values,
    )
