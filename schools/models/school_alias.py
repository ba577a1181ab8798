"""Other names of a school: earlier ones, and spellings met in files."""

from django.db import models

from schools.models.school import School


class SchoolAlias(models.Model):
    """A name by which a person confirmed that this school is meant."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField("название", max_length=500)
    # Written by the action that makes the alias, with `schools.ingest.names`.
    normalised = models.CharField("для сравнения", max_length=500, editable=False)
    is_former_name = models.BooleanField("прежнее название", default=False)
    valid_to = models.DateField("по", null=True, blank=True)

    class Meta:
        verbose_name = "другое название"
        verbose_name_plural = "другие названия"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "normalised"],
                name="school_alias_once",
                violation_error_message="Это название у школы уже записано.",
            )
        ]
        indexes = [models.Index(fields=["normalised"], name="school_alias_lookup")]

    def __str__(self) -> str:
        return self.name
