"""A school team types other schools' addresses: nothing opens, all of it is on record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from identification.enums import ReportKind
from identification.models import Decision, Run, RunReport
from schools.actions.files import store_file
from schools.enums import FilePurpose, JobState
from schools.models import (
    AuditEvent,
    Membership,
    School,
    StoredFile,
    Territory,
    User,
)
from tests.factories.imports import RESULT_HEADERS, result_line, upload
from tests.journeys.steps import heading, open_section, plain
from tests.meta.test_matrix import OWN_ROUTES


if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.conftest import Enter

pytestmark = pytest.mark.django_db(transaction=True)

PARTS = ("schools:", "imports:", "people:", "audit:", "files:", "identification:")
# What a school team may open: its own school, its own sheets, itself.
OWN_PAGES = {"schools:list", "identification:runs", "people:me"}
ORDER = "214-о"


def test_other_schools_stay_closed(demo: Territory, enter: Enter) -> None:
    own = School.objects.get(memberships__user__username="school")
    other = School.objects.in_territory(own.municipality).exclude(pk=own.pk)[0]
    addresses = addresses_of(other, objects_of(other))
    secrets = secrets_of(own)
    page = enter("school")
    open_section(page, "Расчёты")

    answers, leaks = [], []
    for method in ("GET", "POST"):
        for address in addresses:
            status, text = ask(page, method, address)
            answers.append((method, address, status))
            leaks += [(method, address, secret) for secret in secrets if secret in text]

    assert [answer for answer in answers if answer[2] not in {403, 404, 405}] == []
    assert leaks == []
    assert refusals() == sorted(answers)


def test_its_own_pages_name_no_other_school(demo: Territory, enter: Enter) -> None:
    own = School.objects.get(memberships__user__username="school")
    run = Run.objects.get(decisions__order_number=ORDER)
    others = secrets_of(own) - {ORDER}
    page = enter("school")
    pages = [reverse("today"), *(reverse(name) for name in sorted(OWN_PAGES))]
    pages.append(reverse("identification:run_school", args=[run.pk, own.pk]))

    shown = {}
    for address in pages:
        page.goto(address)
        text = plain(page.evaluate("document.documentElement.textContent"))
        shown[address] = [name for name in others if name in text]

    assert shown == {address: [] for address in pages}
    assert heading(page, own.name).count() == 1


def test_every_address_is_tried(demo: Territory) -> None:
    school = School.objects.first()
    tried = set(arguments_of(school, objects_of(school)))
    assert sorted(tried | OWN_PAGES) == [
        name for name in OWN_ROUTES if name.startswith(PARTS)
    ]


# --- what is there to be seen ---------------------------------------------------------


def objects_of(other: School) -> dict[str, object]:
    """Make what another school and its municipality have that could leak."""
    now, town = timezone.now(), other.municipality
    head = User.objects.get(username="head")
    coordinator = User.objects.get(username="coordinator")
    batch = upload(
        [RESULT_HEADERS, result_line(other)],
        kind="results",
        territory=town,
        user=coordinator,
    )
    sheet = store_file(
        upload=ContentFile(f"%PDF-1.7 {other.name}".encode()),
        purpose=FilePurpose.REPORT,
        original_name="Лист школы.pdf",
        content_type="application/pdf",
        territory=None,
        school=other,
        user=head,
        now=now,
    )
    decision = Decision.objects.get(order_number=ORDER)
    paper = RunReport.objects.create(
        run=decision.run,
        kind=ReportKind.SCHOOL_PDF,
        territory=town,
        school=other,
        state=JobState.DONE,
        file=sheet,
        requested_by=head,
        requested_at=now,
    )
    return {
        "batch": batch,
        "sheet": sheet,
        "paper": paper,
        "decision": decision,
        "item": decision.items.first(),
        "open_run": Run.objects.exclude(pk=decision.run_id).get(),
        "membership": Membership.objects.get(user=head),
        "head": head,
    }


def arguments_of(
    other: School, found: Mapping[str, object]
) -> dict[str, Mapping[str, object]]:
    """Return arguments of every address that is not the school team's own."""
    school = {"pk": other.pk}
    run = {"pk": found["decision"].run_id}
    row = {**run, "school_pk": other.pk}
    item = {"pk": found["decision"].pk, "item_pk": found["item"].pk}
    everywhere: dict[str, Mapping[str, object]] = {
        name: {} for name in OWN_ROUTES if name.startswith(PARTS)
    }
    for name in everywhere:
        part, _, page = name.partition(":")
        if part == "imports":
            everywhere[name] = {"pk": found["batch"].pk}
        elif part == "people":
            everywhere[name] = {"pk": found["head"].pk}
        elif part == "schools":
            everywhere[name] = school
        elif page.startswith("run"):
            everywhere[name] = run
        elif page.startswith("paper"):
            everywhere[name] = {"pk": found["paper"].pk}
        elif page.startswith("decision"):
            everywhere[name] = {"pk": found["decision"].pk}
    nothing = {
        *("imports:list", "imports:new", "people:list", "people:invite"),
        *("schools:export", "schools:new", "identification:decisions"),
        *("identification:run_new", "identification:rule_sets"),
    }
    everywhere |= {name: {} for name in nothing}
    everywhere |= {
        "files:download": {"pk": found["sheet"].pk},
        "imports:template": {"kind": "results"},
        "people:membership_end": {"pk": found["membership"].pk},
        "schools:code_end": {**school, "code_pk": other.codes.first().pk},
        "schools:alias_remove": {**school, "alias_pk": 1},
        "identification:run_school": row,
        "identification:school_paper": row,
        "identification:what_if": run,
        "identification:rule_set": {"pk": found["open_run"].rule_set_id},
        "identification:run_difference": {**run, "other_pk": found["open_run"].pk},
        "identification:decision_open": run,
        "identification:decision_item": item,
        "identification:decision_item_remove": item,
    }
    return {name: v for name, v in everywhere.items() if name not in OWN_PAGES}


def addresses_of(other: School, found: Mapping[str, object]) -> list[str]:
    """Return every address, and beside it what waits behind other numbers."""
    addresses = [
        reverse(name, kwargs=dict(kwargs))
        for name, kwargs in arguments_of(other, found).items()
    ]
    own = School.objects.get(memberships__user__username="school")
    undecided = found["open_run"].pk
    files = StoredFile.objects.exclude(pk=found["sheet"].pk).values_list(
        "pk", flat=True
    )
    return sorted(
        {
            *addresses,
            # Its own row before the decision, and its own number in a wrong place.
            reverse("identification:run_school", args=[undecided, own.pk]),
            reverse("identification:school_paper", args=[undecided, own.pk]),
            *(reverse("files:download", args=[pk]) for pk in files),
        }
    )


def secrets_of(own: School) -> set[str]:
    """Return words that only other people may read."""
    names = School.objects.exclude(pk=own.pk).values_list("name", flat=True)
    # «СОШ № 1, Город» would be found inside of no other name.
    return {plain(name) for name in names} | {ORDER, "Начальник управления (демо)"}


# --- asking ----------------------------------------------------------------------------


def ask(page: Page, method: str, address: str) -> tuple[int, str]:
    """Ask as the person's own browser would, with the token of its session."""
    origin = page.url.split("/identification")[0]
    if method == "GET":
        answer = page.request.get(address, max_redirects=0)
    else:
        token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
        answer = page.request.post(
            address,
            form={"csrfmiddlewaretoken": token, "reason": "любопытство"},
            headers={"Referer": f"{origin}/"},
            max_redirects=0,
        )
    return answer.status, plain(answer.body().decode(errors="replace"))


def refusals() -> list[tuple[str, str, int]]:
    """Return what the trail says of the school team's refused requests."""
    team = User.objects.get(username="school")
    events = AuditEvent.objects.filter(actor_id=team.pk, is_refusal=True)
    return sorted(
        (event.after["method"], event.after["path"], event.after["status"])
        for event in events
    )
