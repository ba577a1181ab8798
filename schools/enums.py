"""Choices of the registry, with the words that people read."""

from django.db.models import IntegerChoices, TextChoices


class TerritoryKind(TextChoices):
    """A region holds municipalities."""

    REGION = "region", "регион"
    MUNICIPALITY = "municipality", "муниципалитет"


class SchoolKind(TextChoices):
    """Kinds of schools as the registers name them."""

    SECONDARY = "secondary", "средняя школа (СОШ)"
    BASIC = "basic", "основная школа (ООШ)"
    PRIMARY = "primary", "начальная школа (НОШ)"
    GYMNASIUM = "gymnasium", "гимназия"
    LYCEUM = "lyceum", "лицей"
    BOARDING = "boarding", "школа-интернат"
    EVENING = "evening", "вечерняя школа"
    SPECIAL = "special", "школа для детей с ОВЗ"


class LocalityKind(TextChoices):
    """Where a school stands."""

    URBAN = "urban", "город"
    TOWNSHIP = "township", "посёлок городского типа"
    RURAL = "rural", "село"


class CodeSystem(TextChoices):
    """Foreign registers that know a school under a code of their own."""

    RCOI = "rcoi", "код ОО (РЦОИ)"
    FISOKO = "fisoko", "логин ФИС ОКО"
    KIASUO = "kiasuo", "КИАСУО"
    INN = "inn", "ИНН"
    OGRN = "ogrn", "ОГРН"


class StatusKind(TextChoices):
    """Statuses that a school can hold over time."""

    LOW_RESULTS = "low_results", "ШНОР"
    ADVERSE = "adverse", "ШНСУ"
    RISK_ZONE = "risk_zone", "зона риска"
    PROJECT_500 = "project_500", "500+"


class Role(TextChoices):
    """Roles of people; what each may do stands in `schools.roles`."""

    ADMINISTRATOR = "administrator", "администратор"
    ANALYST = "analyst", "аналитик региона"
    COORDINATOR = "coordinator", "муниципальный координатор"
    METHODIST = "methodist", "методист"
    HEAD = "head", "начальник отдела"
    SCHOOL_TEAM = "school_team", "школьная команда"


class JobState(TextChoices):
    """States of a tracked job."""

    IDLE = "idle", "не запущено"
    QUEUED = "queued", "в очереди"
    RUNNING = "running", "выполняется"
    DONE = "done", "готово"
    FAILED = "failed", "не удалось"


class ImportPhase(TextChoices):
    """Where an import stands between the file and the database."""

    READING = "reading", "чтение файла"
    MAPPING = "mapping", "столбцы"
    PREVIEW = "preview", "проверка"
    WRITING = "writing", "запись"
    WRITTEN = "written", "загружено"
    UNDOING = "undoing", "отмена"
    UNDONE = "undone", "отменено"
    CANCELLED = "cancelled", "не загружено"


class RowState(IntegerChoices):
    """What an import would do with a row."""

    NEW = 1, "новая"
    CHANGED = 2, "изменится"
    SAME = 3, "без изменений"
    ERROR = 4, "с ошибкой"


class FilePurpose(TextChoices):
    """Why a file is kept."""

    IMPORT = "import", "загруженная таблица"
    MARKED_COPY = "marked_copy", "таблица с замечаниями"
    BASIS = "basis", "приказ"
    REPORT = "report", "отчёт"
    ROAD_MAP = "road_map", "документ дорожной карты"
    EVIDENCE = "evidence", "подтверждение"
    PROGRAMME = "programme", "программа школы"
    REVIEW = "review", "программа с пометками"
