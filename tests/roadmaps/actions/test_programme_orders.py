"""Random orders of actions: the programme never leaves its tables, nothing is lost."""

import datetime as dt
import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from roadmaps.models import Programme, ProgrammeStep, ProgrammeVersion
from roadmaps.workflow import TRANSITIONS, State, find_transition, transition_of
from schools.models import OutgoingMessage
from tests.roadmaps.programme_desk import (
    NEEDED,
    NOW,
    Desk,
    docx_of,
    in_state,
    make_desk,
)


pytestmark = pytest.mark.django_db

CODES = [move.code for move in TRANSITIONS]
# Uploads come as often as moves, so that rounds do happen.
ACTIONS = st.one_of(
    st.tuples(st.just("upload"), st.integers(0, 5)),
    st.tuples(st.sampled_from(CODES), st.just(0)),
    st.tuples(st.sampled_from(["submit", "return", "resubmit", "agree"]), st.just(0)),
)
CONTENTS = [docx_of(f"Программа, правка {number}") for number in range(6)]


class Model:
    """What the tables say must be true, kept beside the database."""

    def __init__(self) -> None:
        self.state = State.DRAFT
        self.contents: list[int] = []
        self.unsent = False
        self.round = 0
        self.steps: list[str] = []

    def may_upload(self, content: int) -> bool:
        return self.state in {State.DRAFT, State.RETURNED} and (
            content not in self.contents
        )

    def may_move(self, code: str) -> bool:
        move = transition_of(code)
        if move is None or move.source != self.state:
            return False
        if code == "submit":
            return bool(self.contents)
        return code != "resubmit" or self.unsent

    def uploaded(self, content: int) -> None:
        self.contents.append(content)
        self.unsent = True

    def moved(self, code: str) -> None:
        self.state = transition_of(code).target
        self.steps.append(code)
        if code in {"submit", "resubmit"}:
            self.unsent = False
            self.round += code == "resubmit" or self.round == 0


def upload(desk: Desk, programme: Programme, content: int, now: dt.datetime) -> None:
    desk.upload(programme, upload=ContentFile(CONTENTS[content]), now=now)


def values_for(code: str, successor: Programme) -> dict[str, object]:
    found: dict[str, object] = {}
    for need in transition_of(code).needs:
        found |= NEEDED.get(need, {"successor": successor})
    return found


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except ValidationError:
        return True
    return False


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(actions=st.lists(ACTIONS, min_size=1, max_size=25))
def test_any_order_of_actions_stays_within_the_tables(db, actions):
    with transaction.atomic():
        desk = make_desk()
        successor = in_state(desk.school, State.RUNNING, starts_on=dt.date(2020, 9, 1))
        programme, model = desk.start(), Model()
        for number, (what, content) in enumerate(actions):
            now = NOW + dt.timedelta(minutes=5 * number)
            if what == "upload":
                _uploaded(desk, programme, model, content, now)
                continue
            _moved(desk, programme, successor, model, what, now)
        _demand_whole(programme, model)
        transaction.set_rollback(True)


def _uploaded(desk, programme, model, content, now) -> None:
    allowed = model.may_upload(content)
    stopped = refused(lambda: upload(desk, programme, content, now))
    assert stopped is not allowed
    if allowed:
        model.uploaded(content)


def _moved(desk, programme, successor, model, code, now) -> None:
    allowed = model.may_move(code)
    # The last form sent once more: no refusal, and no second step either.
    is_repeat = (
        not allowed
        and bool(model.steps)
        and model.steps[-1] == code
        and transition_of(code).target == model.state
    )
    given = values_for(code, successor)
    stopped = refused(lambda: desk.move(programme, code, now=now, **given))
    assert stopped is not (allowed or is_repeat)
    if allowed:
        model.moved(code)


def _demand_whole(programme: Programme, model: Model) -> None:
    row = Programme.objects.get(pk=programme.pk)
    steps = list(ProgrammeStep.objects.filter(programme=row).order_by("pk"))
    assert (row.state, row.round_number) == (model.state, model.round)
    assert [step.code for step in steps] == model.steps
    # The history is a chain of lines of the table, from the draft to where it stands.
    ends = [State.DRAFT, *(step.target for step in steps)]
    assert [step.source for step in steps] == ends[:-1]
    assert all(find_transition(State(s.source), State(s.target)) for s in steps)
    versions = list(ProgrammeVersion.objects.filter(programme=row).order_by("number"))
    assert [version.number for version in versions] == list(
        range(1, len(model.contents) + 1)
    )
    assert [version.sha256 for version in versions] == [
        hashlib.sha256(CONTENTS[content]).hexdigest() for content in model.contents
    ]
    receipts = [step.receipt_number for step in steps if step.receipt_number]
    sendings = [c for c in model.steps if c in {"submit", "resubmit"}]
    assert len(set(receipts)) == len(receipts) == len(sendings)
    told = OutgoingMessage.objects.filter(subject__startswith="Расписка").count()
    assert told == len(receipts)
