"""Papers on the pages: begun, written, frozen, downloaded, checked."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from monitoring.actions.reports import create_report, freeze_report, save_section
from monitoring.enums import ReportKind
from monitoring.models import Report
from schools.enums import JobState
from schools.models import User
from tests.monitoring.paper_town import NOW, TODAY, YEAR, PaperTown


pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def town() -> PaperTown:
    return PaperTown()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def begun(town: PaperTown, kind: str = ReportKind.NOTE, **fields: object) -> Report:
    return create_report(
        kind=kind,
        territory=town.town,
        year=YEAR,
        user=town.coordinator,
        now=NOW,
        **fields,
    )


def frozen(town: PaperTown, report: Report) -> Report:
    return freeze_report(report=report, user=town.head, now=NOW, today=TODAY)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def test_a_paper_is_begun_and_its_page_shows_the_numbers(town: PaperTown) -> None:
    client = client_of(town.coordinator)
    page = client.get(reverse("analytics:report_new"))
    assert page.context["form"]["year"].value() == YEAR

    answer = client.post(
        reverse("analytics:report_new"),
        {"kind": "note", "territory": town.town.pk, "year": YEAR, "school": ""},
    )
    report = Report.objects.get()
    assert answer.url == reverse("analytics:report", args=[report.pk])
    text = plain(client.get(answer.url).content.decode())
    assert "48,3 % (29 из 60)" in text
    assert "Раздел «Причины» не написан." in text
    # The chart is the one of the files, with its table.
    assert 'data-chart="targets-spec"' in text
    assert "Дальше всего от цели" in text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": ""}, "Выберите документ."),
        ({"kind": "nonsense"}, "Выберите документ из списка."),
        ({"year": "1812"}, "Выберите учебный год из списка."),
        ({"kind": "note", "school": "own"}, "Школу выбирают только для листа школы"),
        ({"school": "999999"}, "Выберите школу из списка."),
    ],
)
def test_what_is_wrong_with_a_new_paper(
    town: PaperTown, changes: dict[str, str], message: str
) -> None:
    sent = {"kind": "school", "territory": town.town.pk, "year": YEAR, "school": ""}
    sent |= changes
    if sent["school"] == "own":
        sent["school"] = town.schools[0].pk
    answer = client_of(town.coordinator).post(reverse("analytics:report_new"), sent)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Report.objects.exists()


def test_the_summary_takes_one_press(town: PaperTown) -> None:
    answer = client_of(town.head).post(
        reverse("analytics:summary"),
        {"summary-territory": town.town.pk, "summary-year": YEAR},
    )
    report = Report.objects.get()
    assert answer.url == reverse("analytics:report", args=[report.pk])
    assert (report.kind, report.state) == (ReportKind.SUMMARY, JobState.QUEUED)


def test_a_section_saves_itself_and_shows_its_numbers(town: PaperTown) -> None:
    report = begun(town)
    client = client_of(town.coordinator)
    url = reverse("analytics:section", args=[report.pk, "causes"])
    assert client.get(url).context["seen"] == ""

    sent = {"text": "Прошли {{показатель:T3}}, {{нечто}}", "seen": ""}
    answer = client.post(url, sent, headers=HTMX)
    text = plain(answer.content.decode())
    assert "Сохранено" in text
    assert "Прошли 48,3 % (29 из 60), [нет такого показателя: нечто]" in text
    assert "Нет числа для меток: нечто." in text
    report.refresh_from_db()
    assert report.narrative == {"causes": sent["text"]}

    # Another window still holds the portal's text: its words are kept, not saved.
    answer = client.post(url, {"text": "Иначе", "seen": ""}, headers=HTMX)
    assert "Пока вы писали, раздел изменил другой человек." in answer.content.decode()
    report.refresh_from_db()
    assert report.narrative == {"causes": sent["text"]}
    whole = client.post(url, {"text": "Иначе", "seen": ""})
    assert whole.status_code == 422
    again = {"text": "Иначе", "seen": answer.context["seen"]}
    assert client.post(url, again).status_code == 302
    report.refresh_from_db()
    assert report.narrative == {"causes": "Иначе"}
    seen = client.get(url).context["seen"]
    client.post(url, {"reset": "1", "seen": seen})
    report.refresh_from_db()
    assert report.narrative == {}


def test_too_long_a_section_is_refused(town: PaperTown) -> None:
    url = reverse("analytics:section", args=[begun(town).pk, "causes"])
    answer = client_of(town.coordinator).post(
        url, {"text": "а" * 20_001, "seen": ""}, headers=HTMX
    )
    assert "Раздел длиннее 20000 знаков" in answer.content.decode()
    assert Report.objects.get().narrative == {}


def test_there_is_no_such_section(town: PaperTown) -> None:
    client = client_of(town.coordinator)
    note, sheets = begun(town), begun(town, ReportKind.SCHOOL)
    for report, code in ((note, "no"), (sheets, "about")):
        url = reverse("analytics:section", args=[report.pk, code])
        assert client.get(url).status_code == 404


def test_freezing_says_what_is_missing_and_queues_the_files(town: PaperTown) -> None:
    report = begun(town)
    client = client_of(town.coordinator)
    url = reverse("analytics:freeze", args=[report.pk])
    assert client.get(url).context["findings"] == ["Раздел «Причины» не написан."]

    client.post(url)
    report.refresh_from_db()
    assert (report.number, report.state) == ("М-2025/047-001", JobState.QUEUED)
    page = client.get(reverse("analytics:report", args=[report.pk]))
    assert "Документ зафиксирован." in page.content.decode()
    assert client.get(url).status_code == 302
    section = reverse("analytics:section", args=[report.pk, "causes"])
    assert client.get(section).status_code == 302


def test_a_mark_without_a_number_is_told_in_words(town: PaperTown) -> None:
    report = save_section(
        report=begun(town),
        code="causes",
        text="{{нечто}}",
        seen="",
        user=town.coordinator,
        now=NOW,
    )
    client = client_of(town.coordinator)
    page = client.post(reverse("analytics:freeze", args=[report.pk]), follow=True)
    assert "В тексте есть метки, для которых нет числа" in page.content.decode()


def test_a_school_reads_its_own_sheet_when_it_is_frozen(town: PaperTown) -> None:
    sheet = begun(town, ReportKind.SCHOOL, school=town.schools[0])
    client = client_of(town.team)
    url = reverse("analytics:report", args=[sheet.pk])
    assert client.get(url).status_code == 404
    frozen(town, sheet)
    text = client.get(url).content.decode()
    assert "Школа № 1. Статус: ШНОР." in text
    assert "Зафиксировать" not in text
    sheet.refresh_from_db()
    assert f"№ {sheet.number} от" in text
    assert f"код проверки {sheet.check_code}" in text
    assert client_of(town.late_team).get(url).status_code == 404
    rows = client.get(reverse("analytics:reports")).context["table"].rows
    assert [row.record for row in rows] == [sheet]


def test_progress_is_shown_and_the_end_draws_the_page_anew(town: PaperTown) -> None:
    report = begun(town)
    client = client_of(town.coordinator)
    client.post(reverse("analytics:report_make", args=[report.pk]))
    url = reverse("analytics:report_status", args=[report.pk])
    assert "HX-Refresh" not in client.get(url).headers
    Report.objects.update(state=JobState.FAILED, error_detail="Файлы не получились.")
    answer = client.get(url)
    assert answer.headers["HX-Refresh"] == "true"
    assert "Файлы не получились." in answer.content.decode()
    no_file = reverse("analytics:report_file", args=[report.pk, "pdf"])
    assert client.get(no_file).status_code == 404
    strange = reverse("analytics:report_file", args=[report.pk, "narrative"])
    assert client.get(strange).status_code == 404


def test_a_draft_is_thrown_away_a_frozen_paper_is_not(town: PaperTown) -> None:
    client = client_of(town.coordinator)
    kept = frozen(town, begun(town))
    draft = begun(town, ReportKind.TABLES)
    for report in (draft, kept):
        client.post(reverse("analytics:report_discard", args=[report.pk]))
    assert list(Report.objects.all()) == [kept]


def test_a_printed_paper_is_checked_by_number_and_code(town: PaperTown) -> None:
    report = frozen(town, begun(town))
    client = client_of(town.neighbour)
    url = reverse("analytics:check")
    sent = {"number": report.number.lower(), "code": report.check_code.lower()}
    assert client.get(url, sent).context["found"] == report
    assert client.get(url, {**sent, "code": "0000-0000-0000"}).context["found"] is None
    assert client.get(url, {"number": "", "code": ""}).context["found"] is None
    # A row that was changed past the portal does not pass.
    report.snapshot["paper"]["title"] = "Другое"
    report.save()
    assert client.get(url, sent).context["found"] is None


def test_the_list_is_narrowed_by_the_address(town: PaperTown) -> None:
    note, summary = begun(town), begun(town, ReportKind.SUMMARY)
    client = client_of(town.coordinator)
    url = reverse("analytics:reports")

    def found(query: str) -> list[Report]:
        rows = client.get(f"{url}?{query}").context["table"].rows
        return [row.record for row in rows]

    assert found("") == [summary, note]
    assert found("kind=note") == [note]
    assert found("search=сводный") == [summary]
    assert found("year=1999&kind=nonsense") == [summary, note]
    assert client_of(town.neighbour).get(url).context["has_papers"] is False
