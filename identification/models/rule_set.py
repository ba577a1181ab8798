"""Versions of the rules by which schools are identified."""

from typing import Any

from django.db import models
from django.db.models import Q

from schools.models import Territory, User, scope_of
from schools.models.unchanging import UnchangingRowError


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    """Reads of rule sets."""

    def update(self, **values: Any) -> int:
        """Refuse: a correction is the next version."""
        raise UnchangingRowError("Версия правил")

    def visible_to(self, user: User) -> "RuleSetQuerySet":
        """Keep rules of everybody, of the person's territories and of their regions."""
        scope = scope_of(user)
        if scope.everything:
            return self
        places = scope.territory_ids
        return self.filter(
            Q(territory__isnull=True)
            | scope.within("territory")
            | Q(territory__municipalities__in=places)
        ).distinct()


class RuleSet(models.Model):
    """A dated version; never changed, a correction is the next version."""

    title = models.CharField("название", max_length=200)
    version = models.PositiveIntegerField("версия")
    valid_from = models.DateField("действует с")
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # `identification.stats.rules.IdentificationRules` as a dictionary.
    parameters = models.JSONField("параметры")
    digest = models.CharField("отпечаток", max_length=64)
    note = models.TextField("что изменено", blank=True)
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField("создана")

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = "правила отбора"
        verbose_name_plural = "правила отбора"
        ordering = ["-valid_from", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "version"],
                name="rule_set_version_once",
                violation_error_message="Такая версия правил уже есть.",
            ),
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(territory__isnull=True),
                name="rule_set_common_version_once",
                violation_error_message="Такая версия общих правил уже есть.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, версия {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new version; an old one stays as it is."""
        if not self._state.adding:
            raise UnchangingRowError("Версия правил")
        super().save(*args, **kwargs)
