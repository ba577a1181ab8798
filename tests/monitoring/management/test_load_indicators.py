"""The command says what was new."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from monitoring.models import IndicatorTarget
from tests.factories import MunicipalityFactory


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("load_indicators", *arguments, stdout=out)
    return out.getvalue().replace("\u00a0", " ").strip()


@pytest.mark.django_db
def test_a_municipality_by_name_and_by_number() -> None:
    town = MunicipalityFactory(name="Норильск")
    assert run("norilsk", "--territory", "Норильск", "--year", "2024", "2025") == (
        "Новых: 5 календарей, 10 пунктов проверки, 29 показателей, 58 целей."
    )
    assert run("norilsk", "--territory", str(town.pk), "--year", "2024") == (
        "Всё уже загружено, ничего не изменилось."
    )
    assert run("tracks") == (
        "Новых: 1 календарь, 0 пунктов проверки, 12 показателей, 0 целей."
    )
    assert IndicatorTarget.objects.filter(territory=town).count() == 58


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("norilsk", "--territory", "Китеж"), "названием: 0"),
        (("norilsk", "--year", "2019"), "2021/22"),
        (("moscow",), "moscow"),
    ],
)
def test_bad_input_is_refused_in_one_line(arguments, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        run(*arguments)
