"""Files that people gave us or that we made for them."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from schools.enums import FilePurpose
from schools.models.school import School
from schools.models.scope import scope_of
from schools.models.territory import Territory
from schools.models.user import User


def storage_name(stored_file: "StoredFile", original_name: str) -> str:
    """Name a file on disk without the person's words: nothing to guess or inject."""
    del original_name
    return f"{stored_file.purpose}/{uuid4().hex}"


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Reads of files."""

    def visible_to(self, user: User) -> "StoredFileQuerySet":
        """Keep own files and those of the person's territories or schools.

        A file of a school belongs to the school and to all above it; a file of
        a territory never reaches the schools inside.
        """
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(
            Q(uploaded_by_id=user.pk)
            | Q(school_id__in=scope.school_ids)
            | scope.within("territory")
            | scope.within("school__municipality")
        )


class StoredFile(models.Model):
    """A file with its fingerprint; sent out only through an access check."""

    purpose = models.CharField("зачем", max_length=20, choices=FilePurpose)
    content = models.FileField("содержимое", upload_to=storage_name, max_length=200)
    original_name = models.CharField("имя файла", max_length=255)
    content_type = models.CharField("тип", max_length=100)
    size_bytes = models.PositiveBigIntegerField("размер")
    sha256 = models.CharField("SHA-256", max_length=64)
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="files"
    )
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="files"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    uploaded_at = models.DateTimeField("когда")

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "файл"
        verbose_name_plural = "файлы"
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.original_name
