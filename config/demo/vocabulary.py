"""What the demo region is made of: invented places, eight cells, eight factors."""

from dataclasses import dataclass


REGION = ("D00", "Верхнереченская область (демо)")
REGION_DEPARTMENT = "Министерство образования Верхнереченской области"

# The first three municipalities have names; a national size numbers the rest.
MUNICIPALITIES = (
    ("Светлоборск", "город", "Управление образования города Светлоборска"),
    (
        "Заозёрский район",
        "село",
        "Отдел образования администрации Заозёрского района",
    ),
    (
        "Малоключевской округ",
        "село",
        "Управление образования Малоключевского округа",
    ),
)

VILLAGES = (
    *("Малые Ключи", "Заозёрье", "Ясная Поляница", "Берёзовый Лог", "Старый Починок"),
    *("Синегорка", "Верхний Брод", "Тихая Заводь", "Красный Яр-2", "Луговая Падь"),
    *("Медвежий Ручей", "Новая Деревушка", "Сосновый Мыс", "Кедровое", "Каменка-3"),
)


@dataclass(frozen=True)
class Cell:
    """A cell of the demo: what is written, by whom, on which scale."""

    procedure: str
    subject: str
    grade: int


CELLS = (
    Cell("vpr", "rus", 5),
    Cell("vpr", "math", 5),
    Cell("vpr", "math", 8),
    Cell("oge", "rus", 9),
    Cell("oge", "math", 9),
    Cell("ege", "rus", 11),
    Cell("ege", "math_profile", 11),
    Cell("kdr", "reading", 4),
)


@dataclass(frozen=True)
class Factor:
    """A context factor: how it is spread, how it goes with hardship, how it acts.

    `loading` is its correlation with the hidden hardship of a school, `effect`
    the shift of a pupil's result, in standard deviations, per standard deviation
    of the factor. Four of the eight act; a selection should find just them.
    """

    code: str
    name: str
    unit: str
    direction: str
    mean: float
    sd: float
    loading: float
    effect: float


FACTORS = (
    Factor(
        "parents_higher_education",
        "Доля обучающихся, у которых оба родителя с высшим образованием",
        "%",
        "higher_is_easier",
        24.0,
        10.0,
        -0.7,
        0.22,
    ),
    Factor(
        "low_income",
        "Доля обучающихся из малообеспеченных семей",
        "%",
        "higher_is_harder",
        28.0,
        11.0,
        0.75,
        -0.18,
    ),
    Factor(
        "other_language",
        "Доля обучающихся, для которых русский язык не родной",
        "%",
        "higher_is_harder",
        9.0,
        6.0,
        0.3,
        -0.12,
    ),
    Factor(
        "vacancies",
        "Доля незанятых ставок учителей",
        "%",
        "higher_is_harder",
        6.0,
        3.0,
        0.35,
        -0.10,
    ),
    Factor(
        "single_parent",
        "Доля обучающихся из неполных семей",
        "%",
        "higher_is_harder",
        24.0,
        6.0,
        0.5,
        0.0,
    ),
    Factor(
        "preventive_register",
        "Доля обучающихся на профилактическом учёте",
        "%",
        "higher_is_harder",
        2.5,
        1.2,
        0.4,
        0.0,
    ),
    Factor(
        "special_needs",
        "Доля обучающихся с ОВЗ",
        "%",
        "higher_is_harder",
        8.0,
        3.5,
        0.2,
        0.0,
    ),
    Factor(
        "distance_to_centre",
        "Расстояние до районного центра",
        "км",
        "unknown",
        22.0,
        15.0,
        0.3,
        0.0,
    ),
)
