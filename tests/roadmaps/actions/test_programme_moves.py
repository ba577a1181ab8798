"""Every move of a programme: each state, each code, each role; what it leaves behind."""

import datetime as dt
import itertools

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from roadmaps.enums import PackageItem, ProgrammeState
from roadmaps.models import Programme, ProgrammeStep, Publication
from roadmaps.workflow import TRANSITIONS, State, Transition, Whose
from schools.enums import Role
from schools.models import AuditEvent, OutgoingMessage
from tests.factories import SchoolFactory, person
from tests.factories.programmes import ProgrammeDeadlineFactory
from tests.roadmaps.programme_desk import (
    NEEDED,
    NOW,
    ORDER,
    TODAY,
    Desk,
    in_state,
    make_desk,
)


pytestmark = pytest.mark.django_db

ALLOWED = {
    Whose.SCHOOL: {"team", "administrator"},
    Whose.REVIEWER: {"coordinator", "methodist", "administrator"},
    Whose.OFFICE: {"coordinator", "administrator"},
}


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def needed(transition: Transition, successor) -> dict[str, object]:
    given: dict[str, object] = {}
    for need in transition.needs:
        given |= NEEDED.get(need, {"successor": successor})
    return given


def first_errors(refusal: ValidationError) -> list[ValidationError]:
    by_field = getattr(refusal, "error_dict", {"": getattr(refusal, "error_list", [])})
    return [errors[0] for errors in by_field.values()]


def test_each_state_each_code_each_role(desk):
    region = desk.municipality.parent
    people = {
        "team": desk.team,
        "coordinator": desk.coordinator,
        "methodist": desk.methodist,
        "head": desk.head,
        "analyst": person(Role.ANALYST, region),
        "administrator": person(Role.ADMINISTRATOR, None),
        "other_team": person(Role.SCHOOL_TEAM, SchoolFactory()),
        "other_coordinator": person(Role.COORDINATOR, SchoolFactory().municipality),
    }
    programmes = {
        state: in_state(desk.school, state, starts_on=dt.date(2010 + n, 9, 1))
        for n, state in enumerate(State)
    }
    found, expected = {}, {}
    for state, transition, name in itertools.product(State, TRANSITIONS, people):
        programme = programmes[state]
        successor = programmes[
            State.RUNNING if state != State.RUNNING else State.APPROVED
        ]
        case = (state.value, transition.code, name)
        is_right = name in ALLOWED[transition.whose]
        expected[case] = (
            "denied"
            if not is_right
            else str(transition.target)
            if transition.source == state
            else "illegal"
        )
        with transaction.atomic():
            try:
                step = desk.move(
                    programme,
                    transition.code,
                    people[name],
                    **needed(transition, successor),
                )
                found[case] = Programme.objects.get(pk=programme.pk).state
                assert (step.source, step.target) == (state, found[case])
            except PermissionDenied:
                found[case] = "denied"
            except ValidationError as refusal:
                found[case] = first_errors(refusal)[0].code
            transaction.set_rollback(True)
    assert len(found) == 10 * 16 * 8
    assert found == expected


def test_an_unknown_code_is_refused(desk):
    programme = in_state(desk.school, State.DRAFT)
    with pytest.raises(ValidationError) as refusal:
        desk.move(programme, "burn")
    assert refusal.value.error_list[0].code == "unknown"


def test_sending_opens_a_round_shows_the_version_and_gives_a_receipt(desk):
    programme, version, step = desk.sent()
    assert (programme.state, programme.round_number) == ("submitted", 1)
    assert programme.first_submitted_at == version.sent_at == NOW
    assert programme.due_on == dt.date(2025, 9, 24)
    assert step.receipt_number == f"П-2025-{version.pk:06d}"
    assert (step.version, step.actor, step.happened_at) == (version, desk.team, NOW)
    letters = {m.to: m for m in OutgoingMessage.objects.all()}
    assert sorted(letters) == ["coordinator@example.org", "team@example.org"]
    receipt = letters["team@example.org"]
    assert step.receipt_number in receipt.subject
    assert version.sha256 in receipt.body
    assert "10.09.2025 в 16:00" in receipt.body
    assert version.sha256 not in letters["coordinator@example.org"].body
    event = AuditEvent.objects.get(action="programme.submit")
    assert event.after == {
        "state": "submitted",
        "version": 1,
        "receipt_number": step.receipt_number,
    }


def test_the_same_form_sent_twice_makes_one_step(desk):
    programme, _, step = desk.sent()
    again = desk.move(programme, "submit")
    assert again.pk == step.pk
    assert ProgrammeStep.objects.count() == 1
    assert OutgoingMessage.objects.count() == 2
    programme.refresh_from_db()
    assert programme.round_number == 1


def test_another_persons_step_is_not_taken_for_ones_own(desk):
    programme, _, _ = desk.sent()
    colleague = person(Role.SCHOOL_TEAM, desk.school)
    with pytest.raises(ValidationError) as refusal:
        desk.move(programme, "submit", colleague)
    assert refusal.value.error_list[0].code == "illegal"


def test_withdrawn_and_sent_again_it_is_the_same_round_with_a_second_receipt(desk):
    programme, version, step = desk.sent()
    desk.move(programme, "withdraw", reason="Нашли опечатку.")
    again = desk.move(programme, "submit", now=NOW + dt.timedelta(hours=1))
    programme.refresh_from_db()
    assert programme.round_number == 1
    assert again.receipt_number == f"{step.receipt_number}/2"
    version.refresh_from_db()
    assert version.sent_at == NOW


def test_a_returned_programme_comes_back_only_with_a_new_version(desk):
    programme, _, _ = desk.sent()
    due = dt.date(2025, 9, 30)
    desk.move(programme, "return", desk.methodist, reason="Нет целей.", until=due)
    programme.refresh_from_db()
    assert (programme.state, programme.due_on) == ("returned", due)
    with pytest.raises(ValidationError) as refusal:
        desk.move(programme, "resubmit")
    assert refusal.value.error_list[0].code == "same_version"
    second = desk.upload(programme, "Исправленная программа")
    step = desk.move(programme, "resubmit")
    programme.refresh_from_db()
    assert (step.version, programme.round_number) == (second, 2)


def test_nothing_is_sent_without_a_version(desk):
    with pytest.raises(ValidationError) as refusal:
        desk.move(desk.start(), "submit")
    assert refusal.value.error_list[0].code == "no_version"


@pytest.mark.parametrize(
    ("state", "code", "given", "refused"),
    [
        ("submitted", "return", {"reason": "  "}, {"reason": "no_reason"}),
        (
            "submitted",
            "return",
            {"reason": "Нет целей.", "until": dt.date(2025, 9, 9)},
            {"until": "past_day"},
        ),
        ("agreed", "approve", {}, {"order_number": "no_number"}),
        ("agreed", "approve", {"order_number": "1"}, {"order_date": "no_date"}),
        (
            "agreed",
            "approve",
            {"order_number": "1", "order_date": dt.date(2025, 9, 11)},
            {"order_date": "future_date"},
        ),
        ("approved", "publish", {"address": "школа.рф"}, {"address": "bad_address"}),
        (
            "approved",
            "publish",
            {"address": "javascript:alert(1)"},
            {"address": "bad_address"},
        ),
        ("running", "extend", {"reason": "Ремонт."}, {"until": "no_day"}),
        (
            "running",
            "extend",
            {"reason": "Ремонт.", "until": dt.date(2026, 8, 31)},
            {"until": "not_later"},
        ),
        (
            "running",
            "extend",
            {"reason": "Ремонт.", "until": dt.date(2035, 8, 31)},
            {"until": "too_far"},
        ),
        ("running", "replace", {"reason": "Новая."}, {"successor": "no_successor"}),
    ],
)
def test_what_is_missing_is_said_at_its_field(desk, state, code, given, refused):
    programme = in_state(desk.school, state)
    with pytest.raises(ValidationError) as refusal:
        desk.move(programme, code, **given)
    found = {
        field: errors[0].code for field, errors in refusal.value.error_dict.items()
    }
    assert found == refused
    programme.refresh_from_db()
    assert programme.state == state


def test_a_programme_is_replaced_only_by_a_sent_one_of_the_same_school(desk):
    programme = in_state(desk.school, State.RUNNING)
    foreign = in_state(SchoolFactory(), State.RUNNING)
    draft = in_state(desk.school, State.DRAFT, starts_on=dt.date(2024, 9, 1))
    for other in (programme, foreign, draft):
        with pytest.raises(ValidationError) as refusal:
            desk.move(programme, "replace", reason="Новая.", successor=other)
        assert refusal.value.error_dict["successor"][0].code == "bad_successor"
    fit = in_state(desk.school, State.AGREED, starts_on=dt.date(2023, 9, 1))
    desk.move(programme, "replace", reason="Новая.", successor=fit)
    programme.refresh_from_db()
    assert (programme.state, programme.replaced_by) == ("replaced", fit)


def test_the_order_and_the_address_stay_with_the_programme(desk):
    programme = in_state(desk.school, State.AGREED, order_number="", order_date=None)
    desk.move(programme, "approve", **ORDER)
    desk.move(programme, "publish", address="https://school.example.org/p")
    programme.refresh_from_db()
    assert (programme.state, programme.order_number) == ("published", "45-ОД")
    item = Publication.objects.get(programme=programme)
    assert (item.item, item.address, item.published_on) == (
        PackageItem.PROGRAMME,
        "https://school.example.org/p",
        TODAY,
    )


def test_a_closed_window_refuses_the_first_sending_and_not_the_next_round(desk):
    programme = desk.start()
    desk.upload(programme)
    ProgrammeDeadlineFactory(
        territory=desk.municipality, kind=desk.kind, due_on=dt.date(2025, 9, 9)
    )
    with pytest.raises(ValidationError) as refusal:
        desk.move(programme, "submit")
    assert refusal.value.error_list[0].code == "locked"
    returned = in_state(
        desk.school, ProgrammeState.RETURNED, starts_on=dt.date(2025, 9, 2)
    )
    step = desk.move(returned, "resubmit")
    assert step.target == "submitted"


def test_nobody_judges_the_programme_of_their_own_school(desk):
    programme, _, _ = desk.sent()
    both = person(Role.METHODIST, desk.municipality)
    both.memberships.create(
        role=Role.SCHOOL_TEAM, school=desk.school, starts_on=dt.date(2020, 9, 1)
    )
    with pytest.raises(ValidationError) as refusal:
        desk.move(programme, "agree", both)
    assert refusal.value.error_list[0].code == "conflict"


def test_the_school_hears_what_the_department_decides(desk):
    programme, _, _ = desk.sent()
    OutgoingMessage.objects.all().delete()
    desk.move(programme, "return", reason="Нет целей по годам.")
    letter = OutgoingMessage.objects.get()
    assert letter.to == "team@example.org"
    assert letter.subject == "ШППКО возвращена с замечаниями"
    assert "Почему: Нет целей по годам." in letter.body
    assert f"/programmes/{programme.pk}/" in letter.body
