"""What a school has put on its site: recorded, looked at by a person, taken back."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from roadmaps.enums import LinkState, PackageItem, ProgrammeState
from roadmaps.models import Programme, Publication
from roadmaps.policies import has_conflict
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import User
from schools.policies import has_permission
from schools.queries.versions import differences, plain_values
from schools.roles import Permission


RECORDED = ("address", "published_on")
# The school itself, or who looks at its site.
RECORDERS = (Permission.WRITE_PROGRAMME, Permission.REVIEW_PROGRAMMES)
APPROVED = frozenset(
    {
        *(ProgrammeState.APPROVED, ProgrammeState.PUBLISHED, ProgrammeState.RUNNING),
        *(ProgrammeState.EXTENDED, ProgrammeState.FINISHED),
    }
)


@transaction.atomic
def record_publication(
    *,
    programme: Programme,
    item: str,
    address: str,
    published_on: dt.date,
    user: User,
    now: dt.datetime,
    today: dt.date,
) -> Publication:
    """Write where an item of the package is; another address is to be checked anew.

    Who calls this enqueues the check of the link on commit.
    """
    if not any(has_permission(user, right, programme) for right in RECORDERS):
        raise PermissionDenied
    row = _locked(programme)
    _demand_time(row, item, published_on, today)
    publication = Publication.objects.filter(programme=row, item=item).first()
    before = plain_values(publication, RECORDED) if publication else {}
    publication = publication or Publication(programme=row, item=item)
    is_moved = publication.address != address.strip()
    publication.address, publication.published_on = address.strip(), published_on
    before, after = differences(before, plain_values(publication, RECORDED))
    if not after:
        return publication
    publication.recorded_by, publication.recorded_at = user, now
    if is_moved:
        _forget_checks(publication)
    publication.full_clean()
    publication.save()
    record(
        actor=user,
        action="publication.recorded",
        obj=publication,
        now=now,
        before=before,
        after=after,
    )
    return publication


@transaction.atomic
def confirm_publication(
    *, publication: Publication, user: User, now: dt.datetime
) -> Publication:
    """Say that a person has opened the address and seen the paper there."""
    row = _judged(publication, user)
    if row.link_state == LinkState.DEAD:
        message = "Страница не открывается: сначала исправьте адрес."
        raise refuse(message, code="dead")
    row.checked_by, row.checked_at = user, now
    row.save(update_fields=["checked_by", "checked_at"])
    record(
        actor=user,
        action="publication.confirmed",
        obj=row,
        now=now,
        after={"address": row.address},
    )
    return row


@transaction.atomic
def remove_publication(
    *, publication: Publication, reason: str, user: User, now: dt.datetime
) -> None:
    """Take back a record of what is not on the site; the trail keeps the address."""
    programme = publication.programme
    if not any(has_permission(user, right, programme) for right in RECORDERS):
        raise PermissionDenied
    row = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    if row.item == PackageItem.PROGRAMME:
        message = (
            "Программа размещена по этому адресу: исправьте адрес, а не убирайте его."
        )
        raise refuse(message, code="programme")
    if not reason.strip():
        message = "Напишите, почему запись убрана."
        raise refuse(message, code="no_reason", field="reason")
    record(
        actor=user,
        action="publication.removed",
        obj=row,
        now=now,
        before={"item": row.item, "programme": programme.pk}
        | plain_values(row, RECORDED),
        reason=reason.strip(),
    )
    row.delete()


def _locked(programme: Programme) -> Programme:
    rows = Programme.objects.select_for_update(of=("self",))
    return rows.select_related("school__municipality__parent").get(pk=programme.pk)


def _demand_time(
    programme: Programme, item: str, published_on: dt.date, today: dt.date
) -> None:
    if programme.state not in APPROVED:
        message = (
            "Размещают утверждённую программу: сначала запишите приказ школы "
            "об утверждении."
        )
        raise refuse(message, code="not_approved")
    if item == PackageItem.PROGRAMME and programme.state == ProgrammeState.APPROVED:
        message = "Адрес самой программы записывают на её странице: «Записать адрес на сайте»."
        raise refuse(message, code="not_published")
    if published_on > today:
        message = "Этот день ещё не наступил."
        raise refuse(message, code="future", field="published_on")


def _forget_checks(publication: Publication) -> None:
    publication.checked_by = publication.checked_at = None
    publication.link_state, publication.link_detail = LinkState.UNKNOWN, ""
    publication.link_checked_at = publication.dead_since = None


def _judged(publication: Publication, user: User) -> Publication:
    """Lock a publication that the person may judge: not that of the own school."""
    demand_permission(user, Permission.REVIEW_PROGRAMMES, publication)
    if has_conflict(user=user, programme=publication.programme):
        message = (
            "Вы из команды этой школы или готовили эту программу сами: проверить "
            "должен другой человек."
        )
        raise refuse(message, code="conflict")
    rows = Publication.objects.select_for_update(of=("self",))
    return rows.select_related("programme__school__municipality__parent").get(
        pk=publication.pk
    )
