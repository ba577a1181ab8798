"""Recording what came of a term, by the forms: saved, refused with its reason, nothing lost."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from roadmaps.enums import DocumentType, OccurrenceState
from roadmaps.models import Evidence, Occurrence
from schools.models import StoredFile
from tests.factories.plans import approve
from tests.roadmaps.following import Town


pytestmark = pytest.mark.django_db
UNPROCESSABLE = 422


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def row(town) -> Occurrence:
    made = town.occurrence(activity={"document_types": [DocumentType.ORDER]})
    approve(town.version)
    return made


@pytest.fixture
def as_coordinator(client, town):
    client.force_login(town.coordinator)
    return client


def url(name: str, row) -> str:
    return reverse(f"terms:{name}", args=[row.pk])


def today() -> dt.date:
    return timezone.localdate()


def errors(response) -> dict[str, list[str]]:
    assert response.status_code == UNPROCESSABLE
    return {
        name: list(found) for name, found in response.context["form"].errors.items()
    }


def pdf(name: str = "Приказ.pdf", content: bytes = b"%PDF-1.7 order"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


class TestDone:
    def test_with_a_file_in_one_step(self, as_coordinator, row, settings):
        response = as_coordinator.post(
            url("done", row),
            {
                "done_on": today(),
                "note": "Провели семинар.",
                "document_type": "order",
                "title": "Приказ № 3",
                "upload": pdf(),
            },
        )
        assert response.headers["Location"] == url("occurrence", row)
        row.refresh_from_db()
        assert (row.state, row.without_document, row.note) == (
            OccurrenceState.DONE,
            False,
            "Провели семинар.",
        )
        paper = Evidence.objects.get()
        assert (paper.title, paper.file.original_name) == ("Приказ № 3", "Приказ.pdf")

    def test_without_a_document_when_ticked(self, as_coordinator, row):
        as_coordinator.post(
            url("done", row), {"done_on": today(), "without_document": "on"}
        )
        row.refresh_from_db()
        assert (row.state, row.without_document) == (OccurrenceState.DONE, True)
        content = as_coordinator.get(url("occurrence", row)).content.decode()
        assert "выполнено без документа" in content

    def test_refused_without_both_and_the_text_stays(self, as_coordinator, row):
        response = as_coordinator.post(
            url("done", row), {"done_on": today(), "note": "Провели семинар."}
        )
        assert list(errors(response)) == ["without_document"]
        assert response.context["form"]["note"].value() == "Провели семинар."
        row.refresh_from_db()
        assert row.state == OccurrenceState.PLANNED

    def test_a_wrong_kind_of_paper_leaves_nothing_behind(self, as_coordinator, row):
        response = as_coordinator.post(
            url("done", row),
            {"done_on": today(), "document_type": "list", "upload": pdf()},
        )
        assert list(errors(response)) == ["without_document"]
        assert not Evidence.objects.exists()
        assert not StoredFile.objects.exists()

    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            ({}, {"done_on": ["Укажите день, когда это сделано."]}),
            (
                {"done_on": "2999-01-01", "without_document": "on"},
                {"done_on": ["Этот день ещё не наступил."]},
            ),
            (
                {"done_on": "2025-10-01", "link": "javascript:alert(1)"},
                {"link": ["Адрес начинается с http:// или https://."]},
            ),
            (
                {"done_on": "2025-10-01", "link": "https://example.org/1"},
                {"document_type": ["Выберите, что это за документ."]},
            ),
        ],
    )
    def test_what_is_wrong_stands_at_its_field(
        self, as_coordinator, row, data, expected
    ):
        assert errors(as_coordinator.post(url("done", row), data)) == expected

    @pytest.mark.parametrize(
        "upload",
        [
            pdf("приказ.pdf", b"<html><script>alert(1)</script>"),
            pdf("страница.html"),
            pdf("рисунок.svg", b"<svg onload='alert(1)'/>"),
            pdf("приказ.docm", b"PK\x03\x04"),
        ],
    )
    def test_a_file_is_judged_by_its_content(self, as_coordinator, row, upload):
        upload.seek(0)
        response = as_coordinator.post(
            url("done", row),
            {"done_on": today(), "document_type": "order", "upload": upload},
        )
        (message,) = errors(response)["upload"]
        assert message.startswith("Такой файл не принимается.")

    def test_a_large_file_is_told_the_limit(self, as_coordinator, row, monkeypatch):
        monkeypatch.setattr("roadmaps.forms.terms.MAX_BYTES", 10)
        response = as_coordinator.post(
            url("done", row),
            {"done_on": today(), "document_type": "order", "upload": pdf()},
        )
        (message,) = errors(response)["upload"]
        assert message.startswith("Файл больше 20 МБ.")

    def test_a_double_click_makes_one_record(self, as_coordinator, row):
        data = {"done_on": today(), "without_document": "on"}
        as_coordinator.post(url("done", row), data)
        (message,) = errors(as_coordinator.post(url("done", row), data))["__all__"]
        assert message.startswith("Мероприятие уже отмечено выполненным")

    def test_only_post_writes(self, as_coordinator, row):
        as_coordinator.get(
            url("done", row), {"done_on": today(), "without_document": "on"}
        )
        row.refresh_from_db()
        assert row.state == OccurrenceState.PLANNED


class TestOthers:
    def test_one_more_of_five(self, as_coordinator, town, row):
        Occurrence.objects.update(times_planned=5, times_done=3)
        as_coordinator.post(url("times", row), {"count": 1})
        row.refresh_from_db()
        assert row.times_done == 4
        page = as_coordinator.get(url("occurrence", row))
        facts = {fact["term"]: fact["value"] for fact in page.context["facts"]}
        assert facts["Сделано раз"] == "4 из\N{NO-BREAK SPACE}5"

    def test_a_day_for_what_has_none(self, as_coordinator, row):
        Occurrence.objects.update(starts_on=None, due_on=None, needs_human=True)
        page = as_coordinator.get(url("occurrence", row)).content.decode()
        assert "Дату называет человек." in page
        as_coordinator.post(url("dates", row), {"due_on": "2026-03-01"})
        row.refresh_from_db()
        assert (row.due_on, row.are_dates_named) == (dt.date(2026, 3, 1), True)

    def test_a_day_of_the_plan_is_refused_above_the_form(self, as_coordinator, row):
        response = as_coordinator.post(url("dates", row), {"due_on": "2026-03-01"})
        assert list(errors(response)) == ["__all__"]

    def test_cancelled_and_reopened(self, as_coordinator, row):
        as_coordinator.post(url("cancel", row), {"reason": "Нет средств."})
        row.refresh_from_db()
        assert row.state == OccurrenceState.CANCELLED
        as_coordinator.post(url("reopen", row), {"reason": "Средства нашлись."})
        row.refresh_from_db()
        assert row.state == OccurrenceState.PLANNED
        history = as_coordinator.get(url("occurrence", row)).context["history"]
        assert [(event["what"], event["reason"]) for event in history] == [
            ("отметка о выполнении снята", "Средства нашлись."),
            ("мероприятие отменено", "Нет средств."),
        ]

    @pytest.mark.parametrize("name", ["cancel", "reopen"])
    def test_a_reason_is_asked(self, as_coordinator, row, name):
        assert errors(as_coordinator.post(url(name, row), {})) == {
            "reason": ["Напишите, почему."]
        }

    def test_a_paper_is_added_and_taken_back(self, as_coordinator, row):
        as_coordinator.post(
            url("evidence", row),
            {"document_type": "order", "link": "https://example.org/1", "title": "А"},
        )
        paper = Evidence.objects.get()
        as_coordinator.post(url("evidence_remove", paper), {"reason": "Не тот."})
        assert not Evidence.objects.exists()
        history = as_coordinator.get(url("occurrence", row)).context["history"]
        assert [event["what"] for event in history] == [
            "документ о выполнении убран",
            "документ о выполнении добавлен",
        ][: len(history)]

    def test_an_empty_paper_is_none(self, as_coordinator, row):
        assert errors(as_coordinator.post(url("evidence", row), {})) == {
            "upload": ["Приложите файл или укажите адрес."]
        }

    def test_a_file_and_a_link_at_once_are_too_much(self, as_coordinator, row):
        response = as_coordinator.post(
            url("evidence", row),
            {
                "document_type": "order",
                "upload": pdf(),
                "link": "https://example.org/1",
            },
        )
        assert errors(response) == {
            "link": ["Приложите файл или укажите адрес, не то и другое."]
        }

    def test_uploads_are_limited(self, as_coordinator, row, settings):
        settings.REQUEST_RATES = {**settings.REQUEST_RATES, "upload": ("POST", "1/h")}
        answers = [
            as_coordinator.post(url("evidence", row), {}).status_code for _ in range(2)
        ]
        assert answers == [UNPROCESSABLE, 429]


class TestAnswer:
    @pytest.fixture
    def asked(self, town):
        made = town.occurrence(concerns=(town.low, town.adverse))
        approve(town.version)
        return made

    def test_a_school_answers_with_its_own_file(self, client, town, asked):
        client.force_login(town.team)
        answer = asked.answers.get(school=town.low)
        client.post(
            url("answer", answer),
            {
                "done_on": today(),
                "note": "Провели.",
                "document_type": "report",
                "upload": pdf("Справка.pdf"),
            },
        )
        answer.refresh_from_db()
        assert (answer.done_on, answer.without_document) == (today(), False)
        stored = Evidence.objects.get().file
        assert (stored.school, stored.territory) == (town.low, None)
        # The neighbour sees neither the file nor that it is there.
        client.force_login(town.other_team)
        assert (
            client.get(reverse("files:download", args=[stored.pk])).status_code == 404
        )
        page = client.get(url("occurrence", asked)).content.decode()
        assert "Справка.pdf" not in page
        assert "Провели." not in page

    def test_the_file_is_sent_to_be_saved(self, client, town, asked):
        client.force_login(town.team)
        answer = asked.answers.get(school=town.low)
        client.post(
            url("answer", answer),
            {"done_on": today(), "document_type": "report", "upload": pdf()},
        )
        sent = client.get(
            reverse("files:download", args=[Evidence.objects.get().file_id])
        )
        sent.close()
        assert sent.headers["Content-Disposition"].startswith("attachment")
        assert sent.headers["X-Content-Type-Options"] == "nosniff"

    def test_an_answer_is_taken_back(self, client, town, asked):
        client.force_login(town.team)
        answer = asked.answers.get(school=town.low)
        client.post(
            url("answer", answer), {"done_on": today(), "without_document": "on"}
        )
        client.post(url("answer_back", answer), {"reason": "Рано."})
        answer.refresh_from_db()
        assert answer.done_on is None

    def test_refused_at_its_field(self, client, town, asked):
        client.force_login(town.team)
        answer = asked.answers.get(school=town.low)
        response = client.post(url("answer", answer), {"done_on": today()})
        assert errors(response) == {
            "without_document": [
                "Приложите документ школы или отметьте «без документа»."
            ]
        }

    @pytest.mark.parametrize(
        ("who", "status"), [("other_team", 404), ("head", 403), ("neighbour", 404)]
    )
    def test_others_do_not_answer_for_it(self, client, town, asked, who, status):
        client.force_login(getattr(town, who))
        answer = asked.answers.get(school=town.low)
        assert client.get(url("answer", answer)).status_code == status

    def test_all_answered_is_offered_to_the_coordinator(self, client, town, asked):
        for answer, team in (
            (asked.answers.get(school=town.low), town.team),
            (asked.answers.get(school=town.adverse), town.other_team),
        ):
            client.force_login(team)
            client.post(
                url("answer", answer), {"done_on": today(), "without_document": "on"}
            )
        client.force_login(town.coordinator)
        page = client.get(url("occurrence", asked))
        assert page.context["all_answered"] is True
        assert "Ответили все школы." in page.content.decode()
        asked.refresh_from_db()
        assert asked.state == OccurrenceState.PLANNED
