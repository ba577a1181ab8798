"""What a school wrote and what the sum took of it are told apart."""

import pytest
from django.urls import reverse

from monitoring.actions.rollups import roll_up
from monitoring.counting.cells import YES
from monitoring.enums import FormState, Source
from tests.factories.monitoring import VersionFactory
from tests.monitoring.figures_town import Town, text
from tests.monitoring.filling import NOW, fill, form_of, set_state


pytestmark = pytest.mark.django_db
WORDS = {
    FormState.RETURNED: "не в сумме: форма возвращена",
    FormState.SUBMITTED: "не в сумме: форма на проверке",
    FormState.DRAFT: "не в сумме: черновик",
}


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.mark.parametrize(("state", "words"), WORDS.items())
def test_a_value_outside_the_sum_is_quiet_and_says_why(client, town, state, words):
    set_state(form_of(town.window, town.schools[1]), state)
    roll_up(window=town.window, now=NOW)
    client.force_login(town.coordinator)
    response = client.get(
        reverse("scorecard:indicator", args=[town.share.indicator_id])
    )
    first, second, _third = response.context["schools"]
    assert (first["is_out"], second["is_out"]) == (False, True)
    assert (second["state"], second["mark"]) == (words, "")
    assert '<span class="quiet">90 %</span>' in text(response)
    # What the page says of one school is what its sum says of all.
    assert "1 из 2" in text(response)
    assert "10 из 12" not in text(response)


def test_the_schools_own_page_says_the_same(client, town):
    set_state(form_of(town.window, town.schools[0]), FormState.RETURNED)
    client.force_login(town.team())
    response = client.get(reverse("scorecard:values", args=[town.schools[0].pk]))
    notes = [row["cells"][0]["note"] for row in response.context["rows"]]
    assert notes == ["не в сумме: форма возвращена"] * 2
    assert '<span class="quiet">50 %</span>' in text(response)


def test_a_value_of_the_department_waits_for_no_form(client, town):
    version = town.yes = VersionFactory(source=Source.SITE)
    window = town.opened(title="Сайты")
    fill(window, 0, [YES, YES, None], state=FormState.NOT_STARTED)
    roll_up(window=window, now=NOW)
    client.force_login(town.coordinator)
    response = client.get(reverse("scorecard:indicator", args=[version.indicator_id]))
    assert [row["state"] for row in response.context["schools"]] == [
        "в сумме",
        "в сумме",
        "не в сумме: значения нет",
    ]
