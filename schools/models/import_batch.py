"""One uploaded table on its way into the portal."""

from django.db import models
from django.db.models import Q

from schools.enums import ImportPhase, JobState
from schools.models.scope import scope_of
from schools.models.stored_file import StoredFile
from schools.models.territory import Territory
from schools.models.tracked_job import TrackedJob, TrackedJobQuerySet
from schools.models.user import User


class ImportBatchQuerySet(TrackedJobQuerySet):
    """Reads of imports."""

    def visible_to(self, user: User) -> "ImportBatchQuerySet":
        """Keep imports into the person's territories."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(scope.within("territory"))


class ImportBatch(TrackedJob):
    """A file, what was understood of it, and what became of it."""

    # A kind of table registered in `schools.actions.imports.targets`.
    kind = models.CharField("вид таблицы", max_length=30)
    phase = models.CharField(
        "этап загрузки",
        max_length=12,
        choices=ImportPhase,
        default=ImportPhase.READING,
    )
    territory = models.ForeignKey(
        Territory, verbose_name="территория", on_delete=models.PROTECT
    )
    # Gone after parsing when the file held identities: they are never kept.
    file = models.ForeignKey(
        StoredFile,
        verbose_name="файл",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    marked_file = models.ForeignKey(
        StoredFile,
        verbose_name="файл с замечаниями",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # The upload with identities on its way out: set when the cleaned copy takes its
    # place, empty again once the bytes are gone. A killed worker's successor goes on.
    raw_file = models.ForeignKey(
        StoredFile,
        verbose_name="удаляемый файл",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    file_name = models.CharField("имя файла", max_length=255)
    file_sha256 = models.CharField("SHA-256", max_length=64)
    sheet_names = models.JSONField("листы", default=list, blank=True)
    sheet = models.CharField("лист", max_length=100, blank=True)
    header_row = models.PositiveIntegerField("строка заголовка", null=True, blank=True)
    headers = models.JSONField("заголовки", default=list, blank=True)
    columns = models.JSONField("столбцы", default=dict, blank=True)
    dropped_columns = models.JSONField("отброшенные столбцы", default=list, blank=True)
    # Names that are no school of the territory: [{"name": …, "rows": 3}, …].
    unknown_names = models.JSONField("неузнанные названия", default=list, blank=True)
    skip_errors = models.BooleanField("без ошибочных строк", default=False)
    rows_new = models.PositiveIntegerField("новых", default=0)
    rows_changed = models.PositiveIntegerField("изменится", default=0)
    rows_same = models.PositiveIntegerField("без изменений", default=0)
    rows_error = models.PositiveIntegerField("с ошибкой", default=0)
    totals = models.JSONField("контрольные суммы", default=dict, blank=True)
    written_at = models.DateTimeField("записано", null=True, blank=True)
    undone_at = models.DateTimeField("отменено", null=True, blank=True)
    undo_kept = models.JSONField("не отменено", default=list, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "загрузка"
        verbose_name_plural = "загрузки"
        ordering = ["-requested_at", "-pk"]
        indexes = [
            models.Index(fields=["territory", "-requested_at"], name="import_by_place"),
            models.Index(fields=["file_sha256"], name="import_by_fingerprint"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(phase=ImportPhase.WRITTEN)
                | Q(written_at__isnull=False, state=JobState.DONE),
                name="import_written_has_moment",
                violation_error_message="Записанная загрузка хранит время записи.",
            ),
            models.CheckConstraint(
                condition=~Q(phase=ImportPhase.UNDONE) | Q(undone_at__isnull=False),
                name="import_undone_has_moment",
                violation_error_message="Отменённая загрузка хранит время отмены.",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
