"""What was seen on schools' sites."""

from django.db import models

from monitoring.enums import LinkCheck, SiteVerdict
from monitoring.models.site_item import SiteItem
from monitoring.models.window_school import WindowSchool
from schools.models import School, User, scope_of


class SiteCheckQuerySet(models.QuerySet["SiteCheck"]):
    """Reads of checks."""

    def visible_to(self, user: User) -> "SiteCheckQuerySet":
        """Keep the person's own schools and those of the territories."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(scope.at_schools("window_school__school"))


class SiteCheck(models.Model):
    """One item on one school's site in one window."""

    window_school = models.ForeignKey(
        WindowSchool, on_delete=models.CASCADE, related_name="site_checks"
    )
    item = models.ForeignKey(SiteItem, on_delete=models.PROTECT, related_name="checks")
    verdict = models.CharField(
        "что видно", max_length=6, choices=SiteVerdict, blank=True
    )
    address = models.URLField("адрес", max_length=1000, blank=True)
    note = models.TextField("замечание", blank=True)
    checked_on = models.DateField("проверено", null=True, blank=True)
    checked_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.TextField("ответ школы", blank=True)
    answered_at = models.DateTimeField("отвечено", null=True, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    link_state = models.CharField(
        "ссылка", max_length=10, choices=LinkCheck, default=LinkCheck.UNKNOWN
    )
    link_checked_at = models.DateTimeField("ссылка проверена", null=True, blank=True)
    link_detail = models.CharField("что ответил сайт", max_length=300, blank=True)
    dead_since = models.DateTimeField("не открывается с", null=True, blank=True)
    revision = models.PositiveIntegerField("правка", default=0)

    objects = SiteCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "проверка сайта"
        verbose_name_plural = "проверки сайтов"
        ordering = ["window_school", "item__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["window_school", "item"],
                name="site_check_once",
                violation_error_message="Этот пункт уже проверен: измените отметку.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_verdict_display()}"

    @property
    def school(self) -> School:
        """The school; rights and the audit trail ask for it."""
        return self.window_school.school
