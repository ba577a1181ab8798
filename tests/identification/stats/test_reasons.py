"""The sentences that say why a school is in its group."""

from __future__ import annotations

import numpy as np
import pandas as pd

from identification.stats.groups import Cuts
from identification.stats.reasons import reasons


def row(**changed: object) -> dict[str, object]:
    values: dict[str, object] = {
        "group": "low",
        "confidence": "sure",
        "group_share": 0.925,
        "points": 41.24,
        "expected": 48.9,
        "residual": -7.66,
        "studentised": -1.62,
        "context_index": -3.2,
        "reason": "",
    }
    return values | changed


def test_sentences() -> None:
    table = pd.DataFrame(
        [
            row(),
            row(group="resilient", confidence="border", group_share=0.5, residual=7.0),
            row(group="ordinary", confidence="", group_share=np.nan, residual=0.01),
            row(group="unclassified", reason="не классифицирована: нет результатов"),
        ]
    )
    assert reasons(table, Cuts(context=-2.1, low=-1.0, resilient=1.0)) == [
        (
            "Результат ниже ожидаемого для таких условий: 41,2 при ожидаемых 48,9 "
            "(разница −7,7 балла, стьюдентизированный остаток −1,62 при границе −1,00). "
            "Вывод уверенный: в этой группе школа в 92\xa0% повторных выборок."
        ),
        (
            "Условия неблагоприятные, а результат выше ожидаемого для них: 41,2 при "
            "ожидаемых 48,9 (разница +7,0 балла, стьюдентизированный остаток −1,62 при "
            "границе 1,00). Индекс условий −3,20 ниже границы −2,10. "
            "Школа на границе группы: в этой группе школа в 50\xa0% повторных выборок."
        ),
        (
            "Результат в пределах ожидаемого для таких условий: 41,2 при ожидаемых 48,9 "
            "(разница 0,0 балла, стьюдентизированный остаток −1,62)."
        ),
        "не классифицирована: нет результатов",
    ]
