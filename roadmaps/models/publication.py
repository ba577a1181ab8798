"""Where a school has put its papers, and whether they are still there."""

from django.db import models

from roadmaps.enums import LinkState, PackageItem
from roadmaps.models.programme import Programme
from schools.models import School, User, scope_of


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Reads of publications."""

    def visible_to(self, user: User) -> "PublicationQuerySet":
        """Keep the person's own schools' and those of the person's territories."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(scope.at_schools("programme__school"))


class Publication(models.Model):
    """One item of the package on the school's site: address, day, who looked."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="publications"
    )
    item = models.CharField("что размещено", max_length=12, choices=PackageItem)
    address = models.URLField("адрес", max_length=1000)
    published_on = models.DateField("размещено")
    recorded_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField("записано")
    # A person of the department has opened the address and seen the paper.
    checked_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField("проверено человеком", null=True, blank=True)
    link_state = models.CharField(
        "ссылка", max_length=10, choices=LinkState, default=LinkState.UNKNOWN
    )
    link_checked_at = models.DateTimeField("ссылка проверена", null=True, blank=True)
    link_detail = models.CharField("что ответил сайт", max_length=300, blank=True)
    dead_since = models.DateTimeField("не открывается с", null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "размещение на сайте"
        verbose_name_plural = "размещения на сайте"
        ordering = ["programme", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "item"],
                name="publication_item_once",
                violation_error_message="Адрес этого документа уже записан: измените его.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_item_display()}: {self.address}"

    @property
    def school(self) -> School:
        """The school; rights and the audit trail ask for it."""
        return self.programme.school
