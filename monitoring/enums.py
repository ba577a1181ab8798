"""Choices of monitoring, with the words that people read."""

from django.db.models import TextChoices


class Level(TextChoices):
    """Whom an indicator counts."""

    SCHOOL = "school", "школы"
    TEACHERS = "teachers", "педагоги"
    PUPILS = "pupils", "обучающиеся"
    MUNICIPALITY = "municipality", "муниципалитет"


class ValueKind(TextChoices):
    """What one school writes; a share of schools is rolled up from «да» and «нет»."""

    YES_NO = "yes_no", "да или нет"
    SHARE = "share", "числитель и знаменатель"
    COUNT = "count", "количество"
    TEXT = "text", "текст"


class Direction(TextChoices):
    """Which way is better."""

    MORE = "more", "чем больше, тем лучше"
    LESS = "less", "чем меньше, тем лучше"


class Source(TextChoices):
    """Where the values of an indicator come from."""

    FORM = "form", "форма школы"
    SITE = "site", "проверка сайта"
    RESULTS = "results", "результаты оценочных процедур"
    PROGRAMMES = "programmes", "программы школ"
    ROAD_MAP = "road_map", "дорожная карта"
    OFFICE = "office", "заполняет муниципалитет"


class Track(TextChoices):
    """The municipality's three lines of work with schools."""

    COMMON = "common", "общие показатели"
    SUPPORT = "support", "адресная поддержка ШНОР и ШНСУ"
    RISK = "risk", "школы в зоне риска"
    PREVENTION = "prevention", "профилактика учебной неуспешности"


class Phase(TextChoices):
    """Stages that never stand in one series."""

    PLAIN = "plain", "без этапа"
    ENTRY = "entry", "входной"
    INTERIM = "interim", "промежуточный"
    FINAL = "final", "итоговый"


class Filler(TextChoices):
    """Who fills a window."""

    SCHOOL = "school", "школы"
    REVIEWER = "reviewer", "рабочая группа"
    PORTAL = "portal", "портал"


class SchoolGroup(TextChoices):
    """Statuses of a school on the day a window opened, frozen with it."""

    LOW = "low", "ШНОР"
    ADVERSE = "adverse", "ШНСУ"
    BOTH = "both", "ШНОР и ШНСУ"
    RISK = "risk", "зона риска"


class FormState(TextChoices):
    """Where a school's form stands."""

    NOT_STARTED = "not_started", "не начата"
    DRAFT = "draft", "заполняется"
    SUBMITTED = "submitted", "отправлена"
    RETURNED = "returned", "возвращена"
    ACCEPTED = "accepted", "принята"


class CellState(TextChoices):
    """Four things that are never the same; only a value enters a sum."""

    EMPTY = "empty", "не заполнено"
    VALUE = "value", "значение"
    NOT_APPLICABLE = "not_applicable", "не применимо"
    NO_DATA = "no_data", "нет данных"


class SiteVerdict(TextChoices):
    """What a checker saw on the school's site."""

    YES = "yes", "есть"
    PARTLY = "partly", "есть не полностью"
    NO = "no", "нет"


class LinkCheck(TextChoices):
    """What the portal found at an address."""

    UNKNOWN = "unknown", "не проверялась"
    ALIVE = "alive", "открывается"
    DEAD = "dead", "не открывается"


class DynamicsDefinition(TextChoices):
    """What «положительная динамика» means: definitions D1-D5."""

    MEAN = "mean", "средний балл вырос"
    NOT_PASSED = "not_passed", "доля не справившихся снизилась"
    LEVELS = "levels", "доля базового и высокого уровней выросла"
    RELATIVE = "relative", "положение относительно региона улучшилось"
    SIGNIFICANT = "significant", "рост статистически подтверждён"


class ReportKind(TextChoices):
    """Papers of monitoring."""

    NOTE = "note", "Аналитическая записка"
    SUMMARY = "summary", "Сводный отчёт для начальника"
    SCHOOL = "school", "Лист школы"
    TABLES = "tables", "Приложения: таблицы"


class Addressee(TextChoices):
    """To whom a recommendation speaks."""

    SCHOOL = "school", "администрации школы"
    TEACHERS = "teachers", "педагогам"
    PARENTS = "parents", "родителям"
    METHODISTS = "methodists", "методической службе"
    DEPARTMENT = "department", "управлению образования"


class RecommendationState(TextChoices):
    """Where a recommendation stands."""

    DRAFT = "draft", "проект"
    ISSUED = "issued", "выдана"
    ANSWERED = "answered", "школа ответила"
    DONE = "done", "выполнена"
    DROPPED = "dropped", "снята"


class NoticeKind(TextChoices):
    """Letters about windows."""

    BEFORE_7 = "before_7", "за 7 дней"
    BEFORE_3 = "before_3", "за 3 дня"
    BEFORE_1 = "before_1", "за день"
    ON_DAY = "on_day", "в день срока"
    DIGEST = "digest", "сводка координатору"
