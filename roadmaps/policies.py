"""Who may move a school's programme, and who must not judge it."""

from roadmaps.enums import DeadlineStep
from roadmaps.models import Programme
from roadmaps.workflow import State, Transition, Whose, transitions_from
from schools.models import School, User, scope_of
from schools.policies import has_permission
from schools.roles import Permission


PERMISSIONS: dict[Whose, Permission] = {
    Whose.SCHOOL: Permission.WRITE_PROGRAMME,
    Whose.REVIEWER: Permission.REVIEW_PROGRAMMES,
    Whose.OFFICE: Permission.MANAGE_PROGRAMMES,
}
# A version is added while the programme is in the school's hands.
OPEN_TO_VERSIONS = frozenset({State.DRAFT, State.RETURNED})
# Moves that a deadline of the municipality closes. A returned programme comes back
# by the day that its round names, whatever the window says.
CLOSED_BY: dict[str, DeadlineStep] = {
    "submit": DeadlineStep.SUBMIT,
    "approve": DeadlineStep.APPROVE,
    "publish": DeadlineStep.PUBLISH,
}


def may_move(*, user: User, move: Transition, programme: Programme) -> bool:
    """Tell whether a person may make a move of a programme at all."""
    return has_permission(user, PERMISSIONS[move.whose], programme) and not (
        move.whose != Whose.SCHOOL and has_conflict(user=user, school=programme.school)
    )


def moves_of(*, user: User, programme: Programme) -> tuple[Transition, ...]:
    """Return the moves that a person may make from where the programme stands."""
    return tuple(
        move
        for move in transitions_from(State(programme.state))
        if may_move(user=user, move=move, programme=programme)
    )


def has_conflict(*, user: User, school: School) -> bool:
    """Tell whether a person would judge the school to whose team they belong."""
    return school.pk in scope_of(user).school_ids


def may_write(*, user: User, programme: Programme) -> bool:
    """Tell whether a person may change the programme's content now."""
    return programme.state in OPEN_TO_VERSIONS and has_permission(
        user, Permission.WRITE_PROGRAMME, programme
    )
