"""Versions of the rules: listed, read in words, made anew."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from identification.models import RuleSet
from identification.stats.rules import IdentificationRules
from schools.enums import Role
from tests.factories import MunicipalityFactory, RegionFactory, person
from tests.factories.identification import RuleSetFactory
from tests.signing import signed_in


pytestmark = pytest.mark.django_db
NEW = "/identification/rules/new/"


def page(user, rules):
    return signed_in(user).get(reverse("identification:rule_set", args=[rules.pk]))


def posted(form, **changes):
    """Return the prefilled form as a browser would send it."""
    data = {}
    for bound in form:
        value = bound.field.prepare_value(bound.value())
        if value is True:
            value = "on"
        if value not in (None, False):
            data[bound.name] = value
    return data | {"note": "Строже граница"} | changes


class TestList:
    def test_a_person_sees_common_and_own_versions(self, settled):
        mine = RuleSetFactory(territory=settled.region, version=1)
        foreign = RuleSetFactory(territory=RegionFactory(), version=1)
        response = signed_in(settled.coordinator).get(
            reverse("identification:rule_sets")
        )
        shown = {row.record.pk for row in response.context["table"].paginated_rows}
        assert {mine.pk, settled.rules.pk} <= shown
        assert foreign.pk not in shown

    def test_three_rows_cost_as_many_queries_as_one(self, db):
        client = signed_in(person(Role.HEAD, MunicipalityFactory()))
        url = reverse("identification:rule_sets")
        RuleSetFactory()
        with CaptureQueriesContext(connection) as one:
            client.get(url)
        RuleSetFactory.create_batch(2)
        with CaptureQueriesContext(connection) as three:
            client.get(url)
        assert len(three) == len(one)


class TestVersion:
    def test_every_parameter_is_shown_once(self, settled):
        response = page(settled.head, settled.rules)
        terms = [
            (section["title"], item["term"])
            for section in response.context["sections"]
            for item in section["items"]
        ]
        names = IdentificationRules().to_dict()
        assert len(terms) == len(set(terms))
        assert len(terms) == len(names) - 1 + len(names["threshold"])

    def test_the_change_to_the_version_before_is_said(self, settled):
        first = RuleSetFactory(territory=settled.region, version=1)
        values = first.parameters | {"low_cut": -0.8}
        second = RuleSetFactory(territory=settled.region, version=2, parameters=values)
        response = page(settled.analyst, second)
        assert response.context["before"] == first
        assert response.context["changes"] == [
            {"field": "Граница низких результатов", "old": "−1,0", "new": "−0,8"}
        ]

    def test_runs_of_a_version_are_the_persons_own(self, settled):
        response = page(settled.neighbour, settled.rules)
        shown = {line["run"].pk for line in response.context["runs"]}
        assert shown == {settled.official.pk, settled.decided_run.pk}

    def test_another_regions_rules_are_not_there(self, settled):
        foreign = RuleSetFactory(territory=RegionFactory(), version=1)
        assert page(settled.analyst, foreign).status_code == 404


class TestNew:
    def form(self, user):
        return signed_in(user).get(NEW).context["form"]

    def test_the_form_is_prefilled_and_makes_the_same_rules(self, settled):
        form = self.form(settled.analyst)
        data = posted(form, title="Правила региона", low_cut="−0,8")
        response = signed_in(settled.analyst).post(NEW, data)
        made = RuleSet.objects.get(territory=settled.region)
        assert response.url == reverse("identification:rule_set", args=[made.pk])
        expected = settled.rules.parameters | {"low_cut": -0.8}
        assert made.parameters == expected

    def test_an_analyst_does_not_write_common_rules(self, settled):
        form = self.form(settled.analyst)
        assert settled.region in form.fields["territory"].queryset
        data = posted(form, territory="")
        response = signed_in(settled.analyst).post(NEW, data)
        assert list(response.context["form"].errors) == ["territory"]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"alpha": "2"}, "alpha"),
            ({"year_weights": "половина"}, "year_weights"),
            ({"year_weights": "0,5; 0,5"}, "year_weights"),
            ({"threshold__numerator": "30"}, "threshold__numerator"),
            ({"threshold__sure_from": "0,1"}, "threshold__border_from"),
            ({"window_years": "0"}, "window_years"),
            ({"note": ""}, "note"),
        ],
    )
    def test_mistakes_are_said_at_their_field(self, settled, changes, field):
        data = posted(self.form(settled.analyst), **changes)
        response = signed_in(settled.analyst).post(NEW, data)
        assert response.status_code == 422
        assert list(response.context["form"].errors) == [field]

    def test_the_same_rules_twice_are_refused(self, settled):
        data = posted(self.form(settled.analyst))
        signed_in(settled.analyst).post(NEW, data)
        response = signed_in(settled.analyst).post(NEW, data)
        errors = response.context["form"].non_field_errors()
        assert len(errors) == 1
        assert errors[0].startswith("Такие правила с этого дня уже действуют")

    def test_a_coordinator_makes_no_rules(self, settled):
        assert signed_in(settled.coordinator).get(NEW).status_code == 403
