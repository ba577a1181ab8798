"""The open page: all of the plan, nobody's name, and nothing that leads inside."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from roadmaps.models import Activity, RoadMap, Section
from tests.factories.plans import ActivityFactory, SectionFactory, VersionFactory
from tests.roadmaps.paper_place import PaperPlace, made


pytestmark = pytest.mark.django_db

# Whatever of these stands on the page has leaked.
SECRETS = {
    "party": "Лесная",
    "initials first": "Речной",
    "full name": "Озёрная",
    "head": "Полевой",
    "mail": "anna@example.org",
    "phone": "234-56-78",
    "evidence": "Приказ № 31-о",
    "link": "example.org/order",
    "note": "Записка для своих",
    "cancel reason": "Перенесено на год.",
    "draft": "Ещё не решено",
}


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def place() -> PaperPlace:
    found = PaperPlace()
    section = found.activities[0].section
    Section.objects.filter(pk=section.pk).update(title="Кадры (отв. А.Б. Речной)")
    Activity.objects.filter(pk=found.activities[0].pk).update(
        title="Назначить наставников (Озёрная Ольга Игоревна, anna@example.org)",
        term_text="до 31.10.2025, звонить +7 (391) 234-56-78",
        responsible_text="Лесная А.П., МЦ\nдиректор П.И. Полевой",
        result="Итог: Лесная",
        note="Записка для своих",
        document="Приказ № 31-о",
    )
    found.approve()
    made(found, "plan_xlsx")
    later = VersionFactory(road_map=found.road_map, number=2)
    ActivityFactory(section=SectionFactory(version=later), title="Ещё не решено")
    RoadMap.objects.filter(pk=found.road_map.pk).update(is_public=True)
    return found


def page_of(place: PaperPlace) -> str:
    return reverse("public_plans:plan", args=[place.road_map.pk])


def shown(place: PaperPlace, client: Client | None = None) -> str:
    return (client or Client()).get(page_of(place)).content.decode()


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_plan_is_there(place: PaperPlace) -> None:
    text = re.sub(r"<[^>]+>|\s+|\u00a0", " ", shown(place))
    text = re.sub(r"\s+", " ", text)

    for words in (
        "по поддержке школ города Озёрска",
        "Провести семинары",
        "Октябрь 2025, февраль 2026",
        "по итогам четверти",
        "Утверждена приказом от 2 февраля 2026 г. № 15-ОД",
        "до 31.10.2025, звонить [телефон скрыт]",
        "ответственное лицо, МЦ",
        "директор ответственное лицо",
        "Управление образования города Озёрска",
    ):
        assert words in text


@pytest.mark.parametrize("what", SECRETS)
def test_nothing_leaks(place: PaperPlace, what: str) -> None:
    # The head of the page names libraries; what is looked for are words of people.
    assert SECRETS[what] not in shown(place)


def test_with_names_people_are_named_and_contacts_still_are_not(
    place: PaperPlace,
) -> None:
    RoadMap.objects.update(shows_names=True)

    page = shown(place)

    named = {what for what, secret in SECRETS.items() if secret in page}
    assert named == {"party", "initials first", "full name", "head"}


def test_no_link_leads_inside(place: PaperPlace) -> None:
    addresses = re.findall(r'href="([^"]*)"', shown(place))

    assert [a for a in addresses if not a.startswith(("/static/", "#content"))] == []
    assert re.findall(r'(?:id|name|data-[\w-]+)="[^"]*\d+[^"]*"', shown(place)) == []


def test_the_portals_own_frame_is_not_there_for_people_either(
    place: PaperPlace,
) -> None:
    assert shown(place, client_of(place.coordinator)) == shown(place)


def test_a_closed_page_is_not_there_at_once(place: PaperPlace) -> None:
    assert Client().get(page_of(place)).status_code == 200
    RoadMap.objects.update(is_public=False)

    assert Client().get(page_of(place)).status_code == 404


def test_names_go_at_once_when_they_are_switched_off(place: PaperPlace) -> None:
    RoadMap.objects.update(shows_names=True)
    assert "Лесная" in shown(place)
    RoadMap.objects.update(shows_names=False)

    assert "Лесная" not in shown(place)


def test_a_plan_without_an_approved_version_is_not_there() -> None:
    place = PaperPlace()
    RoadMap.objects.update(is_public=True)

    assert Client().get(page_of(place)).status_code == 404


def test_it_is_kept_for_a_minute_and_found_by_search(place: PaperPlace) -> None:
    answer = Client().get(page_of(place))

    assert answer["Cache-Control"] == "public, max-age=60"
    assert "noindex" not in answer.content.decode()
    assert "Set-Cookie" not in answer
    again = Client()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        again.get(page_of(place))
    assert len(captured) == 1


def test_an_address_that_asks_too_often_waits(place: PaperPlace, settings) -> None:
    settings.REQUEST_RATES = {"open_page": ("GET", "2/m")}

    def asked(address: str) -> int:
        return Client().get(page_of(place), REMOTE_ADDR=address).status_code

    assert [asked("192.0.2.1") for _ in range(3)] == [200, 200, 429]
    assert asked("192.0.2.2") == 200


def test_a_coordinator_looks_before_opening(place: PaperPlace) -> None:
    RoadMap.objects.update(is_public=False)
    client = client_of(place.coordinator)
    preview = reverse("public_plans:preview", args=[place.road_map.pk])

    answer = client.get(preview)

    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Cache-Control"] == "private, no-store"
    assert "Лесная" not in answer.content.decode()
    assert "Лесная" in client.get(f"{preview}?names=1").content.decode()
    assert client_of(place.head).get(preview).status_code == 403
    assert client_of(place.neighbour).get(preview).status_code == 404


def test_there_is_no_preview_of_a_draft() -> None:
    place = PaperPlace()
    preview = reverse("public_plans:preview", args=[place.road_map.pk])

    assert client_of(place.coordinator).get(preview).status_code == 404


def test_the_switch_opens_and_tells_the_address(place: PaperPlace) -> None:
    RoadMap.objects.update(is_public=False)
    client = client_of(place.coordinator)
    address = reverse("public_plans:settings", args=[place.road_map.pk])
    assert f'{page_of(place)}"' not in client.get(address).content.decode()

    page = client.post(address, {"is_public": "on"}, follow=True).content.decode()

    assert "Страница открыта." in page
    assert f'{page_of(place)}"' in page
    place.road_map.refresh_from_db()
    assert (place.road_map.is_public, place.road_map.shows_names) == (True, False)
    closed = client.post(address, {}, follow=True).content.decode()
    assert "Страница закрыта." in closed


def test_the_switch_of_a_draft_says_that_there_is_nothing_to_show() -> None:
    place = PaperPlace()
    address = reverse("public_plans:settings", args=[place.road_map.pk])

    page = client_of(place.coordinator).get(address).content.decode()

    assert "Показывать пока нечего." in page
