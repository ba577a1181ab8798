"""Many at once, one by hand, the order: statuses arise from here."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from identification.actions.decisions import decide_item
from identification.enums import Confidence, DecisionState, Verdict
from identification.models import Decision
from schools.enums import StatusKind
from schools.models import SchoolStatus
from tests.factories.identification import NOW
from tests.signing import signed_in


pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"identification:{name}", args=args)


def decide_everything(settled):
    for item in settled.draft.items.all():
        decide_item(
            item=item,
            verdict=Verdict.ACCEPTED,
            reason="Да",
            user=settled.coordinator,
            now=NOW,
        )


def order(**changes):
    return {
        "order_number": "21-о",
        "order_date": "2026-09-18",
        "effective_on": "2026-09-20",
        **changes,
    }


class TestAll:
    def test_sure_proposals_are_accepted_with_one_reason(self, settled):
        sure = settled.draft.items.filter(
            is_proposed=True, confidence=Confidence.SURE
        ).count()
        signed_in(settled.coordinator).post(
            address("decision_all", settled.draft.pk), {"reason": "Расчёт уверен"}
        )
        accepted = settled.draft.items.filter(
            verdict=Verdict.ACCEPTED, reason="Расчёт уверен"
        )
        assert accepted.count() == sure
        assert sure

    def test_the_page_says_how_many(self, settled):
        url = address("decision_all", settled.draft.pk)
        response = signed_in(settled.coordinator).get(url)
        assert "Будет принято:" in response.context["consequence"]

    def test_a_reason_is_demanded(self, settled):
        url = address("decision_all", settled.draft.pk)
        response = signed_in(settled.coordinator).post(url, {"reason": ""})
        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["reason"]


class TestAdd:
    def test_a_school_gets_a_status_by_hand(self, settled):
        school = settled.town_schools[5]
        signed_in(settled.coordinator).post(
            address("decision_add", settled.draft.pk),
            {
                "school": school.pk,
                "kind": StatusKind.RISK_ZONE,
                "reason": "Сменился директор",
            },
        )
        item = settled.draft.items.get(school=school, kind=StatusKind.RISK_ZONE)
        assert (item.is_proposed, item.verdict) == (False, Verdict.ACCEPTED)

    def test_another_towns_school_is_no_choice(self, settled):
        response = signed_in(settled.coordinator).post(
            address("decision_add", settled.draft.pk),
            {
                "school": settled.district_schools[0].pk,
                "kind": StatusKind.RISK_ZONE,
                "reason": "Ошибка",
            },
        )
        assert list(response.context["form"].errors) == ["school"]

    def test_an_item_by_hand_can_be_taken_back_and_a_proposal_cannot(self, settled):
        client = signed_in(settled.coordinator)
        school = settled.town_schools[5]
        client.post(
            address("decision_add", settled.draft.pk),
            {"school": school.pk, "kind": StatusKind.RISK_ZONE, "reason": "Да"},
        )
        mine = settled.draft.items.get(school=school, kind=StatusKind.RISK_ZONE)
        client.post(address("decision_item_remove", settled.draft.pk, mine.pk))
        assert not settled.draft.items.filter(pk=mine.pk).exists()
        proposed = settled.draft.items.filter(is_proposed=True).first()
        client.post(address("decision_item_remove", settled.draft.pk, proposed.pk))
        assert settled.draft.items.filter(pk=proposed.pk).exists()


class TestRecord:
    def test_undecided_items_stop_the_order(self, settled):
        response = signed_in(settled.coordinator).get(
            address("decision_record", settled.draft.pk)
        )
        assert "Рано записывать приказ." in response.content.decode()

    def test_the_order_is_written_with_its_file(self, settled):
        decide_everything(settled)
        scan = SimpleUploadedFile("приказ.pdf", b"%PDF-1.7", "application/pdf")
        response = signed_in(settled.coordinator).post(
            address("decision_record", settled.draft.pk),
            order(order_file=scan),
        )
        decision = Decision.objects.get(pk=settled.draft.pk)
        assert response.url == address("decision", decision.pk)
        assert decision.state == DecisionState.RECORDED
        assert decision.order_date == dt.date(2026, 9, 18)
        assert decision.order_file.original_name == "приказ.pdf"
        assert decision.order_file.territory == settled.town

    def test_the_statuses_of_accepted_items_are_in_force(self, settled):
        decide_everything(settled)
        signed_in(settled.coordinator).post(
            address("decision_record", settled.draft.pk), order()
        )
        held = SchoolStatus.objects.on(dt.date(2026, 9, 20))
        expected = settled.draft.items.values_list("school", "kind")
        assert set(held.values_list("school", "kind")) == set(expected)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"order_number": " "}, "order_number"),
            ({"order_date": ""}, "order_date"),
            ({"order_date": "2099-01-01"}, "order_date"),
            ({"effective_on": "вчера"}, "effective_on"),
        ],
    )
    def test_mistakes_are_said_at_their_field(self, settled, changes, field):
        decide_everything(settled)
        response = signed_in(settled.coordinator).post(
            address("decision_record", settled.draft.pk), order(**changes)
        )
        assert response.status_code == 422
        assert list(response.context["form"].errors) == [field]

    def test_a_file_of_another_kind_is_refused_in_words(self, settled):
        decide_everything(settled)
        program = SimpleUploadedFile("приказ.exe", b"MZ")
        response = signed_in(settled.coordinator).post(
            address("decision_record", settled.draft.pk), order(order_file=program)
        )
        errors = response.context["form"].errors["order_file"]
        assert len(errors) == 1
        assert errors[0].startswith("Файл такого вида не принимается.")

    def test_a_refusal_keeps_the_draft_and_stores_no_file(self, settled):
        from schools.models import StoredFile

        before = StoredFile.objects.count()
        scan = SimpleUploadedFile("приказ.pdf", b"%PDF-1.7", "application/pdf")
        response = signed_in(settled.coordinator).post(
            address("decision_record", settled.draft.pk), order(order_file=scan)
        )
        assert response.status_code == 422
        assert "Не рассмотрено" in response.context["form"].non_field_errors()[0]
        assert StoredFile.objects.count() == before

    def test_a_recorded_decision_leads_to_its_page(self, settled):
        url = address("decision_record", settled.recorded.pk)
        response = signed_in(settled.coordinator).get(url)
        assert response.url == address("decision", settled.recorded.pk)


def test_a_draft_is_thrown_away_with_a_reason(settled):
    signed_in(settled.coordinator).post(
        address("decision_discard", settled.draft.pk), {"reason": "Новый расчёт"}
    )
    assert not Decision.objects.filter(pk=settled.draft.pk).exists()


@pytest.mark.parametrize(
    "name", ["decision_all", "decision_add", "decision_record", "decision_discard"]
)
def test_pages_of_a_draft_are_for_those_who_decide(settled, name):
    url = address(name, settled.draft.pk)
    assert signed_in(settled.head).get(url).status_code == 403
    assert signed_in(settled.neighbour).get(url).status_code == 404
    assert signed_in(settled.coordinator).get(url).status_code == 200
    assert signed_in(settled.coordinator).get(address(name, 0)).status_code == 404
