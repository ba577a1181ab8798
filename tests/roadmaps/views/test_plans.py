"""The list of road maps, and the page of one at each of its versions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from roadmaps.actions.plan_content import fill_from_document
from roadmaps.actions.versions import return_draft
from roadmaps.documents.model import Activity, Party, RoadMapDocument, Section
from roadmaps.models import Activity as Row, Milestone, Occurrence
from roadmaps.presenters.plan_page import section_words
from roadmaps.terms import Period, parse_term
from tests.factories.plans import (
    ENDS,
    NOW,
    STARTS,
    RoadMapFactory,
    SectionFactory,
    VersionFactory,
    approve,
)
from tests.roadmaps.plan_desk import PlanDesk, address


pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> PlanDesk:
    return PlanDesk()


def listed(response) -> list[object]:
    return [row.record for row in response.context["table"].paginated_rows]


class TestList:
    def test_shows_plans_of_the_place_with_what_they_have(self, desk):
        road_map = desk.in_force(3)
        desk.correction(road_map)
        (found,) = listed(desk.get("list"))
        assert (found, found.version_number, found.draft_number) == (road_map, 1, 2)
        assert (found.activities, found.terms_total, found.terms_done) == (3, 3, 0)

    def test_of_a_new_plan_the_draft_is_counted(self, desk):
        desk.draft(2)
        (found,) = listed(desk.get("list"))
        assert (found.version_number, found.draft_number, found.activities) == (
            None,
            1,
            2,
        )

    def test_a_school_sees_what_is_in_force_and_hears_of_no_draft(self, desk):
        road_map = desk.in_force()
        desk.correction(road_map)
        desk.draft()
        (found,) = listed(desk.get("list", who="team"))
        assert (found, found.draft_number) == (road_map, None)

    def test_the_neighbour_has_none_and_is_told_how_to_begin(self, desk):
        desk.in_force()
        response = desk.get("list", who="neighbour")
        assert listed(response) == []
        assert reverse("intake:new") in response.content.decode()

    def test_who_cannot_begin_is_told_who_does(self, desk):
        page = desk.get("list", who="methodist").content.decode()
        assert "готовит муниципальный координатор" in page

    def test_filters_stay_in_the_address(self, desk):
        desk.in_force()
        draft = desk.draft()
        assert listed(desk.get("list", state="draft")) == [draft.road_map]
        assert listed(desk.get("list", search="нет такого")) == []
        assert listed(desk.get("list", year="2031")) == listed(desk.get("list"))

    def test_overdue_is_a_filter(self, desk):
        late, calm = desk.in_force(), desk.in_force()
        Occurrence.objects.filter(line__road_map=calm).update(
            starts_on="2099-01-01", due_on="2099-01-31"
        )
        assert listed(desk.get("list", state="overdue")) == [late]


class TestDetail:
    def test_shows_the_version_in_force(self, desk):
        road_map = desk.in_force()
        desk.correction(road_map)
        response = desk.get("detail", road_map.pk)
        assert response.context["plan"].number == 1
        assert "Начать корректировку" not in response.content.decode()

    def test_another_version_by_its_number(self, desk):
        road_map = desk.in_force()
        draft = desk.correction(road_map)
        response = desk.get("detail", road_map.pk, version=2)
        assert response.context["plan"] == draft
        titles = [item["title"] for item in response.context["versions"]]
        assert titles == ["версия 1, действует", "проект версии 2"]

    @pytest.mark.parametrize("asked", ["9", "так"])
    def test_a_version_that_is_not_there(self, desk, asked):
        road_map = desk.in_force()
        response = desk.get("detail", road_map.pk, version=asked)
        assert response.status_code == 404

    def test_a_draft_does_not_exist_for_a_school(self, desk):
        road_map = desk.in_force()
        desk.correction(road_map)
        assert desk.get("detail", road_map.pk, who="team").status_code == 200
        hidden = desk.get("detail", road_map.pk, who="team", version=2)
        assert hidden.status_code == 404
        draft = desk.draft()
        other = desk.get("detail", draft.road_map_id, who="team")
        assert other.status_code == 404

    def test_another_town_has_no_such_plan(self, desk):
        road_map = desk.in_force()
        response = desk.get("detail", road_map.pk, who="neighbour")
        assert response.status_code == 404

    def test_rows_stand_under_their_sections_in_order(self, desk):
        version = desk.draft(1)
        version.sections.update(position=0)
        deeper = SectionFactory(version=version, level=2, position=2, title="Глубже")
        SectionFactory(version=version, level=2, position=1, title="Пустой")
        Row.objects.filter(version=version).update(section=deeper)
        blocks = desk.get("detail", version.road_map_id).context["blocks"]
        assert [(b["section"].title, len(b["rows"])) for b in blocks][1:] == [
            ("Пустой", 0),
            ("Глубже", 1),
        ]

    def test_the_term_says_how_it_was_read_and_what_is_doubtful(self, desk):
        version = desk.draft(1)
        row = version.activities.get()
        row.term_text = "по итогам четверти"
        row.term = {}
        row.agreed_spans = [["2025-10-01", "2025-10-20"]]
        row.save()
        (block,) = desk.get("detail", version.road_map_id).context["blocks"]
        reading = block["rows"][0]["reading"]
        assert (reading.words, reading.is_agreed) == ("1–20\u00a0октября 2025", True)

    def test_years_are_columns_and_an_empty_cell_stays_empty(self, desk):
        version = desk.draft(1)
        Milestone.objects.create(
            version=version,
            activity=version.activities.get(),
            position=0,
            year=2026,
            text="Итог",
        )
        version.layout = [
            {"meaning": "milestone", "header": h, "milestone": h}
            for h in ("2025", "2026")
        ]
        version.save()
        response = desk.get("detail", version.road_map_id)
        (block,) = response.context["blocks"]
        cells = [cell["text"] for cell in block["rows"][0]["cells"]]
        assert (response.context["columns"], cells) == (["2025", "2026"], ["", "Итог"])

    def test_the_state_of_what_is_due_is_said_in_words(self, desk):
        road_map = desk.in_force(1)
        page = desk.get("detail", road_map.pk).content.decode()
        assert "просрочено" in page

    def test_a_school_sees_the_state_of_its_own_things_only(self, desk):
        road_map = desk.in_force(1)
        (block,) = desk.get("detail", road_map.pk, who="team").context["blocks"]
        assert block["rows"][0]["states"] == ""

    def test_a_draft_shows_no_states(self, desk):
        version = desk.draft()
        assert not desk.get("detail", version.road_map_id).context["has_states"]

    def test_the_note_of_the_head_stands_on_the_draft(self, desk):
        version = desk.draft()
        return_draft(version=version, note="Нет сроков", user=desk.head, now=NOW)
        page = desk.get("detail", version.road_map_id).content.decode()
        assert "Ильина О.В." in page
        assert "Нет сроков" in page
        assert "Замечания учтены" in page

    @pytest.mark.parametrize(
        ("who", "button"),
        [
            ("coordinator", "Проверить перед утверждением"),
            ("head", "Проверить и утвердить"),
        ],
    )
    def test_the_main_action_is_the_persons_own(self, desk, who, button):
        page = desk.get("detail", desk.draft().road_map_id, who=who).content.decode()
        assert button in page

    def test_readers_have_nothing_to_press(self, desk):
        page = desk.get("detail", desk.draft().road_map_id, who="methodist")
        assert "btn-primary" not in page.content.decode()

    def test_an_empty_plan_says_where_to_begin(self, desk):
        version = VersionFactory(road_map=RoadMapFactory(territory=desk.town))
        page = desk.get("detail", version.road_map_id).content.decode()
        assert "Начните с раздела" in page


def test_a_version_leads_to_the_page(desk):
    version = desk.draft()
    assert desk.get("version", version.pk).url == address(version)


def long_plan(desk: PlanDesk, rows: int, sections: int = 10):
    """Fill a draft with many rows over several sections and put it in force."""
    version = VersionFactory(
        road_map=RoadMapFactory(territory=desk.town, starts_on=STARTS, ends_on=ENDS)
    )
    period = Period(STARTS, ENDS)
    term = parse_term("Октябрь 2025", period=period)
    each = rows // sections
    document = RoadMapDocument(
        title="Длинный план",
        period=period,
        sections=tuple(
            Section(
                str(number),
                f"Раздел {number}",
                activities=tuple(
                    Activity(f"{number}.{n}", f"Дело {n}", term, (Party("Отдел"),))
                    for n in range(each)
                ),
            )
            for number in range(sections)
        ),
    )
    fill_from_document(
        version=version, document=document, user=desk.coordinator, now=NOW
    )
    Occurrence.objects.bulk_create(
        Occurrence(line=line, label="октябрь", due_on="2025-10-31")
        for line in version.road_map.lines.all()
    )
    return approve(version)


class TestLongPlan:
    def test_two_thousand_rows_cost_as_many_queries_as_twenty(self, desk):
        short, long = long_plan(desk, 20), long_plan(desk, 2000)
        client = desk.browser()

        def queries(version) -> int:
            url = reverse("plans:detail", args=[version.road_map_id])
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            return len(captured)

        # Person, rights, versions, sections, a page of rows with parties, cells and
        # occurrences: the number is written down so that a growth is seen.
        counts = queries(short), queries(long)
        assert counts[0] == counts[1]
        assert counts[1] <= 24

    def test_it_is_turned_over_by_pages_with_its_headings(self, desk):
        version = long_plan(desk, 500)
        first = desk.get("detail", version.road_map_id).context["blocks"]
        third = desk.get("detail", version.road_map_id, page=3).context["blocks"]
        assert [section_words(b["section"]) for b in first] == [
            f"{n}. Раздел {n}" for n in range(4)
        ]
        assert [b["section"].number for b in third] == ["8", "9"]
        assert sum(len(b["rows"]) for b in third) == 100

    def test_a_change_leads_back_to_the_page_of_its_row(self, desk):
        road_map = long_plan(desk, 500).road_map
        draft = desk.correction(road_map)
        row = draft.activities.in_order()[450]
        response = desk.post("activity_move", row.pk, to="up")
        url = reverse("plans:detail", args=[road_map.pk])
        assert response.url == f"{url}?version=2&page=3#activity-{row.pk}"
