"""Kinds of documents that schools bring: editable data."""

from django.db import models
from django.db.models import Q

from schools.models import Territory, User, scope_of


class ProgrammeKindQuerySet(models.QuerySet["ProgrammeKind"]):
    """Reads of kinds."""

    def visible_to(self, user: User) -> "ProgrammeKindQuerySet":
        """Keep common ones and those of the person's municipalities."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(scope.with_common()).distinct()


class ProgrammeKind(models.Model):
    """ШППКО, антирисковая программа, концепция развития and the like."""

    # Empty for a kind that every municipality has.
    territory = models.ForeignKey(
        Territory,
        verbose_name="муниципалитет",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="programme_kinds",
    )
    code = models.SlugField("код", max_length=40, allow_unicode=False)
    name = models.CharField("название", max_length=200)
    short_name = models.CharField("коротко", max_length=60)
    hint = models.TextField("что в нём должно быть", blank=True)
    has_constructor = models.BooleanField(
        "можно написать в конструкторе", default=False
    )
    is_active = models.BooleanField("используется", default=True)
    position = models.PositiveIntegerField("место по порядку", default=0)

    objects = ProgrammeKindQuerySet.as_manager()

    class Meta:
        verbose_name = "вид документа"
        verbose_name_plural = "виды документов"
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "code"],
                name="programme_kind_once",
                violation_error_message="Такой вид документа уже есть.",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(territory__isnull=True),
                name="programme_kind_common_once",
                violation_error_message="Такой общий вид документа уже есть.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name
