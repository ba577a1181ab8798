"""Numbers of a small town, for tests of what papers say."""

import datetime as dt
from decimal import Decimal

from monitoring.counting.sums import Sum
from monitoring.drafting import (
    DynamicsFact,
    Earlier,
    Facts,
    IndicatorFact,
    RecommendationFact,
    SchoolFact,
    SilentFact,
    WindowFact,
)


DUE = dt.date(2026, 2, 20)
TEACHERS = IndicatorFact(
    code="T3",
    title="Доля педагогов",
    window="Февраль",
    total=Sum(29, 60, schools=4, counted=3, missing=1),
    target=Decimal(50),
    earlier=(Earlier("2024/25", Sum(10, 60, schools=3, counted=3)),),
)
SITES = IndicatorFact(
    code="P1",
    title="Программа на сайте",
    window="Сайты",
    total=Sum(1, 4, schools=4, counted=4),
    target=Decimal(100),
)


def facts(**changes: object) -> Facts:
    return Facts(
        **{
            "territory": "Озёрск",
            "organisation": "Управление образования",
            "year": "2025/26",
            "as_of": dt.date(2026, 3, 2),
            "indicators": (TEACHERS, SITES),
            "windows": (WindowFact("Февраль", dt.date(2026, 2, 1), DUE, 4, 3, 2, 3),),
            "schools": (
                SchoolFact("Школа № 1", "ШНОР", 1, 1, 1, 2, 1),
                SchoolFact("Школа № 4", "ШНСУ", 1),
            ),
            "silent": (SilentFact("Школа № 4", "Февраль", DUE, "не начата"),),
            "dynamics": (DynamicsFact("R1", "Математика", 1, 1, 2, 0),),
            "definition": "средний балл вырос",
            "recommendations": (
                RecommendationFact(
                    "Школа № 1",
                    "29 из 60",
                    "Мало",
                    "Провести",
                    DUE,
                    "",
                    "выполнена",
                    True,
                ),
            ),
            **changes,
        }
    )
