"""What-ifs are drafts: they show the difference and touch no list."""

from uuid import uuid4

import pytest
from django.urls import reverse

from identification.enums import Group, RunPurpose
from identification.models import Run, RunSchool
from schools.models import SchoolStatus
from tests.factories.identification import YEAR
from tests.signing import signed_in


pytestmark = pytest.mark.django_db
LOW = {Group.LOW, Group.BOTH}


def form_url(run):
    return reverse("identification:what_if", args=[run.pk])


def sent(**changes):
    return {
        "title": "Граница −0,5",
        "year": YEAR,
        "low_cut": "−0,5",
        "resilient_cut": "1",
        "context_quantile": "0,25",
        "n_min": "10",
        "factors": ["poverty", "language", "noise"],
        "selection": "declared",
        "token": str(uuid4()),
        **changes,
    }


def test_only_what_differs_is_an_override(settled):
    data = sent()
    response = signed_in(settled.analyst).post(form_url(settled.official), data)
    run = Run.objects.get(token=data["token"])
    assert response.url == reverse("identification:run", args=[run.pk])
    assert run.overrides == {"low_cut": -0.5}
    assert (run.purpose, run.base_run_id) == (RunPurpose.WHAT_IF, settled.official.pk)


def test_a_town_tries_the_regions_model_with_its_own_cut(settled):
    data = sent()
    client = signed_in(settled.coordinator)
    form = client.get(form_url(settled.official)).context["form"]
    assert "factors" not in form.fields
    client.post(form_url(settled.official), data)
    run = Run.objects.get(token=data["token"])
    assert (run.territory, run.frozen_from) == (settled.town, settled.official)
    assert run.overrides == {"low_cut": -0.5}


def test_a_number_that_is_none_is_said_at_its_field(settled):
    response = signed_in(settled.analyst).post(
        form_url(settled.official), sent(low_cut="много")
    )
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["low_cut"]


def test_an_impossible_cut_is_refused_in_words(settled):
    response = signed_in(settled.analyst).post(
        form_url(settled.official), sent(low_cut="5")
    )
    errors = response.context["form"].non_field_errors()
    assert len(errors) == 1
    assert "граница низких результатов" in errors[0]


def test_a_trial_changes_no_status(settled):
    before = list(SchoolStatus.objects.values_list("pk", "ends_on"))
    signed_in(settled.analyst).post(form_url(settled.official), sent())
    assert list(SchoolStatus.objects.values_list("pk", "ends_on")) == before


def groups(run):
    return dict(RunSchool.objects.filter(run=run).values_list("school__name", "group"))


def test_the_difference_names_who_enters_and_who_leaves(settled):
    url = reverse(
        "identification:run_difference", args=[settled.trial.pk, settled.official.pk]
    )
    response = signed_in(settled.analyst).get(url)
    new, old = groups(settled.trial), groups(settled.official)
    low = next(part for part in response.context["lists"] if part["title"] == "ШНОР")
    entered = {n for n in new if new[n] in LOW and old[n] not in LOW}
    assert entered
    assert {entry["school"] for entry in low["entered"]} == entered
    assert low["left"] == []
    assert response.context["changes"] == [
        {"field": "Граница низких результатов", "old": "−1,0", "new": "−0,1"}
    ]
    assert "Официальный список не меняется" in response.content.decode()


def test_a_town_sees_only_its_own_moves(settled):
    url = reverse(
        "identification:run_difference",
        args=[settled.official.pk, settled.decided_run.pk],
    )
    response = signed_in(settled.coordinator).get(url)
    assert response.context["title"] == "Группы всех школ совпадают"
    assert (
        f"Сравниваются {len(settled.town_schools)}\xa0школ"
        in (response.context["sentence"])
    )


def test_the_page_of_scenarios_lists_trials_and_other_runs(settled):
    url = reverse("identification:run_scenarios", args=[settled.official.pk])
    context = signed_in(settled.analyst).get(url).context
    assert [line["run"].pk for line in context["trials"]] == [settled.trial.pk]
    assert [line["run"].pk for line in context["others"]] == [settled.decided_run.pk]


def test_a_run_without_trials_says_what_a_trial_is_for(settled):
    url = reverse("identification:run_scenarios", args=[settled.decided_run.pk])
    response = signed_in(settled.analyst).get(url)
    assert response.context["trials"] == []
    assert "Проб пока нет" in response.content.decode()


@pytest.mark.parametrize("name", ["what_if", "run_scenarios"])
def test_a_run_that_is_not_there(settled, name):
    url = reverse(f"identification:{name}", args=[999_999])
    assert signed_in(settled.analyst).get(url).status_code == 404


def test_a_head_tries_nothing(settled):
    assert signed_in(settled.head).get(form_url(settled.official)).status_code == 403
