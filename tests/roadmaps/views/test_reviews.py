"""Pages of the review desk: what is saved how, what a second window sees."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from roadmaps.actions.reviews_remarks import add_remark
from roadmaps.models import Checklist, Remark, Review, ReviewScore
from schools.models import StoredFile
from tests.roadmaps.reviewing import NOW, Judges, state_of


pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def town() -> Judges:
    town = Judges()
    town.sent()
    return town


def write(town, review, text="Назовите срок.") -> Remark:
    return add_remark(
        review=review, section="Цель", text=text, user=review.reviewer, now=NOW
    )


class TestDesk:
    def test_offers_to_begin(self, town):
        page = town.get("desk").content.decode()
        start = reverse("reviews:start", args=[town.programme.versions.get().pk])
        assert (f'action="{start}"' in page, "никто не взял" in page) == (True, True)

    def test_begun_it_leads_on(self, town):
        response = town.post("start", town.programme.versions.get().pk)
        review = Review.objects.get()
        assert response.url == reverse("reviews:review", args=[review.pk])
        assert "Продолжить" in town.get("desk").content.decode()
        assert "Посмотреть" in town.get("desk", who="methodist").content.decode()

    def test_empty_it_says_what_will_come(self, town):
        town.finished(town.begun())
        assert "Решения ничего не ждёт" in town.get("desk").content.decode()

    def test_a_colleague_is_told_why_not(self, town):
        town.begun()
        response = town.post("start", town.programme.versions.get().pk, who="methodist")
        assert response.url == reverse("reviews:desk")
        assert "Анна Ким" in town.get("desk").content.decode()


class TestScore:
    def send(self, town, review, number=1, headers=None, **data):
        criterion = town.criterion(number)
        url = reverse("reviews:score", args=[review.pk, criterion.pk])
        return town.browser().post(url, {"seen": "", **data}, headers=headers or {})

    def test_saves_and_comes_back_to_its_line(self, town):
        review = town.begun()
        response = self.send(town, review, score="1", comment="Мало.")
        anchor = f"#criterion-{town.criterion(1).pk}"
        assert response.url == reverse("reviews:review", args=[review.pk]) + anchor
        assert ReviewScore.objects.get().comment == "Мало."

    def test_by_htmx_brings_the_sum(self, town):
        response = self.send(town, town.begun(), 2, HTMX, score="2")
        assert (response.status_code, response.context["summed"].points) == (200, 4)
        assert response.context["line"].is_saved is True

    def test_without_a_reason_keeps_what_was_typed(self, town):
        response = self.send(town, town.begun(), score="0", comment="")
        line = response.context["lines"][0]
        assert (response.status_code, line.score, line.error) == (
            422,
            0,
            "К оценке 0 или 1 напишите, чего не хватает.",
        )
        assert ReviewScore.objects.count() == 0

    def test_of_a_second_window_shows_the_difference(self, town):
        review = town.begun()
        self.send(town, review, score="1", comment="Первое.")
        response = self.send(town, review, headers=HTMX, score="2", comment="Второе.")
        line = response.context["line"]
        assert line.conflict == [
            {"field": "оценка", "old": "1", "new": "2"},
            {"field": "почему", "old": "Первое.", "new": "Второе."},
        ]
        assert ReviewScore.objects.get().comment == "Первое."
        # Having seen it, the person may write their own after all.
        self.send(town, review, score="2", comment="Второе.", seen=line.seen)
        assert ReviewScore.objects.get().comment == "Второе."

    def test_into_a_colleagues_review_is_not_written(self, town):
        review = town.begun(town.methodist)
        response = self.send(town, review, headers=HTMX, score="2")
        assert response.headers["HX-Redirect"] == reverse(
            "reviews:review", args=[review.pk]
        )
        assert ReviewScore.objects.count() == 0


class TestReview:
    def test_of_a_first_round_shows_the_text(self, town):
        response = town.get("review", town.begun().pk)
        parts = response.context["parts"]
        assert [(part.title, part.paragraphs) for part in parts] == [
            (
                "Паспорт программы",
                ["Цель программы – поднять результаты.", "Кадры | 12"],
            )
        ]

    @pytest.fixture
    def second(self, town) -> Review:
        review = town.scored(town.begun(), 1, 2, 2)
        write(town, review)
        town.finished(review)
        town.programme.refresh_from_db()
        town.sent(
            "Паспорт программы",
            "Цель программы – поднять результаты на 10 %.",
            "Кадры | 12",
        )
        return town.begun()

    def test_of_the_next_round_shows_what_changed_and_what_is_left(self, town, second):
        context = town.get("review", second.pk).context
        assert [row["word"] for row in context["changes"]] == ["изменено"]
        assert [remark.text for remark in context["remarks"]["earlier"]] == [
            "Назовите срок."
        ]
        assert context["lines"][0].before == "1 – частично: Мало."
        assert context["parts"] is None

    def test_of_the_next_round_shows_the_whole_text_when_asked(self, town, second):
        context = town.get("review", second.pk, text="all").context
        assert (context["changes"], len(context["parts"])) == (None, 1)

    def test_a_school_sees_nothing_of_an_open_one(self, town):
        review = town.begun()
        write(town, review)
        assert town.get("review", review.pk, who="team").status_code == 404
        page = town.browser("team").get(
            reverse("programmes:detail", args=[town.programme.pk])
        )
        assert "Назовите срок." not in page.content.decode()

    def test_a_school_reads_a_finished_one_and_answers(self, town):
        review = town.scored(town.begun(), 1)
        remark = write(town, review)
        town.finished(review)
        page = town.get("review", review.pk, who="team").content.decode()
        answer = reverse("reviews:remark_answer", args=[remark.pk])
        assert [
            words in page
            for words in ("Возвращена с замечаниями", "Доработать.", answer, "Мало.")
        ] == [True] * 4

    def test_another_school_sees_none(self, town):
        review = town.finished(town.begun())
        assert town.get("review", review.pk, who="other_team").status_code == 404


class TestAnswer:
    def test_of_a_second_person_shows_the_first_ones(self, town):
        review = town.begun()
        remark = write(town, review)
        town.finished(review)
        seen = town.get("remark_answer", remark.pk, who="team").context["form"]["seen"]
        mark = seen.value()
        town.post("remark_answer", remark.pk, who="colleague", answer="А", seen=mark)
        response = town.post(
            "remark_answer", remark.pk, who="team", answer="Б", seen=mark
        )
        assert (response.status_code, response.context["changes"]) == (
            422,
            [{"field": "ответ", "old": "А", "new": "Б"}],
        )
        assert Remark.objects.get().answer == "А"
        again = response.context["form"]["seen"].value()
        town.post("remark_answer", remark.pk, who="team", answer="Б", seen=again)
        assert Remark.objects.get().answer == "Б"


class TestMarkedFile:
    def send(self, town, review, content: bytes, name: str):
        upload = SimpleUploadedFile(name, content)
        return town.post("marks", review.pk, file=upload)

    def test_that_is_not_what_it_is_called_is_refused(self, town):
        response = self.send(town, town.begun(), b"<html></html>", "x.docx")
        assert (response.status_code, list(response.context["form"].errors)) == (
            422,
            ["file"],
        )
        assert Review.objects.get().marked_file is None

    def test_reaches_the_school_with_the_verdict(self, town, a_pdf):
        review = town.begun()
        self.send(town, review, a_pdf, "Пометки.pdf")
        assert town.get("file", review.pk, who="team").status_code == 404
        town.finished(Review.objects.get())
        response = town.get("file", review.pk, who="team")
        assert (b"".join(response.streaming_content), response.status_code) == (
            a_pdf,
            200,
        )
        stored = StoredFile.objects.get(purpose="review")
        page = town.browser("team").get(reverse("files:download", args=[stored.pk]))
        assert page.status_code == 404

    def test_taken_back_is_gone(self, town, a_pdf):
        review = town.begun()
        self.send(town, review, a_pdf, "Пометки.pdf")
        town.post("marks_remove", review.pk)
        assert not StoredFile.objects.filter(purpose="review").exists()


@pytest.fixture
def a_pdf() -> bytes:
    import pydyf

    document = pydyf.PDF()
    stream = pydyf.Stream([b"BT ET"])
    document.add_object(stream)
    document.add_page(
        pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": document.pages.reference,
                "Contents": stream.reference,
                "MediaBox": pydyf.Array([0, 0, 200, 200]),
            }
        )
    )
    import io

    content = io.BytesIO()
    document.write(content)
    return content.getvalue()


class TestFinish:
    def test_blocked_says_why_and_keeps_the_words(self, town):
        review = town.begun()
        response = town.post("finish", review.pk, verdict="agree", summary="Хорошо.")
        form = response.context["form"]
        assert (response.status_code, list(form.errors)) == (422, ["verdict"])
        assert form["summary"].value() == "Хорошо."
        assert state_of(town.programme) == "submitted"

    def test_agreed_the_page_says_so(self, town):
        review = town.scored(town.begun(), 2, 2, 2)
        response = town.post("finish", review.pk, verdict="agree", summary="")
        assert response.url == reverse("reviews:review", args=[review.pk])
        assert state_of(town.programme) == "agreed"


class TestChecklists:
    def data(self, town, **changes) -> dict[str, object]:
        return {
            "title": "Наш лист",
            "territory": town.town.pk,
            "kind": town.kind.pk,
            "threshold_percent": 70,
            "seen": town.checklist.pk,
            "lines-TOTAL_FORMS": 3,
            "lines-INITIAL_FORMS": 0,
            "lines-0-position": 20,
            "lines-0-title": "Цель",
            "lines-0-weight": 2,
            "lines-1-position": 10,
            "lines-1-title": "Титул",
            "lines-1-is_starred": "on",
            **changes,
        }

    def test_a_new_version_in_the_order_of_its_numbers(self, town):
        response = town.post("checklist_new", **self.data(town))
        made = Checklist.objects.get(title="Наш лист")
        assert response.url == reverse("reviews:checklist", args=[made.pk])
        assert list(made.criteria.values_list("title", "weight", "is_starred")) == [
            ("Титул", 1, True),
            ("Цель", 2, False),
        ]

    def test_somebody_elses_version_is_shown(self, town):
        town.post("checklist_new", **self.data(town))
        data = self.data(town, title="Второй лист")
        response = town.post("checklist_new", **data)
        assert (response.status_code, response.context["newer"].title) == (
            422,
            "Наш лист",
        )
        assert not Checklist.objects.filter(title="Второй лист").exists()

    def test_an_empty_one_is_refused(self, town):
        data = self.data(town, **{"lines-0-title": "", "lines-1-title": ""})
        response = town.post("checklist_new", **data)
        assert response.context["lines"].non_form_errors() == [
            "Оставьте хотя бы один критерий."
        ]
