"""The only writer of a programme's state: checks the tables, then makes one step."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from roadmaps.actions.constructor import targets_from_content
from roadmaps.actions.programme_letters import write_letters
from roadmaps.actions.programme_needs import Given, demand_given
from roadmaps.enums import PackageItem, ProgrammeState
from roadmaps.models import Programme, ProgrammeStep, ProgrammeVersion, Publication
from roadmaps.policies import CLOSED_BY, PERMISSIONS, has_conflict
from roadmaps.queries.deadlines import lock_of
from roadmaps.workflow import State, Transition, Whose, transition_of
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import StoredFile, User


# Within these the department answers a programme that was sent; a municipality's own
# days stand in its deadlines.
DAYS_TO_ANSWER = 14
SENDING = frozenset({"submit", "resubmit"})
# What the trail calls each move.
AUDITED: dict[str, str] = {
    "submit": "programme.submit",
    "resubmit": "programme.resubmit",
    "withdraw": "programme.withdraw",
    "return": "programme.return",
    "agree": "programme.agree",
    "reopen": "programme.reopen",
    "approve": "programme.approve",
    "publish": "programme.publish",
    "start": "programme.start",
    "extend": "programme.extend",
    "finish": "programme.finish",
    "finish_extended": "programme.finish_extended",
    "replace": "programme.replace",
    "replace_extended": "programme.replace_extended",
    "replace_published": "programme.replace_published",
    "replace_approved": "programme.replace_approved",
}
OWN_SCHOOL = (
    "Вы из команды этой школы или готовили эту программу сами: её ведёт другой "
    "сотрудник отдела."
)


@dataclass(frozen=True)
class _Move:
    """One asked move with its circumstances."""

    transition: Transition
    given: Given
    user: User
    now: dt.datetime
    today: dt.date


@transaction.atomic
def move(
    *,
    programme: Programme,
    code: str,
    user: User,
    now: dt.datetime,
    today: dt.date,
    reason: str = "",
    version: ProgrammeVersion | None = None,
    order_number: str = "",
    order_date: dt.date | None = None,
    order_file: StoredFile | None = None,
    address: str = "",
    until: dt.date | None = None,
    successor: Programme | None = None,
) -> ProgrammeStep:
    """Move a programme along one line of the table, or refuse in one sentence.

    The same form sent again finds its step made and gets that one. `until` of a
    return is the day by which the next version is due.
    """
    row = _locked(programme)
    transition = transition_of(code)
    if transition is None:
        raise refuse("Такого шага у программы нет.", code="unknown")
    demand_permission(user, PERMISSIONS[transition.whose], row)
    if transition.whose != Whose.SCHOOL and has_conflict(user=user, programme=row):
        raise refuse(OWN_SCHOOL, code="conflict")
    given = Given(
        reason=reason.strip(),
        version=version,
        order_number=order_number.strip(),
        order_date=order_date,
        order_file=order_file,
        address=address.strip(),
        until=until,
        successor=successor,
    )
    asked = _Move(transition, given, user, now, today)
    if row.state != transition.source:
        return _made_already(row, asked)
    _demand_open(row, asked)
    demand_given(row, transition, given, today=today)
    return _made(row, asked)


def _locked(programme: Programme) -> Programme:
    rows = Programme.objects.select_for_update(of=("self",))
    related = rows.select_related("school__municipality__parent", "kind")
    return related.get(pk=programme.pk)


def _made_already(row: Programme, asked: _Move) -> ProgrammeStep:
    """Return the last step if it is this very one; refuse a move from elsewhere."""
    last = row.steps.order_by("-happened_at", "-pk").first()
    given = asked.given
    is_same = (
        last is not None
        and last.code == asked.transition.code
        and last.actor_id == asked.user.pk
        and last.target == row.state
        and last.reason == given.reason
        and (given.version is None or last.version_id == given.version.pk)
    )
    if last is not None and is_same:
        return last
    source = ProgrammeState(asked.transition.source).label
    raise refuse(
        f"Программа сейчас {row.get_state_display()}, а шаг "
        f"«{asked.transition.title}» делают, когда она {source}. "
        "Обновите страницу: возможно, его уже сделал другой человек.",
        code="illegal",
    )


def _demand_open(row: Programme, asked: _Move) -> None:
    step = CLOSED_BY.get(asked.transition.code)
    lock = lock_of(row, step, asked.today) if step else None
    if lock is not None:
        raise refuse(lock.sentence, code="locked")


def _made(row: Programme, asked: _Move) -> ProgrammeStep:
    version = asked.given.version or row.versions.order_by("-number").first()
    before = row.state
    _note_effects(row, asked)
    row.state, row.state_since = ProgrammeState(asked.transition.target), asked.now
    row.save()
    is_sending = asked.transition.code in SENDING
    if is_sending and version.sent_at is None:
        version.sent_at = asked.now
        version.save(update_fields=["sent_at"])
    step = ProgrammeStep.objects.create(
        programme=row,
        version=version,
        code=asked.transition.code,
        source=before,
        target=row.state,
        round_number=row.round_number,
        reason=asked.given.reason,
        actor=asked.user,
        happened_at=asked.now,
        receipt_number=_receipt_number(version, asked) if is_sending else None,
    )
    record(
        actor=asked.user,
        action=AUDITED[asked.transition.code],
        obj=row,
        now=asked.now,
        before={"state": before},
        after={"state": row.state, **_details(row, step, asked)},
        reason=step.reason,
    )
    write_letters(step=step, now=asked.now, today=asked.today)
    return step


def _note_effects(row: Programme, asked: _Move) -> None:
    """Write into the row what a move brings besides the state."""
    code, given = asked.transition.code, asked.given
    row.due_on = None
    if code in SENDING:
        row.due_on = asked.today + dt.timedelta(days=DAYS_TO_ANSWER)
        row.first_submitted_at = row.first_submitted_at or asked.now
        # Sent again after being withdrawn, it is still the same round.
        is_new_round = code == "resubmit" or row.round_number == 0
        row.round_number += int(is_new_round)
    elif asked.transition.target == State.RETURNED:
        row.due_on = given.until
    elif code == "approve":
        row.order_number, row.order_date = given.order_number, given.order_date
        row.order_file = given.order_file
        targets_from_content(programme=row, content=_agreed_content(row))
    elif code == "publish":
        _publish(row, asked)
    elif code == "extend":
        row.extended_until = given.until
    elif asked.transition.target == State.REPLACED:
        row.replaced_by = given.successor


def _agreed_content(row: Programme) -> dict[str, Any]:
    """Return what the constructor held when the agreed version was made from it."""
    sent = row.steps.filter(code__in=SENDING).select_related("version")
    last = sent.order_by("-happened_at", "-pk").first()
    return last.version.content if last is not None and last.version else {}


def _publish(row: Programme, asked: _Move) -> None:
    """Keep the address as the first item of what is on the school's site."""
    Publication.objects.update_or_create(
        programme=row,
        item=PackageItem.PROGRAMME,
        defaults={"address": asked.given.address},
        create_defaults={
            "address": asked.given.address,
            "published_on": asked.today,
            "recorded_by": asked.user,
            "recorded_at": asked.now,
        },
    )


def _receipt_number(version: ProgrammeVersion, asked: _Move) -> str:
    """Number a receipt after the version it is for: no counter to wait in line at.

    A version sent again after being withdrawn gets the same number with «/2».
    """
    number = f"П-{asked.today.year}-{version.pk:06d}"
    times = version.steps.filter(receipt_number__startswith=number).count()
    return f"{number}/{times + 1}" if times else number


def _details(row: Programme, step: ProgrammeStep, asked: _Move) -> dict[str, object]:
    """Return what the trail keeps of a step besides the states."""
    given = asked.given
    found: dict[str, object] = {
        "version": step.version.number if step.version else None,
        "receipt_number": step.receipt_number,
        "order_number": given.order_number,
        "address": given.address,
        "until": given.until.isoformat() if given.until else None,
        "replaced_by": given.successor.pk if given.successor else None,
    }
    return {name: value for name, value in found.items() if value}
