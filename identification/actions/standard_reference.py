"""Subjects and procedures that every portal begins with.

Called after each migration, so a new installation has them, and a person's own
changes to them stay.
"""

from identification.enums import ProcedureKind, ScoreKind
from identification.models import Procedure, Subject


SUBJECTS: dict[str, tuple[str, list[str]]] = {
    "rus": ("Русский язык", ["русский", "рус", "РЯ", "РУ"]),
    "math": ("Математика", ["матем", "мат", "МА"]),
    "math_base": ("Математика (базовая)", ["математика базовая", "математика база"]),
    "math_profile": (
        "Математика (профильная)",
        ["математика профильная", "математика профиль"],
    ),
    "reading": ("Читательская грамотность", ["чит. грамотность", "ЧГ"]),
    "science": (
        "Естественно-научная грамотность",
        ["естественнонаучная грамотность", "ЕНГ"],
    ),
    "world": ("Окружающий мир", ["окруж. мир"]),
    "physics": ("Физика", []),
    "chemistry": ("Химия", []),
    "biology": ("Биология", []),
    "geography": ("География", []),
    "history": ("История", []),
    "social": ("Обществознание", ["общество"]),
    "literature": ("Литература", []),
    "informatics": ("Информатика", ["информатика и ИКТ", "КЕГЭ"]),
    "foreign": ("Иностранный язык", ["английский язык", "английский"]),
}

MARKS = ["2", "3", "4", "5"]
LITERACY_LEVELS = ["недостаточный", "пониженный", "базовый", "повышенный"]

# code: (name, kind, unit of the mean, other spellings, levels from the lowest)
PROCEDURES: dict[str, tuple[str, str, str, list[str], list[str]]] = {
    "vpr": (
        "ВПР",
        ProcedureKind.VPR,
        ScoreKind.MARK,
        ["Всероссийская проверочная работа", "Всероссийские проверочные работы"],
        MARKS,
    ),
    "oge": (
        "ОГЭ",
        ProcedureKind.OGE,
        ScoreKind.MARK,
        ["Основной государственный экзамен", "ГИА-9"],
        MARKS,
    ),
    "ege": (
        "ЕГЭ",
        ProcedureKind.EGE,
        ScoreKind.TEST_SCORE,
        ["Единый государственный экзамен", "ГИА-11"],
        [],
    ),
    "kdr": (
        "КДР",
        ProcedureKind.KDR,
        ScoreKind.PERCENT,
        ["Краевая диагностическая работа"],
        LITERACY_LEVELS,
    ),
}


def ensure_standard_reference(**_signal: object) -> None:
    """Add the subjects and procedures that are missing; change none."""
    Subject.objects.bulk_create(
        [
            Subject(code=code, name=name, synonyms=synonyms)
            for code, (name, synonyms) in SUBJECTS.items()
        ],
        ignore_conflicts=True,
    )
    Procedure.objects.bulk_create(
        [
            Procedure(
                code=code,
                name=name,
                kind=kind,
                score_kind=unit,
                synonyms=synonyms,
                levels=levels,
            )
            for code, (name, kind, unit, synonyms, levels) in PROCEDURES.items()
        ],
        ignore_conflicts=True,
    )
