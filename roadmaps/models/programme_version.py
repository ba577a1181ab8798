"""Versions of a programme: never changed, never overwritten."""

from typing import Any

from django.db import models

from roadmaps.models.programme import Programme
from schools.models import School, StoredFile, User, scope_of
from schools.models.unchanging import UnchangingRowError


WHAT = "Версия программы"


class ProgrammeVersionQuerySet(models.QuerySet["ProgrammeVersion"]):
    """Reads of versions."""

    def update(self, **values: Any) -> int:
        """Write in bulk what the worker reads from the file, and nothing else."""
        if not set(values) <= {"paragraphs", "fingerprint", "search", "read_at"}:
            raise UnchangingRowError(WHAT)
        return super().update(**values)

    def visible_to(self, user: User) -> "ProgrammeVersionQuerySet":
        """Keep the person's own schools'; offices see what was sent to them."""
        scope = scope_of(user)
        if scope.everything:
            return self
        places = scope.territory_ids
        shown = models.Q(sent_at__isnull=False)
        return self.filter(
            models.Q(programme__school_id__in=scope.school_ids)
            | (models.Q(programme__school__municipality_id__in=places) & shown)
            | (models.Q(programme__school__municipality__parent_id__in=places) & shown)
        )


class ProgrammeVersion(models.Model):
    """One file as it was given, or one printing of the constructor."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField("версия")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField("SHA-256", max_length=64)
    # What the constructor held when this version was made from it.
    content = models.JSONField("содержание конструктора", default=dict, blank=True)
    comment = models.TextField("что изменено", blank=True)
    author = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField("загружена")
    # Empty while only the school knows of it.
    sent_at = models.DateTimeField("отправлена", null=True, blank=True)
    # Read from the file by the worker: texts of its paragraphs and table rows.
    paragraphs = models.JSONField("абзацы", default=list, blank=True)
    # Hashes by which copied passages are found, see `roadmaps.comparison`.
    fingerprint = models.JSONField("отпечаток текста", default=list, blank=True)
    search = models.TextField("текст для поиска", blank=True)
    read_at = models.DateTimeField("прочитана", null=True, blank=True)

    objects = ProgrammeVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "версия программы"
        verbose_name_plural = "версии программ"
        ordering = ["programme", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="programme_version_once",
                violation_error_message="Версия с таким номером уже есть.",
            ),
            models.UniqueConstraint(
                fields=["programme", "sha256"],
                name="programme_version_file_once",
                violation_error_message="Этот файл уже загружен как другая версия.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}, версия {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new version, or that it was sent; nothing else ever changes."""
        is_sending = set(kwargs.get("update_fields") or ()) == {"sent_at"}
        if not self._state.adding and not is_sending:
            raise UnchangingRowError(WHAT)
        super().save(*args, **kwargs)

    @property
    def school(self) -> School:
        """The school; rights and the audit trail ask for it."""
        return self.programme.school
