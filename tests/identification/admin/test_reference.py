"""Reference tables by hand and by file: every write leaves its values."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from identification.models import ContextFactor, Subject
from schools.enums import Role
from schools.models import AuditEvent
from tests.factories import person
from tests.factories.identification import (
    ContextFactorFactory,
    DecisionFactory,
    DoneRunFactory,
    RuleSetFactory,
)


pytestmark = pytest.mark.django_db

FACTOR_COLUMNS = [
    "Код",
    "Название",
    "Единица",
    "Направление",
    "Не меньше",
    "Не больше",
    "Определение",
    "Порядок",
    "Другие написания",
]


@pytest.fixture
def browser(settings) -> Client:
    settings.DEMO = True
    client = Client()
    client.force_login(
        person(Role.ADMINISTRATOR), "django.contrib.auth.backends.ModelBackend"
    )
    return client


def workbook(columns: list[str], *rows: list[object]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    book.active.append(columns)
    for row in rows:
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    return SimpleUploadedFile("таблица.xlsx", content.getvalue())


def load(browser: Client, model: str, file: SimpleUploadedFile):
    """Upload, look at the preview, confirm, as a person does."""
    base = f"admin:identification_{model}"
    preview = browser.post(
        reverse(f"{base}_import"), {"import_file": file, "format": "0"}
    )
    form = preview.context.get("confirm_form")
    if form is None:
        return preview
    return browser.post(reverse(f"{base}_process_import"), form.initial)


def test_a_factor_changed_by_hand_leaves_a_trace(browser) -> None:
    factor = ContextFactorFactory(code="poverty", name="Бедность")
    url = reverse("admin:identification_contextfactor_change", args=[factor.pk])

    browser.post(
        url,
        {
            "code": "renamed",
            "name": "Малообеспеченность",
            "unit": "%",
            "direction": "unknown",
            "synonyms": "[]",
            "position": factor.position,
            "is_active": "on",
        },
    )

    factor.refresh_from_db()
    assert (factor.name, factor.code) == ("Малообеспеченность", "poverty")
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.before, event.after) == (
        "admin.changed",
        {"name": "Бедность"},
        {"name": "Малообеспеченность"},
    )


def test_factors_come_from_a_file_and_go_back_into_one(browser) -> None:
    ContextFactorFactory(code="old", name="Старый", direction="unknown", unit="")
    file = workbook(
        FACTOR_COLUMNS,
        ["old", "Прежний", "%", "чем больше, тем труднее", 0, 100, "", 1, ""],
        ["new", "Новый", "км", "higher_is_easier", None, None, "Путь", 2, "а; б"],
    )

    load(browser, "contextfactor", file)

    found = ContextFactor.objects.in_bulk(["old", "new"], field_name="code")
    assert (found["old"].name, found["old"].direction, found["old"].maximum) == (
        "Прежний",
        "higher_is_harder",
        100.0,
    )
    assert (found["new"].direction, found["new"].synonyms) == (
        "higher_is_easier",
        ["а", "б"],
    )
    actions = AuditEvent.objects.order_by("pk").values_list("action", "object_label")
    assert list(actions) == [
        ("admin.changed", "Прежний"),
        ("admin.added", "Новый"),
    ]
    answer = browser.get(reverse("admin:identification_contextfactor_export"))
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)
    assert list(rows[0]) == FACTOR_COLUMNS
    assert rows[2] == (
        *("new", "Новый", "км", "чем больше, тем легче", None, None),
        *("Путь", 2, "а; б"),
    )


def test_an_unknown_word_stops_the_file_in_words(browser) -> None:
    before = ContextFactor.objects.count()
    row = ["new", "Новый", "", "наоборот", None, None, "", 1, ""]

    answer = load(browser, "contextfactor", workbook(FACTOR_COLUMNS, row))

    assert "«наоборот»: нужно одно из" in answer.content.decode()
    assert ContextFactor.objects.count() == before


def test_the_same_file_again_changes_nothing(browser) -> None:
    columns, row = ["Код", "Название", "Другие написания"], ["chess", "Шахматы", "шах"]
    load(browser, "subject", workbook(columns, row))
    events = AuditEvent.objects.count()

    load(browser, "subject", workbook(columns, row))

    assert Subject.objects.get(code="chess").synonyms == ["шах"]
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize(
    ("model", "factory"),
    [
        ("ruleset", RuleSetFactory),
        ("run", DoneRunFactory),
        ("decision", DecisionFactory),
    ],
)
def test_what_runs_made_is_only_looked_at(browser, model, factory) -> None:
    row = factory()
    base = f"admin:identification_{model}"

    assert browser.get(reverse(f"{base}_changelist")).status_code == 200
    assert browser.get(reverse(f"{base}_change", args=[row.pk])).status_code == 200
    assert browser.get(reverse(f"{base}_add")).status_code == 403
    assert browser.post(reverse(f"{base}_change", args=[row.pk])).status_code == 403
    assert browser.post(reverse(f"{base}_delete", args=[row.pk])).status_code == 403
