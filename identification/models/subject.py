"""School subjects."""

from django.db import models


class Subject(models.Model):
    """A subject; its spellings let files name it as they are used to."""

    code = models.SlugField("код", max_length=30, unique=True)
    name = models.CharField("название", max_length=100, unique=True)
    synonyms = models.JSONField("другие написания", default=list, blank=True)

    class Meta:
        verbose_name = "предмет"
        verbose_name_plural = "предметы"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
