"""Who may move a school's programme, and who must not judge it."""

from roadmaps.enums import DeadlineStep
from roadmaps.models import Presentation, Programme
from roadmaps.workflow import State, Transition, Whose, transitions_from
from schools.models import User, scope_of
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
        move.whose != Whose.SCHOOL and has_conflict(user=user, programme=programme)
    )


def moves_of(*, user: User, programme: Programme) -> tuple[Transition, ...]:
    """Return the moves that a person may make from where the programme stands."""
    return tuple(
        move
        for move in transitions_from(State(programme.state))
        if may_move(user=user, move=move, programme=programme)
    )


def has_conflict(*, user: User, programme: Programme) -> bool:
    """Tell whether a person would judge their own school's work, or their own.

    A place in the team that has ended counts if it ended after the programme was begun.
    """
    return (
        programme.school_id in scope_of(user).school_ids
        or Programme.objects.filter(pk=programme.pk).of_interest_to(user).exists()
    )


def may_present(*, user: User, programme: Programme) -> bool:
    """Tell whether a person may record where the programme was presented."""
    rights = (Permission.WRITE_PROGRAMME, Permission.MANAGE_PROGRAMMES)
    return any(has_permission(user, right, programme) for right in rights)


def may_correct(*, user: User, presentation: Presentation) -> bool:
    """Tell whether a person may correct a record: its author, or the coordinator."""
    programme = presentation.programme
    if presentation.recorded_by_id == user.pk:
        return may_present(user=user, programme=programme)
    return has_permission(user, Permission.MANAGE_PROGRAMMES, programme)


def may_write(*, user: User, programme: Programme) -> bool:
    """Tell whether a person may change the programme's content now."""
    return programme.state in OPEN_TO_VERSIONS and has_permission(
        user, Permission.WRITE_PROGRAMME, programme
    )
