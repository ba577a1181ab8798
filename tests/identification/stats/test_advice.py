"""What the figures of a model mean, in sentences."""

from __future__ import annotations

import numpy as np
import pandas as pd

from identification.stats.diagnostics import in_words
from identification.stats.regression import fit
from tests.identification.stats.data import published


CASCHOOL = ["str", "elpct", "mealpct"]


def messages(outcome: pd.Series, factors: pd.DataFrame) -> dict[str, str]:
    return {
        finding.code: finding.message for finding in in_words(fit(outcome, factors))
    }


def test_the_model_is_explained() -> None:
    frame = published("Ecdat", "Caschool")
    found = messages(frame["testscr"], frame[CASCHOOL])
    assert found == {
        "explained": "Условия объясняют 77,5\xa0% различий результатов между школами; "
        "обычное отклонение школы от ожидаемого — 9,08.",
        "loo": "Для школы, по которой модель не строилась, она объяснила бы "
        "77,0\xa0% различий.",
        "heteroscedastic": "Разброс результатов разный при разных условиях (тест "
        "Бройша — Пагана, p = 0,0191): опирайтесь на ошибки HC3.",
    }


def test_a_factor_that_makes_the_model_worse_is_named() -> None:
    frame = published("Ecdat", "Caschool")
    fitted = fit(frame["testscr"], frame[[*CASCHOOL, "calwpct"]])
    found = [f for f in fitted.findings if f.code == "needless_factor"]
    assert [(f.subject, f.message) for f in found] == [
        (
            "calwpct",
            (
                "Добавление фактора «calwpct» снижает скорректированный R² (с 0,7729 до "
                "0,7727) и R² без самой школы (с 0,7697 до 0,7689): модель лучше без него."
            ),
        )
    ]


def test_inflated_factor_is_named_for_people() -> None:
    frame = published("AER", "CASchools")
    factors = frame[["english", "lunch", "calworks", "income"]]
    fitted = fit(frame["score"], factors, labels={"lunch": "Льготное питание"})
    found = [f for f in fitted.findings if f.code == "vif"]
    assert [(f.subject, f.message) for f in found] == [
        (
            "lunch",
            (
                "Фактор «Льготное питание» во многом повторяет другие (VIF 5,6 > 5): "
                "его коэффициент ненадёжен."
            ),
        )
    ]


def test_few_schools_and_overfit_are_said() -> None:
    rng = np.random.default_rng(4)
    factors = pd.DataFrame(rng.normal(size=(12, 4)), columns=list("abcd"))
    found = messages(pd.Series(rng.normal(size=12)), factors)
    assert found["few_schools_per_factor"].startswith(
        "12\xa0школ на 4\xa0фактора: собственной модели не хватает данных"
    )
    assert found["overfit"].startswith("Модель подогнана под свои школы")


def test_a_tiny_p_is_not_written_as_zero() -> None:
    rng = np.random.default_rng(4)
    x = rng.uniform(1, 10, size=300)
    outcome = pd.Series(x + rng.normal(size=300) * x**2)
    found = messages(outcome, pd.DataFrame({"x": x}))
    assert "p < 0,0001" in found["heteroscedastic"]
