"""Choices of road maps, with the words that people read."""

from django.db.models import TextChoices


class VersionState(TextChoices):
    """States of a version of a road map."""

    DRAFT = "draft", "проект"
    IN_FORCE = "in_force", "действует"
    REPLACED = "replaced", "заменена"


class Origin(TextChoices):
    """Where a version came from."""

    IMPORT = "import", "из документа"
    EMPTY = "empty", "с чистого листа"
    STANDARD = "standard", "из типового цикла года"
    ROLL_OVER = "roll_over", "перенос с прошлого периода"
    CORRECTION = "correction", "корректировка"


class IntakePhase(TextChoices):
    """Where a document stands between the file and the plan."""

    READING = "reading", "чтение документа"
    REVIEW = "review", "проверка"
    CONFIRMED = "confirmed", "принят"
    DISCARDED = "discarded", "отклонён"


class PartyKind(TextChoices):
    """What a responsible party is."""

    ROLE = "role", "роль"
    ORGANISATION = "organisation", "организация"
    PERSON = "person", "человек"
    GROUP = "group", "группа школ"
    UNKNOWN = "unknown", "не определено"


class Audience(TextChoices):
    """Which schools an activity concerns."""

    NONE = "none", "школы не участвуют"
    IN_STATUS = "in_status", "все школы в статусе"
    CHOSEN = "chosen", "выбранные школы"


class DocumentType(TextChoices):
    """Papers that close an activity."""

    ORDER = "order", "приказ"
    PROTOCOL = "protocol", "протокол"
    REPORT = "report", "справка или отчёт"
    NOTE = "note", "аналитическая записка"
    PLAN = "plan", "план или график"
    PROGRAMME = "programme", "программа"
    REGULATION = "regulation", "положение"
    LIST = "list", "список или реестр"
    CONTRACT = "contract", "договор или соглашение"
    MATERIAL = "material", "материалы"
    PUBLICATION = "publication", "публикация на сайте"
    OTHER = "other", "другой документ"


class OccurrenceState(TextChoices):
    """What was said of an occurrence; whether it is late follows from the day."""

    PLANNED = "planned", "не выполнено"
    DONE = "done", "выполнено"
    CANCELLED = "cancelled", "отменено"


class DueState(TextChoices):
    """How an occurrence looks on a given day."""

    NOT_DUE = "not_due", "срок не наступил"
    DUE_SOON = "due_soon", "скоро срок"
    OVERDUE = "overdue", "просрочено"
    DONE = "done", "выполнено"
    CANCELLED = "cancelled", "отменено"
    UNDATED = "undated", "без даты"


class PlanReportKind(TextChoices):
    """Papers that a road map gives."""

    PLAN_PDF = "plan_pdf", "дорожная карта (PDF)"
    PLAN_DOCX = "plan_docx", "дорожная карта (Word)"
    PLAN_XLSX = "plan_xlsx", "дорожная карта (Excel)"
    PROGRESS_PDF = "progress_pdf", "отчёт о выполнении (PDF)"
    PROGRESS_DOCX = "progress_docx", "отчёт о выполнении (Word)"


class ReminderKind(TextChoices):
    """Letters about terms."""

    BEFORE_14 = "before_14", "за 14 дней"
    BEFORE_3 = "before_3", "за 3 дня"
    ON_DAY = "on_day", "в день срока"
    AFTER_3 = "after_3", "через 3 дня после срока"
    DIGEST = "digest", "обзор недели"


class ProgrammeState(TextChoices):
    """States of a school's programme; moves between them: `roadmaps.workflow`."""

    DRAFT = "draft", "черновик"
    SUBMITTED = "submitted", "на согласовании"
    RETURNED = "returned", "возвращена"
    AGREED = "agreed", "согласована"
    APPROVED = "approved", "утверждена"
    PUBLISHED = "published", "размещена"
    RUNNING = "running", "исполняется"
    EXTENDED = "extended", "продлена"
    FINISHED = "finished", "завершена"
    REPLACED = "replaced", "заменена"


class ReviewState(TextChoices):
    """States of a review."""

    OPEN = "open", "идёт"
    FINISHED = "finished", "закончена"


class ReviewVerdict(TextChoices):
    """What a reviewer advises."""

    AGREE = "agree", "согласовать"
    RETURN = "return", "вернуть"


class DeadlineStep(TextChoices):
    """Steps that have a last day."""

    SUBMIT = "submit", "отправить на согласование"
    APPROVE = "approve", "утвердить приказом школы"
    PUBLISH = "publish", "разместить на сайте"


class PackageItem(TextChoices):
    """Papers that a school puts on its site."""

    PROGRAMME = "programme", "программа"
    ORDER = "order", "приказ об утверждении"
    PACKAGE = "package", "пакет документов о реализации"
    ACTIVITIES = "activities", "сведения о мероприятиях"
    CONTRACTS = "contracts", "договоры сетевого взаимодействия"


class Occasion(TextChoices):
    """Where a programme is presented."""

    AUGUST = "august", "августовский педсовет"
    METHODICAL = "methodical", "методический совет"
    PEDAGOGICAL = "pedagogical", "педагогический совет школы"
    BOARD = "board", "совет школы, родители"
    DEFENCE = "defence", "защита программы в отделе"
    OTHER = "other", "другая встреча"


class LinkState(TextChoices):
    """What the worker found at an address."""

    UNKNOWN = "unknown", "не проверялась"
    ALIVE = "alive", "открывается"
    DEAD = "dead", "проверить"
    REFUSED = "refused", "адрес не проверяется"
