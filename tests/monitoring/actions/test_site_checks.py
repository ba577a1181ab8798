"""A verdict and the values that follow from it; the school's answer."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from monitoring.actions.extensions import extend_form
from monitoring.actions.site_checks import answer_check
from monitoring.enums import FormState, LinkCheck
from monitoring.models import SiteCheck, Value, ValueChange
from schools.actions.refusals import ChangedMeanwhileError
from schools.enums import Role
from schools.models import AuditEvent, User
from tests.factories import MembershipFactory
from tests.factories.monitoring import SiteItemFactory
from tests.monitoring.site_town import ADDRESS, NOW, TODAY, SiteTown


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> SiteTown:
    return SiteTown()


class TestVerdict:
    def test_both_indicators_of_the_item_follow(self, town):
        check, is_changed = town.check()
        assert is_changed is True
        assert (check.verdict, check.address, check.checked_by, check.revision) == (
            "yes",
            ADDRESS,
            town.methodist,
            1,
        )
        assert [
            (row.numerator, row.denominator, row.evidence_address)
            for row in town.values()
        ] == [(1, 1, ADDRESS), (1, 1, ADDRESS)]
        assert town.values(town.other_sheet) == []

    def test_the_window_is_stale_though_no_form_was_accepted(self, town):
        town.check()
        town.window.refresh_from_db()
        assert town.window.changed_at == NOW
        assert town.window.is_stale is True

    @pytest.mark.parametrize(
        ("verdict", "note", "comment"),
        [
            ("partly", "Нет подписи", "Есть не полностью: Нет подписи"),
            ("partly", "", "Есть не полностью."),
            ("no", "Не нашли", ""),
        ],
    )
    def test_all_but_yes_is_zero_of_one(self, town, verdict, note, comment):
        town.check(verdict=verdict, note=note)
        assert [
            (row.state, row.numerator, row.denominator, row.comment)
            for row in town.values()
        ] == [("value", 0, 1, comment)] * 2

    def test_no_wants_no_address(self, town):
        check, _ = town.check(verdict="no", address="")
        assert (check.verdict, check.address) == ("no", "")

    def test_corrected_with_history(self, town):
        town.check()
        town.check(verdict="no", address="", note="Убрали", user=town.coordinator)
        (first, second) = AuditEvent.objects.filter(
            action__startswith="site_check."
        ).order_by("pk")
        assert (first.action, second.action) == (
            "site_check.made",
            "site_check.corrected",
        )
        assert second.before == {"verdict": "yes", "address": ADDRESS, "note": ""}
        assert second.after == {"verdict": "no", "address": "", "note": "Убрали"}
        changes = ValueChange.objects.filter(value=town.values()[0]).order_by("pk")
        assert [
            (row.before["numerator"], row.after["numerator"]) for row in changes
        ] == [
            (None, 1),
            (1, 0),
        ]
        assert [row.by for row in changes] == [town.methodist, town.coordinator]

    def test_the_same_again_writes_nothing(self, town):
        town.check()
        check, is_changed = town.check()
        assert (is_changed, check.revision) == (False, 1)
        assert ValueChange.objects.count() == 2
        assert AuditEvent.objects.filter(action="site_check.made").count() == 1

    def test_another_address_is_to_be_opened_anew(self, town):
        town.check()
        SiteCheck.objects.update(
            link_state=LinkCheck.DEAD, link_checked_at=NOW, dead_since=NOW
        )
        check, _ = town.check(address="https://school.example.org/new")
        assert (check.link_state, check.link_checked_at, check.dead_since) == (
            LinkCheck.UNKNOWN,
            None,
            None,
        )


class TestRefusals:
    @pytest.mark.parametrize(
        ("values", "code"),
        [
            ({"verdict": ""}, "required"),
            ({"verdict": "maybe"}, "required"),
            ({"address": " "}, "required"),
            ({"verdict": "partly", "address": ""}, "required"),
            ({"checked_on": TODAY + dt.timedelta(days=1)}, "future"),
            ({"checked_on": dt.date(2026, 1, 31)}, "too_early"),
            ({"address": "ftp:/x"}, "invalid"),
        ],
    )
    def test_nothing_is_written(self, town, values, code):
        with pytest.raises(ValidationError) as refusal:
            town.check(**values)
        (errors,) = refusal.value.error_dict.values()
        assert [error.code for error in errors] == [code]
        assert (SiteCheck.objects.count(), Value.objects.count()) == (0, 0)

    def test_an_item_that_the_window_does_not_look_for(self, town):
        with pytest.raises(ValidationError) as refusal:
            town.check(item=SiteItemFactory())
        assert refusal.value.code == "not_asked"

    @pytest.mark.parametrize("who", ["head", "team", "neighbour"])
    def test_who_may_not(self, town, who):
        with pytest.raises(PermissionDenied):
            town.check(user=getattr(town, who))

    def test_nobody_judges_the_own_school(self, town):
        MembershipFactory(
            user=town.methodist,
            role=Role.SCHOOL_TEAM,
            territory=None,
            school=town.school,
        )
        # A fresh row: the scope is kept on the person for the rest of a request.
        user = User.objects.get(pk=town.methodist.pk)
        with pytest.raises(ValidationError) as refusal:
            town.check(user=user)
        assert refusal.value.code == "conflict"

    def test_another_hand_was_faster(self, town):
        town.check()
        with pytest.raises(ChangedMeanwhileError) as meanwhile:
            town.check(verdict="no", address="", revision=0, user=town.coordinator)
        assert meanwhile.value.current.verdict == "yes"
        assert SiteCheck.objects.get().verdict == "yes"

    def test_a_revision_of_nothing_hinders_nobody(self, town):
        check, is_changed = town.check(revision=7)
        assert (is_changed, check.revision) == (True, 1)


class TestAfterTheEnd:
    """The days of the school's form count for the checker of its site."""

    LAST = dt.date(2026, 2, 27)

    @pytest.fixture
    def town(self, town) -> SiteTown:
        town.window.closes_on = town.window.due_on = self.LAST
        town.window.save()
        return town

    def test_the_last_day_counts_whole(self, town):
        assert town.check(today=self.LAST)[1] is True

    def test_closed_and_says_since_when_and_who_opens(self, town):
        town.check()
        with pytest.raises(ValidationError) as refusal:
            town.check(verdict="no", address="", today=self.LAST + dt.timedelta(days=1))
        assert refusal.value.code == "locked"
        (sentence,) = refusal.value.messages
        assert sentence == (
            "Окно «Проверка сайтов, февраль 2026» закрылось 27\xa0февраля 2026. "
            "Открыть проверку сайта этой школы снова, продлив срок, может муниципальный "
            "координатор: Анна Ким."
        )
        assert SiteCheck.objects.get().verdict == "yes"

    def test_more_time_for_one_school_opens_its_sheet_alone(self, town):
        today = dt.date(2026, 3, 2)
        extend_form(
            window_school=town.sheet,
            extended_to=dt.date(2026, 3, 5),
            reason="Сайт не открывался",
            user=town.coordinator,
            now=NOW,
            today=today,
        )
        # The sheet in hand is older than the extension: its days are read anew.
        assert town.check(today=today)[1] is True
        with pytest.raises(ValidationError):
            town.check(sheet=town.other_sheet, today=today)

    def test_an_accepted_form_closes_nothing_to_a_checker(self, town):
        type(town.sheet).objects.update(
            state=FormState.ACCEPTED,
            submitted_at=NOW,
            first_submitted_on=TODAY,
            decided_at=NOW,
        )
        town.check()
        assert ValueChange.objects.filter(is_after_acceptance=True).count() == 2


class TestCost:
    """Two indicators follow; the savepoint and the helper's own look are in it."""

    @pytest.fixture
    def town(self, town) -> SiteTown:
        # As the page has fetched it.
        assert town.sheet.school.municipality.parent_id
        return town

    def test_a_verdict_takes_a_dozen_queries(self, town, django_assert_max_num_queries):
        user = User.objects.get(pk=town.methodist.pk)
        with django_assert_max_num_queries(13):
            town.check(user=user)

    def test_a_correction_takes_as_many(self, town, django_assert_max_num_queries):
        town.check()
        user = User.objects.get(pk=town.methodist.pk)
        with django_assert_max_num_queries(13):
            town.check(verdict="no", address="", user=user)
        assert [row.revision for row in town.values()] == [2, 2]


class TestAnswer:
    def test_written_and_taken_back(self, town):
        check, _ = town.check(verdict="no", address="")
        given = {"check": check, "user": town.team, "now": NOW}
        row = answer_check(text=" Разместили ", **given)
        assert (row.answer, row.answered_by, row.answered_at) == (
            "Разместили",
            town.team,
            NOW,
        )
        row = answer_check(text="", **given)
        assert (row.answer, row.answered_by, row.answered_at) == ("", None, None)
        assert AuditEvent.objects.filter(action="site_check.answered").count() == 2

    @pytest.mark.parametrize("who", ["methodist", "other_team", "head"])
    def test_only_the_school(self, town, who):
        check, _ = town.check()
        with pytest.raises(PermissionDenied):
            answer_check(check=check, text="Нет", user=getattr(town, who), now=NOW)

    def test_nothing_to_answer_yet(self, town):
        check = SiteCheck.objects.create(window_school=town.sheet, item=town.order)
        with pytest.raises(ValidationError) as refusal:
            answer_check(check=check, text="Есть", user=town.team, now=NOW)
        assert refusal.value.error_dict["answer"][0].code == "not_checked"
