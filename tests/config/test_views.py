"""Health: whether the process lives and whether people can be served."""

import pytest
from django.test import Client
from django.urls import reverse

from schools.enums import Role
from tests.factories import MunicipalityFactory, person


READY = "/healthz/ready"


@pytest.mark.django_db
def test_ready_names_each_part(client):
    response = client.get(READY)
    assert (response.status_code, response.json()) == (
        200,
        {
            "status": "ready",
            "checks": {"database": True, "migrations": True, "broker": True},
        },
    )


@pytest.mark.django_db
def test_without_the_broker_nobody_is_served_but_the_process_lives(client, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    response = client.get(READY)
    assert (response.status_code, response.json()["checks"]["broker"]) == (503, False)
    assert client.get("/healthz/live").json() == {"status": "live"}


@pytest.mark.django_db
def test_a_stale_form_is_refused_in_words():
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        person(Role.COORDINATOR, MunicipalityFactory()),
        "django.contrib.auth.backends.ModelBackend",
    )
    response = client.post(reverse("account_logout"))
    assert response.status_code == 403
    assert "403_csrf.html" in [template.name for template in response.templates]


@pytest.mark.django_db
def test_a_stale_form_without_a_return_shows_its_text():
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        person(Role.COORDINATOR, MunicipalityFactory()),
        "django.contrib.auth.backends.ModelBackend",
    )
    response = client.post(
        reverse("account_logout"),
        {"note": "<b>Довольно длинный текст</b>"},
        headers={"Origin": "http://testserver"},
    )
    assert response.status_code == 403
    assert response.context["texts"] == ["<b>Довольно длинный текст</b>"]
    assert response.context["page_before"] == ""
    assert "&lt;b&gt;Довольно длинный текст&lt;/b&gt;" in response.content.decode()
