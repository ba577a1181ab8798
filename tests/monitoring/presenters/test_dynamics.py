"""The definition as it stands beside a number."""

from decimal import Decimal

import pytest

from monitoring.enums import DynamicsDefinition
from monitoring.models import DynamicsRule
from monitoring.presenters.dynamics import EXPLANATIONS, definition_words
from monitoring.queries.dynamics_rules import default_rule


def words(**values) -> str:
    given = {
        "pk": 1,
        "valid_from": 2025,
        "definition": "mean",
        "least_participants": 10,
    }
    return definition_words(DynamicsRule(**(given | values))).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, "средний балл вырос; в обоих годах не меньше 10 участников."),
        (
            {"threshold": Decimal("0.200")},
            "средний балл вырос больше чем на 0,2 балла; в обоих годах",
        ),
        (
            {"definition": "levels", "threshold": Decimal("1.000")},
            "доля базового и высокого уровней выросла больше чем на 1 процентный пункт;",
        ),
        (
            {"definition": "relative", "threshold": Decimal("20.000")},
            "улучшилось больше чем на 20 стандартных отклонений;",
        ),
        ({}, "Общее определение с 2025/26 учебного года."),
        ({"territory_id": 5}, "Выбрано муниципалитетом с 2025/26 учебного года."),
    ],
)
def test_words(values, expected):
    assert expected in words(**values)


def test_the_default_says_that_nobody_has_chosen():
    rule = default_rule(territory=None, year=2025)
    assert definition_words(rule).replace("\xa0", " ") == (
        "Положительная динамика: положение относительно региона улучшилось; в обоих "
        "годах не меньше 10 участников. Муниципалитет не выбирал определение, взято "
        "рекомендуемое."
    )


def test_every_definition_is_explained():
    assert [item.code for item in EXPLANATIONS] == DynamicsDefinition.values
