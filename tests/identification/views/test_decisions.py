"""The desk of a decision: each school with a verdict and a reason, no text lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from identification.enums import DecisionState, Verdict
from identification.models import Decision, DecisionItem
from schools.enums import Role
from tests.factories import MunicipalityFactory, person
from tests.factories.identification import DecisionFactory
from tests.signing import signed_in


pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def address(name, *args):
    return reverse(f"identification:{name}", args=args)


def items(settled):
    return list(settled.draft.items.order_by("school__name", "kind", "pk"))


def item_url(settled, item):
    return address("decision_item", settled.draft.pk, item.pk)


class TestList:
    def test_shows_drafts_and_records_of_the_town(self, settled):
        response = signed_in(settled.head).get(address("decisions"))
        rows = [row.record.pk for row in response.context["table"].paginated_rows]
        assert set(rows) == {settled.draft.pk, settled.recorded.pk}

    def test_state_is_a_filter(self, settled):
        response = signed_in(settled.head).get(
            address("decisions"), {"state": DecisionState.RECORDED}
        )
        rows = [row.record.pk for row in response.context["table"].paginated_rows]
        assert rows == [settled.recorded.pk]

    def test_the_neighbour_has_none_and_hears_where_to_begin(self, settled):
        response = signed_in(settled.neighbour).get(address("decisions"))
        assert not response.context["has_any"]
        assert "Начать решение" in response.content.decode()

    def test_three_rows_cost_as_many_queries_as_one(self, db):
        town = MunicipalityFactory()
        client = signed_in(person(Role.HEAD, town))
        DecisionFactory(territory=town)
        with CaptureQueriesContext(connection) as one:
            client.get(address("decisions"))
        DecisionFactory.create_batch(2, territory=town)
        with CaptureQueriesContext(connection) as three:
            client.get(address("decisions"))
        assert len(three) == len(one)


class TestOpen:
    def test_the_draft_that_is_there_is_opened(self, settled):
        response = signed_in(settled.coordinator).post(
            address("decision_open", settled.official.pk),
            {"territory": settled.town.pk},
        )
        assert response.url == address("decision", settled.draft.pk)

    def test_a_new_one_holds_the_runs_proposals(self, settled):
        response = signed_in(settled.coordinator).post(
            address("decision_open", settled.town_run.pk),
            {"territory": settled.town.pk},
        )
        decision = Decision.objects.get(run=settled.town_run)
        assert response.url == address("decision", decision.pk)
        assert decision.items.filter(is_proposed=True).exists()

    def test_a_trial_is_refused_in_words(self, settled):
        response = signed_in(settled.admin).post(
            address("decision_open", settled.trial.pk),
            {"territory": settled.town.pk},
            follow=True,
        )
        words = [str(message) for message in response.context["messages"]]
        assert words == ["Проба не может стать решением."]

    @pytest.mark.parametrize("territory", ["", "0", "слово"])
    def test_a_territory_that_is_not_there(self, settled, territory):
        response = signed_in(settled.coordinator).post(
            address("decision_open", settled.official.pk), {"territory": territory}
        )
        assert response.status_code == 404

    def test_it_is_no_page(self, settled):
        url = address("decision_open", settled.official.pk)
        assert signed_in(settled.coordinator).get(url).status_code == 405


class TestDesk:
    def test_shows_every_item_and_the_progress(self, settled):
        response = signed_in(settled.coordinator).get(
            address("decision", settled.draft.pk)
        )
        shown = [card["item"].pk for card in response.context["cards"]]
        assert sorted(shown) == sorted(item.pk for item in items(settled))
        progress = response.context["progress"]
        assert (progress["done"], progress["total"]) == (0, len(shown))

    def test_a_verdict_with_a_reason_is_written(self, settled):
        item = items(settled)[0]
        response = signed_in(settled.coordinator).post(
            item_url(settled, item),
            {"verdict": "accepted", f"reason-{item.pk}": "Второй год подряд"},
        )
        item.refresh_from_db()
        assert (item.verdict, item.reason) == (Verdict.ACCEPTED, "Второй год подряд")
        assert response.url.endswith(f"#item-{item.pk}")

    def test_without_a_reason_nothing_is_written_and_nothing_lost(self, settled):
        first, second = items(settled)[:2]
        response = signed_in(settled.coordinator).post(
            item_url(settled, first),
            {
                "verdict": "declined",
                f"reason-{first.pk}": " ",
                f"reason-{second.pk}": "Ещё думаю",
            },
        )
        assert response.status_code == 422
        cards = {card["item"].pk: card for card in response.context["cards"]}
        assert cards[first.pk]["error"] == "Напишите, почему принято такое решение."
        assert cards[second.pk]["reason"] == "Ещё думаю"
        first.refresh_from_db()
        assert first.verdict == Verdict.PENDING

    def test_text_typed_elsewhere_waits_for_the_person(self, settled):
        first, second = items(settled)[:2]
        client = signed_in(settled.coordinator)
        client.post(
            item_url(settled, first),
            {
                "verdict": "accepted",
                f"reason-{first.pk}": "Да",
                f"reason-{second.pk}": "Ещё думаю",
            },
        )
        response = client.get(address("decision", settled.draft.pk))
        cards = {card["item"].pk: card for card in response.context["cards"]}
        assert cards[second.pk]["reason"] == "Ещё думаю"

    def test_typed_reasons_are_kept_without_a_verdict(self, settled):
        item = items(settled)[0]
        client = signed_in(settled.coordinator)
        response = client.post(
            address("decision_typed", settled.draft.pk),
            {f"reason-{item.pk}": "Начало мысли"},
            **HTMX,
        )
        assert response.content.decode().startswith("Причины сохранены в ")
        page = client.get(address("decision", settled.draft.pk))
        cards = {card["item"].pk: card for card in page.context["cards"]}
        assert cards[item.pk]["reason"] == "Начало мысли"
        item.refresh_from_db()
        assert item.reason == ""

    def test_a_fragment_brings_the_item_and_the_progress(self, settled):
        item = items(settled)[0]
        response = signed_in(settled.coordinator).post(
            item_url(settled, item),
            {"verdict": "accepted", f"reason-{item.pk}": "Да"},
            **HTMX,
        )
        page = response.content.decode()
        assert page.count("<article") == 1
        assert 'hx-swap-oob="true"' in page
        assert response.context["progress"]["done"] == 1

    def test_a_verdict_can_be_taken_back_with_its_text(self, settled):
        item = items(settled)[0]
        client = signed_in(settled.coordinator)
        data = {"verdict": "accepted", f"reason-{item.pk}": "Да"}
        client.post(item_url(settled, item), data)
        client.post(item_url(settled, item), data | {"verdict": "pending"})
        response = client.get(address("decision", settled.draft.pk))
        cards = {card["item"].pk: card for card in response.context["cards"]}
        assert cards[item.pk]["is_pending"]
        assert cards[item.pk]["reason"] == "Да"

    def test_an_unknown_verdict_is_refused(self, settled):
        item = items(settled)[0]
        response = signed_in(settled.coordinator).post(
            item_url(settled, item), {"verdict": "maybe", f"reason-{item.pk}": "Да"}
        )
        assert response.status_code == 422

    def test_only_waiting_items_can_be_asked_for(self, settled):
        first = items(settled)[0]
        client = signed_in(settled.coordinator)
        client.post(
            item_url(settled, first),
            {"verdict": "accepted", f"reason-{first.pk}": "Да"},
        )
        response = client.get(
            address("decision", settled.draft.pk), {"show": "pending"}
        )
        shown = {card["item"].pk for card in response.context["cards"]}
        assert shown == {item.pk for item in items(settled)[1:]}

    def test_an_item_of_another_decision_is_not_there(self, settled):
        other = settled.recorded.items.first()
        response = signed_in(settled.coordinator).post(
            item_url(settled, other), {"verdict": "accepted"}
        )
        assert response.status_code == 404

    def test_a_head_reads_and_decides_nothing(self, settled):
        client = signed_in(settled.head)
        response = client.get(address("decision", settled.draft.pk))
        assert not response.context["can_decide"]
        assert "<button" not in response.content.decode().split("<main")[1]
        item = items(settled)[0]
        url = item_url(settled, item)
        assert client.post(url, {"verdict": "accepted"}).status_code == 403

    def test_the_neighbour_does_not_find_it(self, settled):
        url = address("decision", settled.draft.pk)
        assert signed_in(settled.neighbour).get(url).status_code == 404


class TestRecorded:
    def test_shows_the_order_and_every_verdict(self, settled):
        response = signed_in(settled.head).get(address("decision", settled.recorded.pk))
        page = response.content.decode()
        assert "Приказ № 15-о от 10\xa0сентября 2026" in page
        words = {card["verdict_word"] for card in response.context["cards"]}
        assert words == {"присвоить"}

    def test_it_is_not_changed_any_more(self, settled):
        item = settled.recorded.items.first()
        url = address("decision_item", settled.recorded.pk, item.pk)
        signed_in(settled.coordinator).post(
            url, {"verdict": "declined", f"reason-{item.pk}": "Передумали"}
        )
        assert DecisionItem.objects.get(pk=item.pk).verdict == Verdict.ACCEPTED
