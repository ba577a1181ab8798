"""The pages of indicators: read, loaded, worded anew, aimed, stopped."""

import datetime as dt
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from monitoring.actions.catalogues import load_catalogue
from monitoring.models import Indicator, IndicatorTarget
from monitoring.queries.indicators import collected, targets_of, version_for
from roadmaps.models import PlanIndicator
from roadmaps.models.version import RoadMapVersion
from schools.enums import Role
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.factories.monitoring import VersionFactory
from tests.factories.plans import fill_road_map
from tests.meta.world import NOW


YEAR = 2026
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def today(monkeypatch) -> None:
    """Stand still in November of the school year."""
    monkeypatch.setattr(
        "django.utils.timezone.localdate", lambda *_: dt.date(YEAR, 11, 2)
    )


@pytest.fixture
def town(db: None):
    return MunicipalityFactory()


@pytest.fixture
def coordinator(town) -> Client:
    return signed_in(person(Role.COORDINATOR, town))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def load(town, name="norilsk") -> None:
    load_catalogue(name=name, territory=town, years=[YEAR], user=None, now=NOW)


def page(client, route, *args, query="") -> str:
    answer = client.get(reverse(f"indicators:{route}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")


def post(client, route, *args, query="", follow=False, **data):
    url = reverse(f"indicators:{route}", args=args) + query
    return client.post(url, data, follow=follow)


def wording(version, **changes) -> dict[str, object]:
    """Return a version as its form sends it."""
    names = (
        *("title", "short_title", "definition", "level", "kind", "direction"),
        *("source", "numerator_text", "denominator_text", "green_percent"),
        "yellow_percent",
    )
    sent = {name: getattr(version, name) for name in names}
    return {**sent, "calendar": version.calendar_id or "", **changes}


# --- reading ---------------------------------------------------------------------------


def test_an_empty_year_offers_a_catalogue(coordinator) -> None:
    shown = page(coordinator, "list")
    assert "В этом учебном году показателей нет" in shown
    assert reverse("indicators:load") in shown


def test_in_june_the_year_of_its_windows_is_still_the_present_one(
    coordinator, monkeypatch
) -> None:
    june = dt.date(YEAR + 1, 6, 11)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: june)
    assert f"{YEAR}/{(YEAR + 1) % 100}, сейчас" in page(coordinator, "list")


def test_whoever_may_not_load_is_told_who_does(town) -> None:
    shown = page(signed_in(person(Role.HEAD, town)), "list")
    assert "Справочник заполняет муниципальный координатор" in shown
    assert reverse("indicators:load") not in shown


def test_one_press_loads_a_catalogue(town, coordinator) -> None:
    shown = post(
        coordinator, "load", name="norilsk", territory=town.pk, year=[YEAR], follow=True
    )
    text = shown.content.decode().replace("\u00a0", " ")
    assert "Новых для портала показателей: 29. Добавлено к сбору по годам: 29." in text
    assert len(collected(territory=town, year=YEAR)) == 29
    assert "Управление качеством образования" in text


def test_the_list_is_narrowed(town, coordinator) -> None:
    load(town)
    load(town, "tracks")
    codes = {"P1", "R1", "A1", "N2"}

    def found(query: str) -> set[str]:
        shown = page(coordinator, "list", query=query)
        return {code for code in codes if f'"cell-note">{code}. ' in shown}

    assert found("") == codes
    assert found("?track=prevention") == {"N2"}
    assert found("?search=огэ математ") == {"R1"}
    assert found("?year=2021&track=nothing") == set()
    assert "По этому отбору показателей нет" in page(
        coordinator, "list", query="?search=слон"
    )


def test_the_file_holds_what_the_list_shows(town, coordinator) -> None:
    load(town)
    answer = coordinator.get(reverse("indicators:export") + "?search=диагностику")
    rows = list(load_workbook(BytesIO(answer.content))["Показатели"].values)
    assert [(row[0], row[12], row[13]) for row in rows[1:]] == [("T3", 50, "50\u00a0%")]


def test_a_passport_with_versions_and_targets(town, coordinator) -> None:
    load(town)
    indicator = Indicator.objects.get(code="R1")
    VersionFactory(
        indicator=indicator, number=2, valid_from=2030, note="По новому порядку"
    )
    shown = page(coordinator, "detail", indicator.pk)
    for words in (
        "Доля школ с положительной динамикой результатов ОГЭ по математике",
        "результаты оценочных процедур: ОГЭ, Математика, 9 класс",
        "Муниципальная программа на 2021–2024 годы, п. 2.1.2",
        "Версия 2, с 2030/31 учебного года",
        "По новому порядку",
        "2026/27",
        "20 %",
    ):
        assert words in shown


def test_a_school_reads_the_passport_and_its_own_targets_only(town) -> None:
    load(town)
    load(MunicipalityFactory(name="Дальний округ"))
    team = signed_in(person(Role.SCHOOL_TEAM, SchoolFactory(municipality=town)))
    shown = page(team, "detail", Indicator.objects.get(code="T3").pk)
    assert town.name in shown
    assert "Дальний округ" not in shown
    assert reverse("indicators:list") not in shown


def test_another_municipality_sees_no_own_indicator(town) -> None:
    own = VersionFactory(indicator__territory=town).indicator
    neighbour = signed_in(person(Role.COORDINATOR, MunicipalityFactory()))
    for route in ("detail", "version_new", "own", "stop"):
        url = reverse(f"indicators:{route}", args=[own.pk])
        assert neighbour.get(url).status_code == 404


def test_the_integrity_page_names_the_four_and_the_three(town, coordinator) -> None:
    assert "Проверять пока нечего" in page(coordinator, "integrity")
    load(town)
    shown = page(coordinator, "integrity")
    assert "Цель есть, времени сбора нет: 4 показателя" in shown
    assert "Противоречие в определении: 3 показателя" in shown
    assert "Знаменатель: все учителя математики школ в статусе" in shown
    Indicator.objects.filter(code__in=["S1", "S2", "S3", "S4"]).update(is_active=False)
    Indicator.objects.filter(code__in=["M3", "M4", "M5"]).update(is_active=False)
    assert "Замечаний нет" in page(coordinator, "integrity")


# --- wording ---------------------------------------------------------------------------


def test_an_indicator_by_hand(town, coordinator) -> None:
    sent = wording(VersionFactory.build(calendar=None), title="Доля школ с планом")
    sent |= {"territory": town.pk, "year": YEAR, "track": "common", "target": "75 %"}
    wrong = post(coordinator, "new", **sent, code="План")
    assert wrong.status_code == 422
    assert "Только латинские буквы" in wrong.content.decode()
    assert post(coordinator, "new", **sent, code="K7").status_code == 302
    made = Indicator.objects.get(code="K7")
    assert targets_of(territory=town, year=YEAR) == {made.pk: 75}
    again = post(coordinator, "new", **sent, code="K7")
    assert "уже есть" in again.content.decode()


def test_a_new_wording_keeps_the_old_year(town, coordinator) -> None:
    first = VersionFactory(indicator__territory=town)
    assert first.title in page(coordinator, "version_new", first.indicator_id)
    sent = wording(first, title="Иначе", valid_from=YEAR, note="Приказ")
    assert (
        post(coordinator, "version_new", first.indicator_id, **sent).status_code == 302
    )
    titles = [
        version_for(indicator=first.indicator, year=year).title
        for year in (YEAR - 1, YEAR)
    ]
    assert titles == [first.title, "Иначе"]
    shown = page(coordinator, "detail", first.indicator_id)
    assert f'<del class="diff__old">{first.title}</del>' in shown
    early = post(
        coordinator,
        "version_new",
        first.indicator_id,
        **{**sent, "yellow_percent": 120},
    )
    assert early.status_code == 422


def test_a_common_indicator_becomes_ones_own(town, coordinator) -> None:
    load(town)
    common = Indicator.objects.get(code="S1")
    assert "Сделать своим и изменить" in page(coordinator, "own", common.pk)
    post(coordinator, "own", common.pk)
    own = Indicator.objects.get(territory=town)
    assert (own.code, targets_of(territory=town, year=YEAR)[own.pk]) == ("S1", 100)
    assert post(coordinator, "own", common.pk).status_code == 422
    assert coordinator.get(reverse("indicators:own", args=[own.pk])).status_code == 404


# --- targets ---------------------------------------------------------------------------


def test_a_target_is_saved_in_its_line(town, coordinator) -> None:
    load(town)
    indicator = Indicator.objects.get(code="T3")
    place = {"territory": town.pk, "year": YEAR}
    url = reverse("indicators:target", args=[indicator.pk])

    def sent(value: str) -> str:
        answer = coordinator.post(url, {**place, "value": value}, headers=HTMX)
        assert answer.status_code == 200
        return answer.content.decode().replace("\u00a0", " ")

    assert "Сохранено: 62,5 %" in sent("62,5 %")
    assert "Доля не бывает больше 100 %" in sent("150")
    assert "Напишите число, «да», «нет» или оставьте пустым." in sent("много")
    assert targets_of(territory=town, year=YEAR)[indicator.pk] == 62.5
    assert 'value="62,5"' in page(coordinator, "targets")


def test_without_scripts_the_page_comes_back_with_what_was_typed(
    town, coordinator
) -> None:
    load(town)
    pk = Indicator.objects.get(code="T3").pk
    place = {"territory": town.pk, "year": YEAR}
    refused = post(coordinator, "target", pk, **place, value="150")
    assert refused.status_code == 422
    assert 'value="150"' in refused.content.decode()
    saved = post(coordinator, "target", pk, **place, value="")
    assert saved.url.endswith(f"#i{pk}")
    assert targets_of(territory=town, year=YEAR)[pk] is None


def test_who_may_not_change_targets_reads_them(town) -> None:
    load(town)
    shown = page(signed_in(person(Role.METHODIST, town)), "targets")
    assert "62,5" not in shown
    assert 'name="value"' not in shown


def test_stopped_and_begun_again(town, coordinator) -> None:
    load(town)
    pk = Indicator.objects.get(code="P5").pk
    assert "Больше не собирать" in page(coordinator, "stop", pk)
    post(coordinator, "stop", pk, reason="Конструктор закрыт")
    assert pk not in targets_of(territory=town, year=YEAR)
    assert "Есть на портале, но не собираются" in page(coordinator, "list")
    post(coordinator, "target", pk, territory=town.pk, year=YEAR)
    assert targets_of(territory=town, year=YEAR)[pk] is None


def test_the_year_before_is_carried_over(town, coordinator) -> None:
    version = VersionFactory()
    place = {"territory": town.pk, "year": YEAR}
    nothing = post(coordinator, "carry", **place, follow=True).content.decode()
    assert "переносить нечего" in nothing
    IndicatorTarget.objects.create(
        indicator=version.indicator, territory=town, year=YEAR - 1, value=40
    )
    post(coordinator, "carry", **place)
    assert targets_of(territory=town, year=YEAR) == {version.indicator_id: 40}


# --- plans -----------------------------------------------------------------------------


def test_lines_of_a_plan_are_proposed_and_taken(town, coordinator) -> None:
    assert "Показателей в дорожных картах нет" in page(coordinator, "plans")
    plan = fill_road_map(town, is_approved=False).versions.get()
    line = PlanIndicator.objects.create(
        version=plan, position=50, title="Доля педагогов с наставником", target="30 %"
    )
    RoadMapVersion.objects.filter(pk=plan.pk).update(
        state="in_force",
        approved_at=NOW,
        order_number="12",
        order_date=NOW.date(),
    )
    assert plan.road_map.title in page(coordinator, "plans")
    shown = page(coordinator, "from_plan", plan.pk)
    assert 'value="Педагогов с наставником"' in shown
    data = {
        "lines-TOTAL_FORMS": 1,
        "lines-INITIAL_FORMS": 1,
        "lines-0-line": line.pk,
        "lines-0-code": "K1",
        "lines-0-short_title": "Наставники",
        "lines-0-level": "teachers",
        "lines-0-kind": "share",
        "lines-0-target": "30",
    }
    url = reverse("indicators:from_plan", args=[plan.pk])
    nothing = coordinator.post(url, data)
    assert nothing.status_code == 422
    assert "Отметьте хотя бы один показатель" in nothing.content.decode()
    assert coordinator.post(url, {**data, "lines-0-is_taken": "on"}).status_code == 302
    made = Indicator.objects.get(plan_indicator=line)
    assert (made.code, targets_of(territory=town, year=YEAR)[made.pk]) == ("K1", 30)
