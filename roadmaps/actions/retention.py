"""Drafts that nobody needs: the rule, the letter before, and the removal."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from roadmaps.actions.programme_letters import coordinators_of, team_of
from roadmaps.models import Programme, ProgrammeKind, RetentionRule
from roadmaps.models.retention_rule import LONGEST, SHORTEST
from roadmaps.presenters.retention import letter_of_removal, rule_words
from roadmaps.queries.retention import (
    Removal,
    planned_removal,
    rules_in_force,
    unsent_drafts,
)
from schools.actions.audit import record
from schools.actions.files import discard_file
from schools.actions.messages import write_message
from schools.actions.refusals import demand_permission, refuse
from schools.models import Territory, User
from schools.roles import Permission


@transaction.atomic
def set_rule(
    *,
    kind: ProgrammeKind,
    territory: Territory | None,
    draft_days: int | None,
    user: User,
    now: dt.datetime,
) -> RetentionRule:
    """Say how long drafts of a kind are kept; without days, for ever.

    The rule of the whole portal belongs to whoever has the right in all of it.
    """
    demand_permission(user, Permission.MANAGE_PROGRAMMES, territory or ProgrammeKind())
    _demand_sound(kind, territory, draft_days)
    # Two people who make the first rule of a kind go in turn.
    ProgrammeKind.objects.select_for_update(of=("self",)).get(pk=kind.pk)
    rule = RetentionRule.objects.filter(kind=kind, territory=territory).first()
    before = rule_words(rule.draft_days) if rule else ""
    rule = rule or RetentionRule(kind=kind, territory=territory)
    if rule.pk and rule.draft_days == draft_days:
        return rule
    rule.draft_days, rule.changed_by, rule.changed_at = draft_days, user, now
    rule.full_clean()
    rule.save()
    record(
        actor=user,
        action="retention.set",
        obj=rule,
        now=now,
        before={"keeping": before} if before else {},
        after={"keeping": rule_words(draft_days)},
    )
    return rule


@transaction.atomic
def tell_of_removal(*, programme_id: int, now: dt.datetime, today: dt.date) -> bool:
    """Write to the school and its coordinators that a draft goes soon; once."""
    draft, removal = _locked(programme_id, today)
    if draft is None or removal is None or not removal.is_near or removal.is_told:
        return False
    draft.removal_told_at = now
    draft.save(update_fields=["removal_told_at"])
    url = settings.SITE_URL + reverse("programmes:detail", args=[draft.pk])
    letters = [
        (user, letter_of_removal(draft, removal, url=url))
        for user in team_of(draft, today)
    ]
    # A draft is the school's alone: the office hears of it without title and address.
    office = letter_of_removal(draft, removal, url="")
    letters += [(user, office) for user in coordinators_of(draft, today)]
    for user, letter in letters:
        write_message(to=user.email, subject=letter.subject, body=letter.body, now=now)
    record(
        actor=None,
        action="programme.removal_told",
        obj=draft,
        now=now,
        after={"removed_on": removal.day.isoformat(), "letters": len(letters)},
    )
    return True


@transaction.atomic
def remove_draft(*, programme_id: int, now: dt.datetime, today: dt.date) -> bool:
    """Remove a draft with its versions and files when its day has come.

    Only what was never sent goes, and only after the letter; the line in the trail
    stays, with what there was and by which rule it went.
    """
    draft, removal = _locked(programme_id, today)
    if draft is None or removal is None or not removal.is_told or today < removal.day:
        return False
    versions = list(draft.versions.select_related("file").order_by("number"))
    reason = (
        f"Черновик не отправляли, последняя правка {removal.last_touched_on:%d.%m.%Y}. "
        f"Правило: {rule_words(removal.draft_days)}."
    )
    record(
        actor=None,
        action="programme.draft_removed",
        obj=draft,
        now=now,
        before=_said(draft, len(versions)),
        reason=reason,
    )
    draft.presentations.all().delete()
    for version in versions:
        stored = version.file
        version.delete()
        discard_file(stored=stored, user=None, reason=reason, now=now)
    draft.delete()
    return True


def _locked(
    programme_id: int, today: dt.date
) -> tuple[Programme | None, Removal | None]:
    """Lock a draft that is still unsent, and count its day anew."""
    rows = Programme.objects.select_for_update(of=("self",))
    list(rows.filter(pk=programme_id).values_list("pk"))
    draft = unsent_drafts().filter(pk=programme_id).first()
    if draft is None:
        return None, None
    rules = rules_in_force()
    return draft, planned_removal(draft=draft, rules=rules, today=today)


def _said(draft: Programme, versions: int) -> dict[str, Any]:
    return {
        "title": draft.title,
        "kind": draft.kind.short_name,
        "starts_on": draft.starts_on.isoformat(),
        "ends_on": draft.ends_on.isoformat(),
        "versions": versions,
    }


def _demand_sound(
    kind: ProgrammeKind, territory: Territory | None, draft_days: int | None
) -> None:
    place = territory.pk if territory else None
    if kind.territory_id is not None and kind.territory_id != place:
        message = "Этот вид ведёт другой муниципалитет."
        raise refuse(message, code="foreign_kind", field="territory")
    if territory is not None and territory.is_region:
        raise refuse("Выберите муниципалитет.", code="region", field="territory")
    if draft_days is not None and not SHORTEST <= draft_days <= LONGEST:
        message = f"Укажите от {SHORTEST} до {LONGEST} дней."
        raise refuse(message, code="days", field="draft_days")
