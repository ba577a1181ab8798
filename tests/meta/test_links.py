"""Every page leads only where the person who sees it may go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urldefrag, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from schools.models import User
from tests.meta import visits
from tests.meta.showcase import laid_showcase


VISITS = (*visits.OF_IDENTIFICATION, *visits.OF_PLANS, *visits.OF_MONITORING)
PEOPLE = sorted({visit.who for visit in VISITS})
LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')
# «Too many requests» is an answer, too: so many files are asked for at once.
ANSWERS = {200, 302, 429}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("who", PEOPLE)
def test_no_link_is_dead(who: str, settings) -> None:
    settings.DEMO = True
    shown = laid_showcase()
    client = Client()
    client.force_login(
        User.objects.get(username=who),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    leads: dict[str, str] = {}
    answers: dict[str, int] = {}
    for visit in VISITS:
        if visit.who == who:
            address = reverse(visit.route, kwargs=visit.arguments(shown))
            whole = address + visit.query.format(**shown)
            page = client.get(whole)
            answers[whole] = page.status_code
            for link in leads_of(page, address):
                leads.setdefault(link, visit.name)
    for link in leads:
        if link not in answers:
            answers[link] = answer(client, link)
    assert leads
    assert [
        f"{name}: {link} → {answers[link]}"
        for link, name in leads.items()
        if answers[link] not in ANSWERS
    ] == []


def answer(client: Client, link: str) -> int:
    page = client.get(link)
    page.close()  # a file that was not read
    return page.status_code


def leads_of(page: HttpResponse, address: str) -> Iterator[str]:
    """Yield where a page leads: one address of each route, an unknown one always."""
    routes = {resolve(address).view_name}
    for found in LINK.findall(page.content.decode()):
        link = urldefrag(unescape(found)).url
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not parts.path:
            continue
        route = route_of(parts.path)
        if route is None or route not in routes:
            routes.add(route)
            yield link


def route_of(path: str) -> str | None:
    try:
        return resolve(path).view_name
    except Resolver404:
        return None


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ('<a class="x" href="/schools/1/?a=1&amp;b=2#c">', ["/schools/1/?a=1&b=2"]),
        ('<a href="/schools/1/"> <a href="/schools/2/">', ["/schools/1/"]),
        ('<a href="/no/a/"> <a href="/no/b/">', ["/no/a/", "/no/b/"]),
        ('<a href="#x"> <a href="?page=2"> <a href="https://school.example/x/">', []),
        ('<a href="/windows/">', []),
        ('<link href="/static/x.css">', []),
    ],
)
def test_where_a_page_leads(markup: str, found: list[str]) -> None:
    assert list(leads_of(HttpResponse(markup), "/windows/")) == found
