"""Choices of identification, with the words that people read."""

from django.db.models import TextChoices


class ProcedureKind(TextChoices):
    """Kinds of assessment procedures."""

    VPR = "vpr", "ВПР"
    OGE = "oge", "ОГЭ"
    EGE = "ege", "ЕГЭ"
    KDR = "kdr", "КДР"
    OTHER = "other", "другая"


class ScoreKind(TextChoices):
    """What the mean of a procedure is measured in."""

    MARK = "mark", "отметка"
    TEST_SCORE = "test_score", "тестовый балл"
    PRIMARY_SCORE = "primary_score", "первичный балл"
    PERCENT = "percent", "процент выполнения"


class FactorDirection(TextChoices):
    """Which side of a context factor makes a school's work harder."""

    HIGHER_IS_HARDER = "higher_is_harder", "чем больше, тем труднее"
    HIGHER_IS_EASIER = "higher_is_easier", "чем больше, тем легче"
    UNKNOWN = "unknown", "не задано"


class RunPurpose(TextChoices):
    """Whether a run may become a decision."""

    OFFICIAL = "official", "расчёт"
    WHAT_IF = "what_if", "проба"


class Group(TextChoices):
    """Groups of schools by results and conditions."""

    BOTH = "both", "ШНОР и ШНСУ"
    LOW = "low", "ШНОР"
    ADVERSE = "adverse", "ШНСУ"
    RESILIENT = "resilient", "резильентная"
    ORDINARY = "ordinary", "вне групп"
    UNCLASSIFIED = "unclassified", "не классифицирована"


class Confidence(TextChoices):
    """How surely a school belongs to its group."""

    SURE = "sure", "уверенно"
    BORDER = "border", "на границе"
    NO = "no", "нет"


class DecisionState(TextChoices):
    """States of a decision."""

    DRAFT = "draft", "готовится"
    RECORDED = "recorded", "принято приказом"


class Verdict(TextChoices):
    """What the department decided about one school and one status."""

    PENDING = "pending", "не рассмотрено"
    ACCEPTED = "accepted", "присвоить"
    DECLINED = "declined", "не присваивать"


class ReportKind(TextChoices):
    """Papers that a run gives."""

    LIST_PDF = "list_pdf", "перечень школ (PDF)"
    LIST_XLSX = "list_xlsx", "перечень школ (Excel)"
    SCHOOL_PDF = "school_pdf", "лист школы (PDF)"
