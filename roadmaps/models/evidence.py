"""Papers and links that show that a thing was done."""

from django.db import models
from django.db.models import Q

from roadmaps.enums import DocumentType
from roadmaps.models.occurrence import Occurrence
from schools.models import School, StoredFile, Territory, User, scope_of


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Reads of evidence."""

    def visible_to(self, user: User) -> "EvidenceQuerySet":
        """Keep the territory's; a school sees its own and the municipality's common ones."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(
            scope.within("occurrence__line__road_map__territory")
            | Q(school_id__in=scope.school_ids)
        ).distinct()


class Evidence(models.Model):
    """A file or an address, with what kind of paper it is."""

    occurrence = models.ForeignKey(
        Occurrence, on_delete=models.CASCADE, related_name="evidence"
    )
    # Whose answer it belongs to; empty for the department's own.
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    document_type = models.CharField("вид", max_length=12, choices=DocumentType)
    title = models.CharField("название", max_length=300)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.URLField("адрес", max_length=1000, blank=True)
    added_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField("добавлено")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "подтверждение"
        verbose_name_plural = "подтверждения"
        ordering = ["occurrence", "added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, link="")
                | (Q(file__isnull=True) & ~Q(link="")),
                name="evidence_file_or_link",
                violation_error_message="Приложите файл или укажите адрес.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def territory(self) -> Territory:
        """The municipality; rights and the audit trail ask for it."""
        return self.occurrence.line.road_map.territory
