"""Forms of the person's own schools, and what coordinators ask in them."""

from django.db.models import Case, IntegerField, Q, QuerySet, Value as Constant, When

from monitoring.counting import State
from monitoring.counting.completeness import Completeness, completeness
from monitoring.enums import FormState
from monitoring.models import Value, WindowIndicator, WindowSchool
from monitoring.queries.forms import OF_SCHOOL, school_forms
from schools.models import User, scope_of


# Forms in the school's hands come first.
_TURN = Case(
    When(state=FormState.RETURNED, then=Constant(0)),
    When(state__in=[FormState.NOT_STARTED, FormState.DRAFT], then=Constant(1)),
    When(state=FormState.SUBMITTED, then=Constant(2)),
    default=Constant(3),
    output_field=IntegerField(),
)


def own_forms(*, user: User) -> list[WindowSchool]:
    """Return the forms of the person's schools: what is to be done, then the rest.

    Each has `filled`, a `Completeness` counted from its values, whose number of
    queries does not depend on how many forms there are.
    """
    forms: list[WindowSchool] = list(
        _own(user)
        .alias(turn=_TURN)
        .order_by("turn", "-window__opens_on", "school__name", "pk")
    )
    asked: dict[int, set[int]] = {}
    for window, key in WindowIndicator.objects.filter(
        OF_SCHOOL, window__in={form.window_id for form in forms}
    ).values_list("window_id", "pk"):
        asked.setdefault(window, set()).add(key)
    written: dict[int, dict[int, str]] = {}
    for form_key, key, state in Value.objects.filter(
        window_school__in=[form.pk for form in forms]
    ).values_list("window_school_id", "window_indicator_id", "state"):
        written.setdefault(form_key, {})[key] = state
    for form in forms:
        form.filled = _filled(
            asked.get(form.window_id, set()), written.get(form.pk, {})
        )
    return forms


def own_questions(*, user: User) -> QuerySet[Value]:
    """Return values of the person's schools that a coordinator asks about."""
    return (
        Value.objects.filter(window_school__in=_own(user).values("pk"))
        .exclude(Q(query_text="") | Q(window_school__state=FormState.ACCEPTED))
        .select_related("window_school__window", "window_indicator__version")
        .order_by("window__due_on", "window_indicator__position", "pk")
    )


def _own(user: User) -> QuerySet[WindowSchool]:
    return school_forms().filter(school__in=scope_of(user).school_ids)


def _filled(keys: set[int], states: dict[int, str]) -> Completeness:
    return completeness(State(states.get(key, State.EMPTY)) for key in keys)


def neighbours_of(
    form: WindowSchool,
) -> tuple[WindowSchool | None, WindowSchool | None]:
    """Return the forms before and after one in its window, by the school's name."""
    rows = WindowSchool.objects.filter(window=form.window_id).select_related("school")
    place = (form.school.name, form.pk)
    before = rows.filter(
        Q(school__name__lt=place[0]) | Q(school__name=place[0], pk__lt=place[1])
    )
    after = rows.filter(
        Q(school__name__gt=place[0]) | Q(school__name=place[0], pk__gt=place[1])
    )
    return (
        before.order_by("-school__name", "-pk").first(),
        after.order_by("school__name", "pk").first(),
    )
