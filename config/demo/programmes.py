"""Loads programmes of the demo's schools: each stands elsewhere on its way."""

import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import docx
from django.core.files.base import ContentFile

from config.demo import programme_text as text
from roadmaps.actions.programme_moves import move
from roadmaps.actions.programme_reading import read_version
from roadmaps.actions.programme_receipts import make_receipt
from roadmaps.actions.programmes import add_version, start_programme
from roadmaps.actions.reviews import start_review
from roadmaps.actions.reviews_finish import finish_review
from roadmaps.actions.reviews_remarks import add_remark
from roadmaps.enums import ReviewVerdict
from roadmaps.models import Programme, ProgrammeKind, ProgrammeStep, ProgrammeVersion
from roadmaps.queries.checklists import newest_checklist
from roadmaps.workflow.standard import SCHOOL_PROGRAMME
from schools.enums import Role
from schools.models import Membership, School, Territory, User


Clock = Callable[[], dt.datetime]

# Days before today; a department answers within two weeks.
BEGUN, SENT, ANSWERED, APPROVED, PUBLISHED, STARTED = 40, 30, 20, 12, 8, 5
JUST_SENT = 4
DAYS_TO_MEND = dt.timedelta(days=5)
# Where the town's other schools stand.
WAYS = (
    *(("submitted", SENT), ("submitted", JUST_SENT), ("agreed", SENT)),
    *(("published", SENT), ("running", SENT)),
)


@dataclass(frozen=True)
class _Making:
    """What making one programme needs."""

    school: School
    team: User
    office: User
    kind: ProgrammeKind
    now: dt.datetime
    opens: int


def load_programmes(place: Territory, *, clock: Clock) -> list[Programme]:
    """Write programmes of the demo's own school and of its neighbours."""
    now = clock()
    today = now.date()
    opens = today.year if today.month >= 9 else today.year - 1
    office = User.objects.get(username="coordinator")
    kind = ProgrammeKind.objects.get(code=SCHOOL_PROGRAMME, territory=None)
    team = User.objects.get(username="school")
    own = School.objects.get(memberships__user=team)
    made = [_returned(_Making(own, team, office, kind, now, opens))]
    others = School.objects.in_territory(place).exclude(pk=own.pk).order_by("pk")
    for number, (school, (last, sent)) in enumerate(zip(others, WAYS, strict=False), 1):
        member = _member(school, number)
        making = _Making(school, member, office, kind, now, opens)
        body = text.SHARED if last == "submitted" else text.OWN
        made.append(_along(making, last, sent, body))
    return made


def _returned(making: _Making) -> Programme:
    """The school's own: sent, returned with remarks, its next version is owed."""
    programme = _begun(making)
    first = _version(making, programme, text.OWN)
    receipt = _move(making, programme, "submit", making.team, SENT)
    make_receipt(step_id=receipt.pk, now=receipt.happened_at)
    moment = _ago(making, ANSWERED)
    reviewer = User.objects.get(username="methodist")
    review = start_review(
        version=first,
        user=reviewer,
        checklist=newest_checklist(None, making.kind),
        now=moment,
    )
    for section, words in text.REMARKS:
        add_remark(
            review=review, section=section, text=words, user=reviewer, now=moment
        )
    finish_review(
        review=review,
        verdict=ReviewVerdict.RETURN,
        summary=text.RETURN,
        user=reviewer,
        now=moment,
        today=moment.date(),
        due_on=making.now.date() + DAYS_TO_MEND,
    )
    return programme


def _along(making: _Making, last: str, sent: int, body: Sequence[str]) -> Programme:
    """Move a programme along the straight way as far as it goes."""
    programme = _begun(making)
    _version(making, programme, body)
    address = f"{making.school.site}programma/"
    order = {"order_number": "61-ОД", "order_date": _ago(making, APPROVED).date()}
    way: tuple[tuple[str, User, int, dict[str, Any]], ...] = (
        ("submit", making.team, sent, {}),
        ("agree", making.office, ANSWERED, {}),
        ("approve", making.team, APPROVED, order),
        ("publish", making.team, PUBLISHED, {"address": address}),
        ("start", making.office, STARTED, {}),
    )
    for code, user, days, given in way:
        step = _move(making, programme, code, user, days, **given)
        if step.target == last:
            break
    return programme


def _begun(making: _Making) -> Programme:
    years = {"a": making.opens, "b": making.opens + 1}
    return start_programme(
        school=making.school,
        kind=making.kind,
        title=text.TITLE.format(**years),
        starts_on=dt.date(making.opens, 9, 1),
        ends_on=dt.date(making.opens + 1, 8, 31),
        user=making.team,
        now=_ago(making, BEGUN),
    )


def _version(
    making: _Making, programme: Programme, body: Sequence[str]
) -> ProgrammeVersion:
    parts = (text.PASSPORT, text.ANALYSIS, text.AIM, body, text.INDICATORS)
    years = {"a": making.opens, "b": making.opens + 1}
    words = [line.format(**years) for part in parts for line in part]
    moment = _ago(making, SENT)
    version = add_version(
        programme=programme,
        upload=ContentFile(_document(making.school.name, words)),
        original_name=text.FILE.format(**years),
        comment="",
        user=making.team,
        now=moment,
    )
    read_version(version_id=version.pk, now=moment)
    return version


def _move(
    making: _Making,
    programme: Programme,
    code: str,
    user: User,
    days: int,
    **given: Any,
) -> ProgrammeStep:
    moment = _ago(making, days)
    return move(
        programme=programme,
        code=code,
        user=user,
        now=moment,
        today=moment.date(),
        **given,
    )


def _member(school: School, number: int) -> User:
    """Add somebody of another school's team; nobody signs in as them."""
    user = User(
        username=f"school-{number}",
        full_name=f"Завуч школы {number} (демо)",
        email=f"school-{number}@example.org",
    )
    user.set_unusable_password()
    user.save()
    Membership.objects.create(
        user=user,
        role=Role.SCHOOL_TEAM,
        school=school,
        position="заместитель директора",
        starts_on=dt.date(2023, 9, 1),
    )
    return user


def _document(title: str, lines: Sequence[str]) -> bytes:
    document = docx.Document()
    document.add_heading(title, level=1)
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _ago(making: _Making, days: int) -> dt.datetime:
    return making.now - dt.timedelta(days=days)
