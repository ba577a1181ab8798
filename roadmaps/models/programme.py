"""A school's programme: what stays the same over its versions."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from roadmaps.enums import ProgrammeState
from roadmaps.models.programme_kind import ProgrammeKind
from schools.models import Membership, School, StoredFile, User, scope_of


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Reads of programmes."""

    def visible_to(self, user: User) -> "ProgrammeQuerySet":
        """Keep the person's own schools'; offices see what a school has shown them.

        A draft that was never sent belongs to the school alone.
        """
        scope = scope_of(user)
        if scope.everything:
            return self
        places = scope.territory_ids
        shown = Q(first_submitted_at__isnull=False)
        return self.filter(
            Q(school_id__in=scope.school_ids)
            | (Q(school__municipality_id__in=places) & shown)
            | (Q(school__municipality__parent_id__in=places) & shown)
        )

    def of_interest_to(self, user: User) -> "ProgrammeQuerySet":
        """Keep those that the person must not judge, whatever rights they hold.

        These are the programmes of schools to whose team they belong, or belonged when
        the programme had been begun, and those that they began, gave a version of or
        wrote in themselves.
        """
        team = Membership.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("created_at__date")),
            user=user,
            school=OuterRef("school"),
        )
        mine = self.model.objects.order_by()
        return self.filter(
            Exists(team)
            | Q(created_by=user)
            | Q(pk__in=mine.filter(versions__author=user).values("pk"))
            | Q(pk__in=mine.filter(fields__saved_by=user).values("pk"))
        )


class Programme(models.Model):
    """One document of one school over one term, on its way to the school's site."""

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="programmes"
    )
    kind = models.ForeignKey(
        ProgrammeKind, verbose_name="вид", on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField("название", max_length=500)
    starts_on = models.DateField("срок с")
    ends_on = models.DateField("срок по")
    state = models.CharField(
        "состояние",
        max_length=10,
        choices=ProgrammeState,
        default=ProgrammeState.DRAFT,
    )
    state_since = models.DateTimeField("в этом состоянии с")
    round_number = models.PositiveSmallIntegerField("круг согласования", default=0)
    # When the school owes the next version, or the reviewer an answer.
    due_on = models.DateField("срок круга", null=True, blank=True)
    first_submitted_at = models.DateTimeField(
        "впервые отправлена", null=True, blank=True
    )
    in_constructor = models.BooleanField("разработана в конструкторе", default=False)
    constructor_link = models.URLField(
        "адрес в конструкторе", max_length=1000, blank=True
    )
    order_number = models.CharField("номер приказа школы", max_length=60, blank=True)
    order_date = models.DateField("дата приказа школы", null=True, blank=True)
    order_file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    extended_until = models.DateField("продлена по", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name="заменена программой",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
    )
    # When the school was last told that this draft will be removed.
    removal_told_at = models.DateTimeField(
        "о скором удалении сказано", null=True, blank=True
    )
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField("создана")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "программа школы"
        verbose_name_plural = "программы школ"
        ordering = ["school__name", "-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind", "starts_on"],
                condition=~Q(state=ProgrammeState.REPLACED),
                name="programme_once",
                violation_error_message=(
                    "Документ этого вида на этот срок у школы уже есть: откройте его."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="programme_ends_after_start",
                violation_error_message="Срок заканчивается раньше, чем начинается.",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[
                        ProgrammeState.APPROVED,
                        ProgrammeState.PUBLISHED,
                        ProgrammeState.RUNNING,
                        ProgrammeState.EXTENDED,
                    ]
                )
                | (Q(order_date__isnull=False) & ~Q(order_number="")),
                name="programme_approved_has_order",
                violation_error_message="Программу утверждают приказом: укажите номер и дату.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProgrammeState.EXTENDED)
                | Q(extended_until__isnull=False),
                name="programme_extended_has_day",
                violation_error_message="Укажите, по какой день продлена программа.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProgrammeState.REPLACED)
                | Q(replaced_by__isnull=False),
                name="programme_replaced_has_successor",
                violation_error_message="Укажите, какой программой заменена эта.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
