"""Pages of figures: what they show, to whom, and what an empty place is told."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from monitoring.actions.rollups import roll_up
from monitoring.actions.value_writing import mark_stale
from monitoring.counting.cells import NO, YES, Cell, State
from monitoring.enums import DynamicsDefinition, FormState, Source
from monitoring.models import (
    DynamicsRule,
    IndicatorTarget,
    Recommendation,
    WindowSchool,
)
from monitoring.queries.rollup_sums import stale_windows
from schools.enums import Role
from schools.models import AuditEvent
from tests.factories import (
    MunicipalityFactory,
    SchoolFactory,
    SchoolStatusFactory,
    person,
)
from tests.factories.monitoring import (
    VersionFactory,
    opened_window,
)
from tests.monitoring.figures_town import Town, text
from tests.monitoring.filling import NOW, fill, form_of, set_state


pytestmark = pytest.mark.django_db
LIST = "/figures/"


@pytest.fixture
def town() -> Town:
    return Town()


def lines(response) -> list[tuple[str, str, str]]:
    return [
        (
            row["fact"].replace("\xa0", " "),
            row["parts"].replace("\xa0", " "),
            row["mark"],
        )
        for part in response.context["parts"]
        for row in part["rows"]
    ]


class TestList:
    def test_facts_stand_with_their_parts_and_lights(self, client, town):
        client.force_login(town.coordinator)
        response = client.get(LIST)
        assert lines(response) == [
            ("66,7 %", "2 из 3", "light_below"),
            ("83,3 %", "10 из 12", "light_near"),
        ]
        assert "не хватает 1 школы" in text(response)
        assert "Рассчитано 2 марта 2026" in text(response)

    def test_a_group_that_comes_back_later_is_one_table(self, client, town):
        groups = ("Кадры", "Сайты", "Кадры")
        versions = [VersionFactory(indicator__group=group) for group in groups]
        other = VersionFactory(indicator__group="Кадры", indicator__track="risk")
        for version in (*versions, other):
            IndicatorTarget.objects.create(
                indicator=version.indicator, territory=town.town, year=2025
            )
        client.force_login(town.coordinator)
        response = client.get(LIST)
        parts = response.context["parts"]
        titles = [part["title"] for part in parts]
        assert titles == [
            "Повышение квалификации",
            "Кадры: общие показатели",
            "Сайты",
            "Кадры: школы в зоне риска",
        ]
        assert [len(part["rows"]) for part in parts] == [2, 2, 1, 1]

    def test_a_group_narrows_the_schools(self, client, town):
        WindowSchool.objects.filter(school=town.schools[0]).update(group="both")
        roll_up(window=town.window, now=NOW)
        client.force_login(town.coordinator)
        found = lines(client.get(LIST, {"group": "both"}))
        assert found[0] == ("100 %", "1 из 1", "light_reached")
        assert lines(client.get(LIST, {"track": "risk"})) == []

    def test_an_opened_window_does_not_hide_the_last_figure(self, client, town):
        june = town.opened(
            opens_on=dt.date(2026, 6, 1),
            due_on=dt.date(2026, 6, 20),
            closes_on=dt.date(2026, 6, 27),
        )
        roll_up(window=june, now=NOW)
        client.force_login(town.coordinator)
        slot = f"{town.yes.calendar.code}:06"
        assert lines(client.get(LIST))[0][0] == "66,7 %"
        shown = client.get(LIST, {"slot": slot})
        assert lines(shown)[0][2] in {"light_no_data", "light_not_due"}
        assert "не сдано: 3 из 3" in text(shown)

    def test_change_is_told_and_a_new_formula_breaks_it(self, client, town):
        version = VersionFactory(
            indicator=town.yes.indicator,
            number=2,
            valid_from=2025,
            calendar=town.yes.calendar,
        )
        june = opened_window(
            territory=town.town,
            schools=town.schools,
            versions=[version, town.share],
            calendar=town.yes.calendar,
            opens_on=dt.date(2026, 6, 1),
            due_on=dt.date(2026, 6, 20),
            closes_on=dt.date(2026, 6, 27),
        )
        fill(june, 0, [YES, YES, YES])
        fill(june, 1, [Cell(State.VALUE, 2, 2), Cell(State.VALUE, 10, 10), None])
        roll_up(window=june, now=NOW)
        client.force_login(town.coordinator)
        rows = client.get(LIST).context["parts"][0]["rows"]
        assert [row["trend"]["mark"] for row in rows] == [
            "trend_broken",
            "trend_better",
        ]
        assert rows[1]["trend"]["text"].replace("\xa0", " ") == "+16,7 п. п."

    def test_an_empty_place_says_what_to_do(self, client):
        client.force_login(person(Role.COORDINATOR, MunicipalityFactory()))
        response = client.get(LIST)
        assert response.context["parts"] == []
        assert "Показатели на этот год не выбраны" in text(response)

    def test_without_territories_there_is_nothing_to_add_up(self, client):
        user = person(Role.ADMINISTRATOR, None, username="root")
        Authenticator.objects.create(user=user, type="totp", data={"secret": "X"})
        client.force_login(user)
        assert "Территорий нет" in text(client.get(LIST))

    def test_a_school_is_led_to_its_own_figures(self, client, town):
        client.force_login(town.team())
        response = client.get(LIST, follow=True)
        assert response.redirect_chain[-1][0] == reverse(
            "scorecard:values", args=[town.schools[0].pk]
        )

    def test_the_file_is_what_is_shown(self, client, town):
        client.force_login(town.coordinator)
        response = client.get(reverse("scorecard:export"), {"group": "low"})
        book = openpyxl.load_workbook(BytesIO(response.content))
        rows = list(book["Показатели"].values)
        assert rows[1][6:9] == (66.7, 2, 3)
        assert len(rows) == 3
        event = AuditEvent.objects.get(action="figures.exported")
        assert event.after == {"rows": 2, "filters": {"Статус школ": "ШНОР"}}


class TestStamp:
    def test_a_change_is_waited_for(self, client, town):
        mark_stale(window_id=town.window.pk, now=NOW + dt.timedelta(hours=1))
        client.force_login(town.coordinator)
        assert "Идёт пересчёт: 1 окно." in text(client.get(LIST))
        url = reverse("scorecard:stamp", args=[town.town.pk, 2025])
        assert "HX-Refresh" not in client.get(url, headers={"HX-Request": "true"})
        roll_up(window=town.window, now=NOW + dt.timedelta(hours=2))
        assert client.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"

    def test_a_person_may_ask_again(self, client, town):
        client.force_login(town.coordinator)
        url = reverse("scorecard:recalculate", args=[town.town.pk, 2025])
        assert client.post(url).status_code == 302
        assert list(stale_windows()) == [town.window]
        assert AuditEvent.objects.get(action="figures.recalculated").after == {
            "year": 2025,
            "windows": 1,
        }


class TestIndicator:
    def url(self, town: Town) -> str:
        return reverse("scorecard:indicator", args=[town.share.indicator_id])

    def test_schools_stand_behind_the_figure(self, client, town):
        set_state(form_of(town.window, town.schools[1]), FormState.SUBMITTED)
        roll_up(window=town.window, now=NOW)
        client.force_login(town.coordinator)
        response = client.get(self.url(town))
        assert [
            (row["value"].replace("\xa0", " "), row["state"])
            for row in response.context["schools"]
        ] == [
            ("50 %", "в сумме"),
            ("90 %", "не в сумме: форма на проверке"),
            ("—", "не в сумме: значения нет"),
        ]
        assert response.context["charts"] == []

    def test_phases_stand_in_series_of_their_own(self, client, town):
        for month, phase in ((3, "entry"), (4, "plain"), (5, "entry")):
            window = town.opened(
                opens_on=dt.date(2026, month, 1),
                due_on=dt.date(2026, month, 20),
                closes_on=dt.date(2026, month, 27),
                phase=phase,
            )
            fill(window, 1, [Cell(State.VALUE, 1, 2)] * 3)
            roll_up(window=window, now=NOW)
        client.force_login(town.coordinator)
        charts = client.get(self.url(town)).context["charts"]
        assert [(chart.name, len(chart.rows)) for chart in charts] == [
            ("series-entry", 2),
            ("series-plain", 2),
        ]

    def test_a_region_stands_on_its_municipalities(self, client, town):
        analyst = person(Role.ANALYST, town.region, username="analyst")
        Authenticator.objects.create(user=analyst, type="totp", data={"secret": "X"})
        client.force_login(analyst)
        response = client.get(self.url(town))
        assert [row["name"] for row in response.context["towns"]] == [town.town.name]
        assert lines(client.get(LIST))[1][:2] == ("83,3 %", "10 из 12")

    def test_an_indicator_of_another_place_is_not_there(self, client, town):
        town.share.indicator.territory = MunicipalityFactory()
        town.share.indicator.save()
        client.force_login(town.coordinator)
        assert client.get(self.url(town)).status_code == 404


class TestSchool:
    def test_the_municipality_stands_beside_unless_it_gives_a_school_away(
        self, client, town
    ):
        client.force_login(town.team())
        response = client.get(reverse("scorecard:values", args=[town.schools[0].pk]))
        cells = [row["cells"][0] for row in response.context["rows"]]
        assert [
            (cell["value"].replace("\xa0", " "), cell["beside"].replace("\xa0", " "))
            for cell in cells
        ] == [("да", "66,7 %"), ("50 %", "мало школ, не показываем")]

    def test_another_school_is_not_there(self, client, town):
        client.force_login(town.team())
        for name in ("values", "school"):
            url = reverse(f"scorecard:{name}", args=[town.schools[1].pk])
            assert client.get(url).status_code == 404

    def test_a_school_without_windows_is_told(self, client):
        school = SchoolFactory()
        client.force_login(person(Role.SCHOOL_TEAM, school))
        for name in ("values", "school"):
            page = client.get(reverse(f"scorecard:{name}", args=[school.pk]))
            assert "не участвовала ни в одном окне" in text(page)

    def test_the_card_has_everything(self, client, town):
        school = town.schools[2]
        SchoolStatusFactory(school=school, kind="low_results")
        for number, state in enumerate(("draft", "issued")):
            Recommendation.objects.create(
                territory=town.town,
                school=school,
                year=2025,
                data_text="0 из 1",
                finding=f"Вывод {number}",
                addressee="school",
                action="Провести диагностику",
                due_on=dt.date(2026, 1, 1),
                state=state,
                created_at=NOW,
            )
        client.force_login(town.team(2))
        response = client.get(reverse("scorecard:school", args=[school.pk]))
        assert response.context["below"] == [town.yes.short_title]
        assert [row["word"] for row in response.context["recommendations"]] == [
            "просрочена"
        ]
        assert [status.kind for status in response.context["held"]] == ["low_results"]


class TestYears:
    def test_the_same_window_stands_side_by_side(self, client, town):
        last_year = town.opened(
            year=2024,
            opens_on=dt.date(2025, 2, 1),
            due_on=dt.date(2025, 2, 20),
            closes_on=dt.date(2025, 2, 27),
        )
        fill(last_year, 0, [NO, NO, NO])
        roll_up(window=last_year, now=NOW)
        client.force_login(town.coordinator)
        response = client.get(reverse("scorecard:years"))
        assert response.context["years"] == [2024, 2025]
        row = response.context["rows"][0]
        assert [cell["parts"].replace("\xa0", " ") for cell in row["cells"]] == [
            "0 из 3",
            "2 из 3",
        ]
        assert row["change"]["mark"] == "trend_better"

    def test_another_definition_of_dynamics_is_a_break(self, client, town):
        town.yes.source = Source.RESULTS
        town.yes.save()
        for year in (2020, 2025):
            DynamicsRule.objects.create(
                territory=town.town,
                valid_from=year,
                definition=DynamicsDefinition.MEAN,
                created_at=NOW,
            )
        last_year = town.opened(
            year=2024,
            opens_on=dt.date(2025, 2, 1),
            due_on=dt.date(2025, 2, 20),
            closes_on=dt.date(2025, 2, 27),
        )
        fill(last_year, 0, [NO, NO, NO])
        roll_up(window=last_year, now=NOW)
        client.force_login(town.coordinator)
        row = client.get(reverse("scorecard:years")).context["rows"][0]
        assert row["change"]["text"] == "изменилось определение положительной динамики"

    def test_the_file_has_numbers_and_marks_the_break(self, client, town):
        older = VersionFactory(
            indicator=town.share.indicator,
            number=2,
            valid_from=2019,
            calendar=town.yes.calendar,
            kind="share",
        )
        last_year = opened_window(
            territory=town.town,
            schools=town.schools,
            versions=[town.yes, older],
            calendar=town.yes.calendar,
            year=2024,
            opens_on=dt.date(2025, 2, 1),
            due_on=dt.date(2025, 2, 20),
            closes_on=dt.date(2025, 2, 27),
        )
        fill(last_year, 0, [NO, YES, NO])
        fill(last_year, 1, [Cell(State.VALUE, 1, 2)] * 3)
        roll_up(window=last_year, now=NOW)
        client.force_login(town.coordinator)
        response = client.get(reverse("scorecard:years_export"), {"track": "common"})
        book = openpyxl.load_workbook(BytesIO(response.content))
        heads, *rows = list(book["Показатели по годам"].values)
        shown = [dict(zip(heads, row, strict=True)) for row in rows]
        assert [row["2025/26: значение"] for row in shown] == [66.7, 83.3]
        assert [
            (row["2024/25: числитель"], row["2024/25: знаменатель"]) for row in shown
        ] == [(1, 3), (3, 6)]
        assert [row["2025/26: сопоставимость"] for row in shown] == [
            "как раньше",
            "разрыв: изменилась формула показателя",
        ]
        assert [row["Изменение за последний год"] for row in shown] == [33.3, None]
        event = AuditEvent.objects.get(action="figure_years.exported")
        assert event.after == {
            "rows": 2,
            "filters": {"Направление": "общие показатели"},
        }

    def test_without_figures_there_is_nothing_to_compare(self, client):
        client.force_login(person(Role.COORDINATOR, MunicipalityFactory()))
        page = client.get(reverse("scorecard:years"))
        assert "Сравнивать пока нечего" in text(page)


class TestHome:
    def test_the_head_sees_what_is_below_the_target(self, client, town):
        client.force_login(person(Role.HEAD, town.town, username="head"))
        part = client.get("/").context["figure_parts"][0]
        assert [row["title"] for row in part["below"]] == [town.yes.short_title]
        assert part["report_url"] == reverse("analytics:summary")
        assert text(client.get("/")).count("btn btn-primary") == 1
        IndicatorTarget.objects.update(value=50)
        assert client.get("/").context["figure_parts"][0]["below"] == []
