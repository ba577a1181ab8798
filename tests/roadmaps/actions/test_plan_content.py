"""A document becomes the content of a draft: all of it, in few queries."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.actions.plan_content import fill_from_document, layout_of
from roadmaps.actions.plans import create_road_map
from roadmaps.documents.model import (
    Activity,
    Approval,
    Column,
    ColumnMeaning,
    Counter,
    Indicator,
    Milestone,
    Party,
    RoadMapDocument,
    RowRef,
    Section,
)
from roadmaps.enums import Audience, Origin, PartyKind
from roadmaps.models import ActivityParty, Party as DirectoryParty
from roadmaps.terms import Kind, Period, Span, Term
from roadmaps.terms.encode import term_to_json
from schools.enums import Role
from tests.factories import MunicipalityFactory, person
from tests.factories.plans import ENDS, NOW, STARTS, PartyFactory


pytestmark = pytest.mark.django_db

OCTOBER = Term(
    "Октябрь 2025",
    Kind.MONTH,
    (Span(dt.date(2025, 10, 1), dt.date(2025, 10, 31), "октябрь 2025"),),
)


def row(title: str = "Провести семинар", **fields: object) -> Activity:
    values = {"number": "1.1", "term": OCTOBER, "refs": (RowRef(0, 2),), **fields}
    return Activity(title=title, **values)


def document(*activities: Activity, **fields: object) -> RoadMapDocument:
    values = {
        "title": "План поддержки",
        "period": Period(STARTS, ENDS),
        "sections": (Section("1", "Раздел", activities=activities),),
        **fields,
    }
    return RoadMapDocument(**values)


class Desk:
    """A town, its coordinator and an empty draft."""

    def __init__(self) -> None:
        self.town = MunicipalityFactory()
        self.user = person(Role.COORDINATOR, self.town)
        self.version = self.draft()

    def draft(self):
        return create_road_map(
            territory=self.town,
            title="План поддержки",
            starts_on=STARTS,
            ends_on=ENDS,
            origin=Origin.IMPORT,
            user=self.user,
            now=NOW,
        )

    def fill(self, read: RoadMapDocument, version=None):
        version = version or self.version
        fill_from_document(version=version, document=read, user=self.user, now=NOW)
        version.refresh_from_db()
        return version

    def only(self, **fields: object):
        return self.fill(document(row(**fields))).activities.get()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def wordings(activity) -> list[tuple[str, str]]:
    links = activity.party_links.order_by("position").select_related("party")
    return [(link.wording, link.party.name) for link in links]


class TestContent:
    def test_a_row_keeps_its_words_and_its_reading(self, desk):
        activity = desk.only(
            result="Проведён семинар",
            document="Приказ",
            indicator="Доля школ",
            note="Совместно с вузом",
            responsible_text="МЦ, школы",
            counters=(Counter(5, "семинаров"),),
        )
        kept = (
            *("number", "title", "term_text", "result", "document", "indicator"),
            *("note", "responsible_text", "term", "counters"),
        )
        assert {name: getattr(activity, name) for name in kept} == {
            "number": "1.1",
            "title": "Провести семинар",
            "term_text": "Октябрь 2025",
            "result": "Проведён семинар",
            "document": "Приказ",
            "indicator": "Доля школ",
            "note": "Совместно с вузом",
            "responsible_text": "МЦ, школы",
            "term": term_to_json(OCTOBER),
            "counters": [{"at_least": 5, "unit": "семинаров", "is_percent": False}],
        }

    def test_sections_stay_in_order_with_goals_tasks_and_results(self, desk):
        version = desk.fill(
            document(
                sections=(
                    Section("I", "Трек", kind="Трек", goals=("Цель",)),
                    Section(
                        "1",
                        "Блок",
                        level=2,
                        tasks=("Первая", "Вторая"),
                        expected_results=("Итог",),
                        activities=(row("А"), row("Б")),
                    ),
                )
            )
        )
        fields = (
            "number",
            "title",
            "level",
            "kind",
            "goals",
            "tasks",
            "expected_results",
        )
        assert list(version.sections.in_order().values_list(*fields)) == [
            ("I", "Трек", 1, "Трек", ["Цель"], [], []),
            ("1", "Блок", 2, "", [], ["Первая", "Вторая"], ["Итог"]),
        ]
        found = version.activities.in_order().values_list("title", "section__title")
        assert list(found) == [("А", "Блок"), ("Б", "Блок")]

    def test_milestones_stay_by_their_columns(self, desk):
        activity = desk.only(
            milestones=(
                Milestone(2025, "Начато", OCTOBER),
                Milestone(None, "Закончено", OCTOBER, label="I квартал"),
            )
        )
        found = activity.milestones.values_list("year", "label", "text", "terms")
        assert list(found) == [
            (2025, "", "Начато", [term_to_json(OCTOBER)]),
            (None, "I квартал", "Закончено", [term_to_json(OCTOBER)]),
        ]

    def test_indicators_stay_with_targets(self, desk):
        version = desk.fill(document(indicators=(Indicator("Доля", "100 %"),)))
        assert list(version.indicators.values_list("title", "target")) == [
            ("Доля", "100 %")
        ]

    def test_the_documents_word_decides_on_the_papers(self, desk):
        activity = desk.only(document="Приказ, справка", result="Программы")
        assert activity.document_types == ["order", "report"]

    def test_the_result_speaks_where_no_document_is_named(self, desk):
        assert desk.only(result="Программы школ").document_types == ["programme"]

    def test_a_filled_draft_is_not_filled_again(self, desk):
        desk.fill(document(row()))
        with pytest.raises(ValidationError) as refusal:
            desk.fill(document(row()))
        assert refusal.value.code == "not_empty"

    def test_who_keeps_no_plan_fills_none(self, desk):
        head = person(Role.HEAD, desk.town)
        with pytest.raises(PermissionDenied):
            fill_from_document(
                version=desk.version, document=document(row()), user=head, now=NOW
            )


class TestAudience:
    @pytest.mark.parametrize(
        ("wording", "kind", "audience"),
        [
            ("школьные команды", "unknown", Audience.IN_STATUS),
            ("директора ШНРО и ШНСУ", "role", Audience.IN_STATUS),
            ("муниципальные кураторы", "role", Audience.NONE),
            ("директор МБУ «Методический центр»", "role", Audience.NONE),
            ("участники проекта", "group", Audience.IN_STATUS),
        ],
    )
    def test_follows_from_who_answers(self, desk, wording, kind, audience):
        activity = desk.only(parties=(Party(wording, kind),))
        assert activity.audience == audience


class TestParties:
    def test_an_unknown_one_is_entered_with_its_kind(self, desk):
        desk.only(parties=(Party("Отдел образования", "organisation"),))
        party = DirectoryParty.objects.get()
        assert (party.territory, party.name, party.kind) == (
            desk.town,
            "Отдел образования",
            PartyKind.ORGANISATION,
        )

    def test_a_known_one_is_found_under_another_spelling(self, desk):
        known = PartyFactory(territory=desk.town, name="МБУ «Учебный центр»")
        activity = desk.only(parties=(Party('МБУ "Учебный  центр"'),))
        assert wordings(activity) == [('МБУ "Учебный центр"', known.name)]

    def test_the_neighbours_directory_is_not_looked_at(self, desk):
        PartyFactory(name="Учебный центр")
        desk.only(parties=(Party("Учебный центр"),))
        assert DirectoryParty.objects.filter(territory=desk.town).count() == 1

    def test_an_abbreviation_of_the_document_leads_to_the_full_name(self, desk):
        full = "МБУ «Методический центр»"
        version = desk.fill(
            document(row(parties=(Party("МЦ"),)), abbreviations={"МЦ": full})
        )
        assert wordings(version.activities.get()) == [("МЦ", full)]
        assert version.abbreviations == {"МЦ": full}

    def test_the_same_abbreviation_elsewhere_stays_itself(self, desk):
        full = "МБУ «Методический центр»"
        desk.fill(document(row(parties=(Party("МЦ", expanded=full),))))
        other = desk.fill(document(row(parties=(Party("МЦ"),))), desk.draft())
        assert wordings(other.activities.get()) == [("МЦ", "МЦ")]

    def test_a_party_named_twice_in_a_row_stands_once(self, desk):
        activity = desk.only(parties=(Party("Школы"), Party("школы")))
        assert wordings(activity) == [("Школы", "Школы")]


class TestHeading:
    def test_the_layout_is_that_of_the_table_with_most_rows(self):
        small = (ColumnMeaning("Что", Column.TITLE),)
        large = (
            ColumnMeaning("№ п/п", Column.NUMBER),
            ColumnMeaning("", Column.IGNORED),
            ColumnMeaning("Описание действий", Column.TITLE),
            ColumnMeaning("2025", Column.MILESTONE, "2025"),
        )
        read = document(
            row(refs=(RowRef(0, 1),)),
            row(refs=(RowRef(1, 1),)),
            row(refs=(RowRef(2, 1),)),
            columns={0: small, 1: large},
            continues={2: 1},
        )
        assert layout_of(read) == [
            {"meaning": "number", "header": "№ п/п", "milestone": ""},
            {"meaning": "title", "header": "Описание действий", "milestone": ""},
            {"meaning": "milestone", "header": "2025", "milestone": "2025"},
        ]

    def test_a_document_without_columns_has_no_layout(self):
        assert layout_of(document(row())) == []

    def test_the_grif_gives_the_approver_and_offers_the_order(self, desk):
        grif = Approval(
            ("УТВЕРЖДАЮ", "Начальник отдела", "____ О.В. Ильина"),
            order_number="15-ОД",
            order_date="2025-08-25",
        )
        version = desk.fill(document(row(), approval=grif))
        fields = ("approver_position", "approver_name", "order_number", "order_date")
        assert [getattr(version, name) for name in fields] == [
            "Начальник отдела",
            "О.В. Ильина",
            "15-ОД",
            dt.date(2025, 8, 25),
        ]
        assert version.is_draft


def test_two_thousand_rows_cost_as_many_queries_as_two(desk):
    def rows(count: int) -> RoadMapDocument:
        return document(
            *(
                row(
                    f"Мероприятие {n}",
                    parties=(Party(f"Отдел {n}"), Party("Школы", "group")),
                    milestones=(Milestone(2025, "Итог", OCTOBER),),
                )
                for n in range(count)
            )
        )

    with CaptureQueriesContext(connection) as few:
        desk.fill(rows(2))
    large = desk.draft()
    with CaptureQueriesContext(connection) as many:
        desk.fill(rows(2000), large)
    assert len(many) == len(few)
    assert ActivityParty.objects.filter(activity__version=large).count() == 4000
