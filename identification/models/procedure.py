"""Assessment procedures."""

from django.db import models

from identification.enums import ProcedureKind, ScoreKind


class Procedure(models.Model):
    """A procedure such as ВПР or ОГЭ; with subject and grade it makes a cell."""

    code = models.SlugField("код", max_length=30, unique=True)
    name = models.CharField("название", max_length=100, unique=True)
    kind = models.CharField("вид", max_length=10, choices=ProcedureKind)
    score_kind = models.CharField("единица среднего", max_length=20, choices=ScoreKind)
    synonyms = models.JSONField("другие написания", default=list, blank=True)
    levels = models.JSONField(
        "уровни",
        default=list,
        blank=True,
        help_text="Названия уровней или отметок по порядку, от низшего.",
    )

    class Meta:
        verbose_name = "процедура"
        verbose_name_plural = "процедуры"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
