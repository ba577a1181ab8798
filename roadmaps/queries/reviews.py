"""Reviews of programmes: what is looked at, what the scores come to, who may judge."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from roadmaps.enums import ProgrammeState, ReviewState
from roadmaps.models import (
    Checklist,
    Criterion,
    Programme,
    ProgrammeStep,
    ProgrammeVersion,
    Remark,
    Review,
    ReviewScore,
)
from roadmaps.workflow.review import Line, Obstacle, Tally, obstacles, tally
from schools.models import Membership, User
from schools.roles import ROLES, Permission


# Everybody's rights in everything are no reason to be asked for an opinion.
REVIEWING_ROLES = frozenset(
    code
    for code, role in ROLES.items()
    if Permission.REVIEW_PROGRAMMES in role.permissions and code != "administrator"
)


@dataclass(frozen=True)
class ScoredCriterion:
    """A line of the checklist with what this review and the one before say of it."""

    criterion: Criterion
    score: ReviewScore | None
    before: ReviewScore | None


def version_under_review(programme: Programme) -> ProgrammeVersion | None:
    """Return the version that the school has sent and nobody has answered yet."""
    if programme.state != ProgrammeState.SUBMITTED:
        return None
    step = (
        ProgrammeStep.objects.filter(
            programme=programme, target=ProgrammeState.SUBMITTED
        )
        .select_related("version")
        .order_by("-happened_at", "-pk")
        .first()
    )
    return step.version if step else None


def is_current(review: Review) -> bool:
    """Tell whether the version of a review still waits for a verdict."""
    version = version_under_review(review.version.programme)
    return version is not None and version.pk == review.version_id


def main_review_of(version: ProgrammeVersion, round_number: int) -> Review | None:
    """Return the review that decides of a version in a round, if anybody began it."""
    return (
        version.reviews.filter(round_number=round_number, is_second_opinion=False)
        .select_related("reviewer")
        .order_by("-started_at", "-pk")
        .first()
    )


def previous_review(review: Review) -> Review | None:
    """Return the last finished verdict on the programme before this review."""
    return (
        Review.objects.filter(
            version__programme=review.version.programme_id,
            state=ReviewState.FINISHED,
            is_second_opinion=False,
            round_number__lt=review.round_number,
        )
        .select_related("version__file", "checklist", "reviewer")
        .order_by("-round_number", "-finished_at", "-pk")
        .first()
    )


def reviews_of(*, programme: Programme, user: User) -> QuerySet[Review]:
    """Return the reviews of a programme that a person may read, the newest first."""
    return (
        Review.objects.visible_to(user)
        .filter(version__programme=programme)
        .select_related("reviewer")
        .annotate(version_number=F("version__number"))
        .order_by("-round_number", "is_second_opinion", "-started_at", "-pk")
    )


def scored_criteria(review: Review) -> list[ScoredCriterion]:
    """Return the whole checklist in its order, with scores of two rounds.

    The last round may have used another checklist: lines meet by their text.
    """
    given = {row.criterion_id: row for row in review.scores.all()}
    last = previous_review(review)
    rows = last.scores.select_related("criterion") if last else ()
    before = {row.criterion.title: row for row in rows}
    return [
        ScoredCriterion(line, given.get(line.pk), before.get(line.title))
        for line in review.checklist.criteria.order_by("number")
    ]


def tally_of(review: Review) -> Tally:
    """Return what the scores of a review come to."""
    given = dict(review.scores.values_list("criterion_id", "score"))
    return tally(
        Line(line.number, line.weight, line.is_starred, given.get(line.pk))
        for line in review.checklist.criteria.order_by("number")
    )


def unsettled_remarks(review: Review) -> QuerySet[Remark]:
    """Return what still stands against a version: of this review and of earlier ones.

    What somebody writes into a second opinion counts once it is given.
    """
    return Remark.objects.filter(
        Q(review=review)
        | Q(review__isnull=True)
        | Q(review__state=ReviewState.FINISHED),
        programme=review.version.programme_id,
        resolved_at__isnull=True,
    )


def obstacles_of(review: Review) -> tuple[Obstacle, ...]:
    """Return what keeps the programme from being agreed by this review."""
    return obstacles(
        tally_of(review),
        threshold_percent=review.checklist.threshold_percent,
        open_remarks=unsettled_remarks(review).count(),
        remarks_block=review.checklist.remarks_block,
    )


def current_checklist(programme: Programme) -> Checklist | None:
    """Return the newest checklist that fits.

    The one for the kind comes before the one for all, then the municipality's own
    before the common one.
    """
    place = programme.school.municipality_id
    fitting = Checklist.objects.filter(
        Q(kind=programme.kind_id) | Q(kind__isnull=True),
        Q(territory=place) | Q(territory__isnull=True),
    )
    return max(
        fitting,
        key=lambda row: (bool(row.kind_id), bool(row.territory_id), row.number),
        default=None,
    )


def possible_reviewers(
    version: ProgrammeVersion, *, round_number: int
) -> QuerySet[User]:
    """Return who may be asked about a version: has the right there and no interest.

    The team of the school is left out whatever else a person is, and so is who has
    left it since, who wrote the programme, and who already looks at the version.
    """
    school = version.programme.school
    places = [school.municipality_id, school.municipality.parent_id]
    entitled = Membership.objects.in_office().filter(
        role__in=REVIEWING_ROLES, territory_id__in=places
    )
    asked = version.reviews.filter(round_number=round_number)
    return (
        User.objects.filter(pk__in=entitled.values("user"), is_active=True)
        .exclude(_is_interested_in(version.programme))
        .exclude(pk__in=asked.filter(reviewer__isnull=False).values("reviewer"))
        .order_by("full_name", "pk")
    )


def _is_interested_in(programme: Programme) -> Q:
    """Return the people's side of `ProgrammeQuerySet.of_interest_to`."""
    team = Membership.objects.filter(school=programme.school_id).filter(
        Q(ends_on__isnull=True)
        | Q(ends_on__gte=timezone.localdate(programme.created_at))
    )
    authors = programme.versions.filter(author__isnull=False)
    writers = programme.fields.filter(saved_by__isnull=False)
    return (
        Q(pk__in=team.values("user"))
        | Q(pk=programme.created_by_id)
        | Q(pk__in=authors.values("author"))
        | Q(pk__in=writers.values("saved_by"))
    )
