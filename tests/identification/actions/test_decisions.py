"""A decision is gone through school by school; every refusal is a sentence."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from identification.actions.decisions import (
    add_item,
    decide_all,
    decide_item,
    discard_decision,
    open_decision,
    remove_item,
)
from identification.actions.recording import record_decision
from identification.enums import Group, RunPurpose, Verdict
from identification.models import Decision, DecisionItem, Run
from schools.enums import StatusKind
from schools.models import AuditEvent, SchoolStatus
from schools.models.unchanging import UnchangingRowError
from tests.factories import MunicipalityFactory, SchoolFactory
from tests.factories.identification import (
    NOW,
    DoneRunFactory,
    RunFactory,
    RunSchoolFactory,
    SchoolStatusFactory,
)


pytestmark = pytest.mark.django_db

ORDER = {
    "order_number": "15-о",
    "order_date": dt.date(2026, 9, 10),
    "effective_on": dt.date(2026, 9, 15),
    "now": NOW,
}
LOW, ADVERSE = StatusKind.LOW_RESULTS, StatusKind.ADVERSE


class Case:
    """A run of four schools in a town, one of each interesting kind."""

    def __init__(self, place) -> None:
        self.place = place
        self.run = DoneRunFactory(
            territory=place.region, model={"cuts": {"context": -9.5}}
        )
        self.both, self.by_rule, self.resilient, self.ordinary = place.town_schools[:4]
        self._row(
            self.both,
            group=Group.BOTH,
            low_confidence="sure",
            adverse_confidence="border",
            context_points=-11.0,
            reason="Результат ниже ожидаемого.",
            rule_reason="Правило молчит.",
        )
        self._row(
            self.by_rule,
            group=Group.ORDINARY,
            is_rule_fired=True,
            rule_status="fired",
            rule_reason="ВПР, математика.",
        )
        self._row(
            self.resilient,
            group=Group.RESILIENT,
            adverse_confidence="sure",
            context_points=-10.0,
        )
        self._row(self.ordinary, group=Group.ORDINARY)
        RunSchoolFactory(
            run=self.run, school=place.district_schools[0], group=Group.LOW
        )

    def _row(self, school, **values) -> None:
        RunSchoolFactory(run=self.run, school=school, **values)

    def open(self, **changes) -> Decision:
        values = {
            "run": self.run,
            "territory": self.place.town,
            "user": self.place.coordinator,
            "now": NOW,
            **changes,
        }
        return open_decision(**values)

    def item(self, decision, school, kind=LOW) -> DecisionItem:
        return decision.items.get(school=school, kind=kind)

    def decide(self, item, verdict=Verdict.ACCEPTED, reason="Так решили.", **changes):
        values = {
            "item": item,
            "verdict": verdict,
            "reason": reason,
            "user": self.place.coordinator,
            "now": NOW,
            **changes,
        }
        return decide_item(**values)

    def decide_rest(self, decision) -> None:
        for item in decision.items.filter(verdict=Verdict.PENDING):
            self.decide(item)

    def record(self, decision, **changes) -> Decision:
        values = {
            **ORDER,
            "decision": decision,
            "user": self.place.coordinator,
            **changes,
        }
        return record_decision(**values)


@pytest.fixture
def case(place) -> Case:
    return Case(place)


def refusal(call, **values) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        call(**values)
    return caught.value


# --- opening -----------------------------------------------------------------


def test_a_decision_speaks_of_what_the_run_found_in_the_town(case) -> None:
    decision = case.open()

    found = {
        (item.school_id, item.kind): (item.is_proposed, item.is_held, item.confidence)
        for item in decision.items.all()
    }
    assert found == {
        (case.both.pk, LOW): (True, False, "sure"),
        (case.both.pk, ADVERSE): (True, False, "border"),
        (case.by_rule.pk, LOW): (True, False, "sure"),
        (case.resilient.pk, ADVERSE): (True, False, "sure"),
    }


def test_the_proposal_says_which_of_the_two_ways_counts(case) -> None:
    decision = case.open()

    assert case.item(decision, case.both).proposal == (
        "Основание: регрессия по условиям; правило 30\xa0% не сработало. "
        "Результат ниже ожидаемого."
    )
    assert case.item(decision, case.by_rule).proposal == (
        "Основание: правило 30\xa0%; регрессия по условиям низких результатов не "
        "показывает. Правило 30\xa0%. ВПР, математика."
    )
    assert case.item(decision, case.resilient, ADVERSE).proposal == (
        "Основание: условия работы. Индекс условий −10,00 ниже границы −9,50. "
        "Результаты при этом заметно выше ожидаемых: школа резильентная."
    )


def test_a_held_status_without_support_is_put_to_question(case) -> None:
    SchoolStatusFactory(school=case.ordinary, kind=LOW, order_number="12-о")

    item = case.item(case.open(), case.ordinary)

    assert (item.is_proposed, item.is_held) == (False, True)
    assert item.proposal == (
        "Статус действует с 1\xa0сентября 2025 по приказу № 12-о. "
        "Расчёт его не подтверждает. Снять?"
    )


def test_a_held_status_with_support_is_marked_as_held(case) -> None:
    SchoolStatusFactory(school=case.both, kind=LOW)

    item = case.item(case.open(), case.both)

    assert (item.is_proposed, item.is_held) == (True, True)


def test_an_ended_status_is_not_held(case) -> None:
    SchoolStatusFactory(school=case.ordinary, ends_on=dt.date(2026, 8, 31))

    assert not case.open().items.filter(school=case.ordinary).exists()


def test_the_draft_that_is_there_is_opened_again(case) -> None:
    first = case.open()

    assert case.open().pk == first.pk
    assert Decision.objects.count() == 1
    assert AuditEvent.objects.filter(action="decision.opened").count() == 1


def test_opening_needs_the_right_in_that_town(case) -> None:
    for user in (case.place.head, case.place.neighbour, case.place.analyst):
        with pytest.raises(PermissionDenied):
            case.open(user=user)


def test_a_region_does_not_decide(case) -> None:
    found = refusal(case.open, territory=case.place.region, user=case.place.admin)

    assert found.messages == ["Решение принимает муниципалитет: выберите его."]


def test_a_trial_cannot_become_a_decision(case) -> None:
    trial = DoneRunFactory(
        territory=case.place.region, purpose=RunPurpose.WHAT_IF, base_run=case.run
    )

    found = refusal(case.open, run=trial)

    assert found.messages == ["Проба не может стать решением."]


def test_an_unfinished_run_cannot_become_a_decision(case) -> None:
    found = refusal(case.open, run=RunFactory(territory=case.place.region))

    assert found.messages == ["Расчёт ещё не готов."]


def test_a_run_of_another_place_cannot_become_a_decision(case) -> None:
    foreign = DoneRunFactory(territory=MunicipalityFactory(name="Дальний район"))

    found = refusal(case.open, run=foreign)

    assert found.messages == ["Этот расчёт другой территории: Дальний район."]


# --- going through the list --------------------------------------------------


def test_an_item_is_accepted_or_declined_with_its_reason(case) -> None:
    item = case.item(case.open(), case.both)

    case.decide(item, Verdict.DECLINED, " Школа закрывается. ")

    item.refresh_from_db()
    assert (item.verdict, item.reason) == (Verdict.DECLINED, "Школа закрывается.")
    event = AuditEvent.objects.get(action="decision.item_decided")
    assert (event.before, event.reason) == (
        {"verdict": "pending", "reason": ""},
        "Школа закрывается.",
    )


def test_a_verdict_without_a_reason_is_refused(case) -> None:
    item = case.item(case.open(), case.both)

    found = refusal(case.decide, item=item, reason="  ")

    assert found.messages == ["Напишите, почему принято такое решение."]
    item.refresh_from_db()
    assert item.verdict == Verdict.PENDING


def test_an_item_can_be_put_back(case) -> None:
    item = case.decide(case.item(case.open(), case.both))

    case.decide(item, Verdict.PENDING, "")

    item.refresh_from_db()
    assert (item.verdict, item.reason) == (Verdict.PENDING, "")


def test_deciding_needs_the_right(case) -> None:
    item = case.item(case.open(), case.both)

    for user in (case.place.head, case.place.neighbour):
        with pytest.raises(PermissionDenied):
            case.decide(item, user=user)


def test_all_sure_proposals_are_accepted_at_once(case) -> None:
    SchoolStatusFactory(school=case.ordinary, kind=LOW)
    decision = case.open()
    case.decide(case.item(decision, case.by_rule), Verdict.DECLINED, "Ошибка в файле.")

    count = decide_all(
        decision=decision,
        reason="Совет по качеству",
        user=case.place.coordinator,
        now=NOW,
    )

    assert count == 2
    verdicts = {
        (item.school_id, item.kind): item.verdict for item in decision.items.all()
    }
    assert verdicts == {
        (case.both.pk, LOW): Verdict.ACCEPTED,
        (case.both.pk, ADVERSE): Verdict.PENDING,
        (case.by_rule.pk, LOW): Verdict.DECLINED,
        (case.resilient.pk, ADVERSE): Verdict.ACCEPTED,
        (case.ordinary.pk, LOW): Verdict.PENDING,
    }


def test_accepting_all_needs_a_common_reason(case) -> None:
    found = refusal(
        decide_all,
        decision=case.open(),
        reason="",
        user=case.place.coordinator,
        now=NOW,
    )

    assert found.code == "no_reason"


def added(case, decision, **changes) -> DecisionItem:
    values = {
        "decision": decision,
        "school": case.ordinary,
        "kind": StatusKind.RISK_ZONE,
        "reason": "Обращение школы",
        "user": case.place.coordinator,
        "now": NOW,
        **changes,
    }
    return add_item(**values)


def test_a_person_adds_a_status_that_the_run_does_not_know(case) -> None:
    item = added(case, case.open())

    assert (item.is_proposed, item.is_held, item.verdict) == (
        False,
        False,
        Verdict.ACCEPTED,
    )
    assert AuditEvent.objects.get(action="decision.item_added").reason == (
        "Обращение школы"
    )


def test_an_added_status_needs_a_reason_and_a_school_of_the_town(case) -> None:
    decision = case.open()

    no_reason = refusal(lambda: added(case, decision, reason=" "))
    foreign = refusal(
        lambda: added(case, decision, school=case.place.district_schools[0])
    )

    assert no_reason.code == "no_reason"
    assert foreign.messages == ["Эта школа другого муниципалитета."]


def test_the_same_status_is_not_added_twice(case) -> None:
    decision = case.open()

    found = refusal(lambda: added(case, decision, school=case.both, kind=LOW))

    assert found.messages == [
        f"В решении уже есть пункт «ШНОР» этой школы: {case.both}."
    ]


def test_an_added_item_can_be_taken_back_but_a_proposal_cannot(case) -> None:
    decision = case.open()
    mine = added(case, decision)

    remove_item(item=mine, user=case.place.coordinator, now=NOW)
    found = refusal(
        remove_item,
        item=case.item(decision, case.both),
        user=case.place.coordinator,
        now=NOW,
    )

    assert not decision.items.filter(pk=mine.pk).exists()
    assert found.code == "proposed"
    assert AuditEvent.objects.filter(action="decision.item_removed").count() == 1


def test_a_draft_can_be_thrown_away_and_begun_anew(case) -> None:
    decision = case.open()
    case.decide(case.item(decision, case.both))

    discard_decision(
        decision=decision, reason="Ошибка", user=case.place.coordinator, now=NOW
    )

    again = case.open()
    assert again.pk != decision.pk
    assert again.items.filter(verdict=Verdict.PENDING).count() == 4


# --- recording ---------------------------------------------------------------


def test_statuses_arise_from_the_recorded_decision(case) -> None:
    decision = case.open()
    case.decide(case.item(decision, case.by_rule), Verdict.DECLINED, "Мало данных.")
    case.decide_rest(decision)

    recorded = case.record(decision)

    assert recorded.state == "recorded"
    assert (recorded.recorded_by, recorded.recorded_at) == (case.place.coordinator, NOW)
    assert set(SchoolStatus.objects.values_list("school_id", "kind", "starts_on")) == {
        (case.both.pk, LOW, ORDER["effective_on"]),
        (case.both.pk, ADVERSE, ORDER["effective_on"]),
        (case.resilient.pk, ADVERSE, ORDER["effective_on"]),
    }
    status = SchoolStatus.objects.get(school=case.both, kind=LOW)
    item = case.item(decision, case.both)
    assert item.status == status
    assert status.reason == f"{item.proposal}\nТак решили."
    assert (status.order_number, status.order_date, status.ends_on) == (
        "15-о",
        ORDER["order_date"],
        None,
    )
    assert AuditEvent.objects.filter(action="status.given").count() == 3
    assert AuditEvent.objects.get(action="decision.recorded").after["accepted"] == 3


def test_a_held_status_goes_on_or_ends_the_day_before(case) -> None:
    goes_on = SchoolStatusFactory(school=case.both, kind=LOW)
    ends = SchoolStatusFactory(school=case.ordinary, kind=LOW)
    decision = case.open()
    case.decide(
        case.item(decision, case.ordinary), Verdict.DECLINED, "Вышла из программы."
    )
    case.decide_rest(decision)

    case.record(decision)

    goes_on.refresh_from_db()
    ends.refresh_from_db()
    assert goes_on.ends_on is None
    assert case.item(decision, case.both).status == goes_on
    assert (ends.ends_on, ends.end_order_number, ends.end_reason) == (
        dt.date(2026, 9, 14),
        "15-о",
        "Вышла из программы.",
    )
    assert AuditEvent.objects.filter(action="status.ended").count() == 1


def test_every_item_has_to_be_decided(case) -> None:
    decision = case.open()
    case.decide(case.item(decision, case.both))

    found = refusal(case.record, decision=decision)

    assert found.messages == [
        "Не рассмотрено: 3\xa0пункта. Решите каждый и запишите приказ."
    ]
    assert SchoolStatus.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"order_number": " "}, "Укажите номер приказа."),
        ({"order_date": dt.date(2026, 9, 16)}, "Дата приказа ещё не наступила."),
    ],
)
def test_the_order_has_a_number_and_a_date_that_has_come(
    case, change, sentence
) -> None:
    decision = case.open()
    case.decide_rest(decision)

    found = refusal(case.record, decision=decision, **change)

    assert found.messages == [sentence]


def test_a_status_given_meanwhile_stops_the_record_in_words(case) -> None:
    decision = case.open()
    case.decide_rest(decision)
    SchoolStatusFactory(school=case.both, kind=LOW, order_number="7-о")

    found = refusal(case.record, decision=decision)

    assert found.messages == [
        (
            f"{case.both}: статус «ШНОР» уже действует с 1\xa0сентября 2025 по приказу "
            "№ 7-о. Начните решение заново."
        )
    ]
    assert SchoolStatus.objects.count() == 1
    decision.refresh_from_db()
    assert decision.state == "draft"


def test_a_status_taken_meanwhile_stops_the_record_in_words(case) -> None:
    status = SchoolStatusFactory(school=case.both, kind=LOW)
    decision = case.open()
    case.decide_rest(decision)
    SchoolStatus.objects.filter(pk=status.pk).update(ends_on=dt.date(2026, 9, 1))

    assert refusal(case.record, decision=decision).code == "stale"


def test_a_status_does_not_begin_inside_an_older_one(case) -> None:
    SchoolStatusFactory(
        school=case.both, kind=LOW, ends_on=dt.date(2026, 12, 31), order_number="7-о"
    )
    decision = case.open()
    case.decide_rest(decision)

    found = refusal(case.record, decision=decision)

    assert found.messages == [
        (
            f"{case.both}: статус «ШНОР» в эти дни уже записан (с 1\xa0сентября 2025 по "
            "приказу № 7-о). Укажите более поздний день."
        )
    ]


def test_a_status_cannot_end_before_it_began(case) -> None:
    SchoolStatusFactory(school=case.ordinary, kind=LOW, starts_on=dt.date(2026, 9, 15))
    decision = case.open()
    case.decide(case.item(decision, case.ordinary), Verdict.DECLINED, "Снять.")
    case.decide_rest(decision)

    found = refusal(case.record, decision=decision)

    assert found.messages == [
        (
            f"{case.ordinary}: статус «ШНОР» действует с 15\xa0сентября 2026, снять его "
            "раньше нельзя. Укажите более поздний день."
        )
    ]


def test_a_decision_is_recorded_once(case) -> None:
    decision = case.open()
    case.decide_rest(decision)
    case.record(decision)

    found = refusal(case.record, decision=decision)

    assert found.messages == ["Решение уже принято приказом № 15-о."]
    assert SchoolStatus.objects.count() == 4


def test_recording_needs_the_right(case) -> None:
    decision = case.open()
    case.decide_rest(decision)

    for user in (case.place.head, case.place.neighbour, case.place.analyst):
        with pytest.raises(PermissionDenied):
            case.record(decision, user=user)


def test_a_recorded_decision_does_not_change(case) -> None:
    decision = case.open()
    case.decide_rest(decision)
    decision = case.record(decision)
    item = case.item(decision, case.both)

    for call in (
        lambda: case.decide(item, Verdict.DECLINED, "Передумали."),
        lambda: added(case, decision),
        lambda: discard_decision(
            decision=decision, reason="", user=case.place.coordinator, now=NOW
        ),
    ):
        assert refusal(call).messages == [
            "Решение уже принято приказом № 15-о и не меняется."
        ]
    for change in (
        lambda: decision.save(),
        lambda: Decision.objects.update(order_number="1"),
        lambda: item.save(),
        lambda: DecisionItem.objects.update(verdict=Verdict.DECLINED),
    ):
        with pytest.raises(UnchangingRowError):
            change()
    assert refusal(case.open).code == "recorded"


def test_a_whole_run_of_real_figures_becomes_statuses(place) -> None:
    run: Run = place.run()
    decision = open_decision(
        run=run, territory=place.town, user=place.coordinator, now=NOW
    )
    for item in decision.items.all():
        decide_item(
            item=item,
            verdict=Verdict.ACCEPTED,
            reason="Да.",
            user=place.coordinator,
            now=NOW,
        )

    record_decision(decision=decision, user=place.coordinator, **ORDER)

    low = set(SchoolStatus.objects.filter(kind=LOW).values_list("school_id", flat=True))
    assert place.town_schools[0].pk in low
    proposed = run.schools.filter(school__municipality=place.town)
    assert low == {
        row.school_id
        for row in proposed
        if row.group in {"low", "both"} or row.is_rule_fired
    }


def test_a_school_outside_the_run_can_still_get_a_status(case) -> None:
    school = SchoolFactory(municipality=case.place.town)
    decision = case.open()
    added(case, decision, school=school, kind=StatusKind.PROJECT_500)
    case.decide_rest(decision)

    case.record(decision)

    assert SchoolStatus.objects.get(school=school).kind == StatusKind.PROJECT_500
