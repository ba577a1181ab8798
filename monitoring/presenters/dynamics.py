"""What «положительная динамика» means here, in words for screens and papers."""

from dataclasses import dataclass
from decimal import Decimal

from monitoring.enums import DynamicsDefinition
from monitoring.models import DynamicsRule
from schools.templatetags.portal_format import NBSP, counted, number, school_year


@dataclass(frozen=True)
class Explanation:
    """A definition as people choose it: what it compares, an example, when to take it."""

    code: str
    title: str
    what: str
    example: str
    when: str
    # After a fraction, and the three forms after a whole number.
    unit: str
    units: str


EXPLANATIONS = (
    Explanation(
        DynamicsDefinition.MEAN,
        "средний балл вырос",
        "Средний балл или отметка этого года больше, чем прошлого.",
        "было 3,4, стало 3,6: рост на 0,2.",
        "Просто и понятно, но в год с лёгкими заданиями «растут» почти все.",
        "балла",
        "балл,балла,баллов",
    ),
    Explanation(
        DynamicsDefinition.NOT_PASSED,
        "доля не справившихся снизилась",
        "Доля не преодолевших минимум меньше, чем год назад. Прирост на 10 процентных "
        "пунктов и больше – ухудшение, меньший – без изменений.",
        "было 9 из 30 (30 %), стало 6 из 30 (20 %): снижение на 10 пунктов.",
        "Видит слабых учеников; движения в середине класса не замечает.",
        "процентного пункта",
        "процентный пункт,процентных пункта,процентных пунктов",
    ),
    Explanation(
        DynamicsDefinition.LEVELS,
        "доля базового и высокого уровней выросла",
        "Доля учеников не ниже базового уровня больше, чем год назад.",
        "было 18 из 30 (60 %), стало 21 из 30 (70 %): рост на 10 пунктов.",
        "Для краевых работ, где результат дают уровнями.",
        "процентного пункта",
        "процентный пункт,процентных пункта,процентных пунктов",
    ),
    Explanation(
        DynamicsDefinition.RELATIVE,
        "положение относительно региона улучшилось",
        "Насколько школа выше или ниже средней школы региона, в стандартных "
        "отклонениях; в этом году это место лучше, чем в прошлом.",
        "было на 1,2 отклонения ниже региона, стало на 0,9 ниже: рост на 0,3.",
        "Лёгкий или трудный год никому не помогает и не мешает. Рекомендуем.",
        "стандартного отклонения",
        "стандартное отклонение,стандартных отклонения,стандартных отклонений",
    ),
    Explanation(
        DynamicsDefinition.SIGNIFICANT,
        "рост статистически подтверждён",
        "Доля справившихся выросла больше, чем бывает случайно: сравнение двух долей "
        "с уровнем значимости 5 %, а для малых школ – интервалы Уилсона не "
        "пересекаются.",
        "60 из 100 и 75 из 100: рост подтверждён. 6 из 10 и 8 из 10: не подтверждён.",
        "Самое строгое: в небольших школах рост подтверждается редко.",
        "процентного пункта",
        "процентный пункт,процентных пункта,процентных пунктов",
    ),
)
_BY_CODE = {item.code: item for item in EXPLANATIONS}


def definition_words(rule: DynamicsRule) -> str:
    """Return the definition with its thresholds in one sentence, for beside a number."""
    chosen = _BY_CODE[rule.definition]
    least = counted(rule.least_participants, "участник,участника,участников")
    words = f"Положительная динамика: {chosen.title}"
    if rule.threshold:
        words += f" больше чем на {_bound(rule.threshold, chosen)}"
    return f"{words}; в обоих годах не меньше {least}. {_since(rule)}"


def explanation_of(rule: DynamicsRule) -> Explanation:
    """Return what the definition of a rule compares."""
    return _BY_CODE[rule.definition]


def _bound(threshold: Decimal, chosen: Explanation) -> str:
    """Return «0,2 балла», «5 процентных пунктов»; «0,200» is only the database's."""
    plain = Decimal(str(threshold)).normalize()
    if plain == plain.to_integral_value():
        return counted(int(plain), chosen.units)
    return f"{number(plain)}{NBSP}{chosen.unit}"


def _since(rule: DynamicsRule) -> str:
    if rule.pk is None:
        return "Муниципалитет не выбирал определение, взято рекомендуемое."
    whose = "Выбрано муниципалитетом" if rule.territory_id else "Общее определение"
    return f"{whose} с {school_year(rule.valid_from)} учебного года."
