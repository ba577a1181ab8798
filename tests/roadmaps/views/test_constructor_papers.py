"""The draft is taken home as a paper, and made a version."""

import io

import docx
import pytest
from django.urls import reverse

from roadmaps.models import ProgrammeVersion
from tests.roadmaps.constructor_desk import ConstructorDesk


pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> ConstructorDesk:
    return ConstructorDesk()


def test_word_is_an_attachment_with_the_words(desk):
    desk.fill()
    response = desk.browser().get(desk.address("export", "docx"))
    assert response.headers["Content-Disposition"].startswith("attachment")
    tables = docx.Document(io.BytesIO(response.content)).tables
    assert "Консультации" in [c.text for t in tables for r in t.rows for c in r.cells]


def test_an_empty_draft_prints_too(desk):
    response = desk.browser().get(desk.address("export", "docx"))
    assert response.content[:2] == b"PK"


def test_pdf_is_made_in_place(desk):
    desk.save("aim", "Снизить")
    response = desk.browser().get(desk.address("export", "pdf"))
    assert (response.content[:5], response.headers["Content-Type"]) == (
        *(b"%PDF-", "application/pdf"),
    )


def test_before_a_version_it_says_what_is_missing(desk):
    desk.save("aim", "Снизить")
    text = desk.browser().get(desk.address("version")).content.decode()
    assert ("Чего пока не хватает" in text, "Задачи не поставлены" in text) == (
        *(True, True),
    )


def test_a_version_leads_to_the_programme(desk):
    desk.fill()
    response = desk.browser().post(desk.address("version"), {"comment": "Первая"})
    assert response.url == reverse("programmes:detail", args=[desk.programme.pk])
    version = ProgrammeVersion.objects.get()
    assert (version.comment, version.author, version.sent_at) == (
        *("Первая", desk.writer, None),
    )


def test_an_empty_draft_is_no_version(desk):
    response = desk.browser().post(desk.address("version"), {"comment": "Пусто"})
    text = response.content.decode()
    assert (response.status_code, "ничего не написано" in text, "Пусто" in text) == (
        *(422, True, True),
    )


def test_the_unsent_version_is_hidden_from_the_office(desk):
    desk.fill()
    desk.browser().post(desk.address("version"), {"comment": ""})
    file = desk.version().file
    for who in ("coordinator", "stranger"):
        for address in (
            reverse("programmes:file", args=[desk.programme.pk, 1]),
            reverse("files:download", args=[file.pk]),
        ):
            assert desk.browser(who).get(address).status_code == 404
