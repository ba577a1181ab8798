"""Inviting people, giving them an office, ending it, closing an account."""

import datetime as dt
from dataclasses import dataclass

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from schools.actions.audit import record
from schools.actions.messages import write_message
from schools.actions.refusals import demand_permission, refuse
from schools.enums import Role
from schools.models import Membership, School, Territory, User
from schools.queries.people import in_force
from schools.roles import Permission


@dataclass(frozen=True)
class Office:
    """A role at a place from a day on."""

    role: str
    starts_on: dt.date
    territory: Territory | None = None
    school: School | None = None
    position: str = ""
    ends_on: dt.date | None = None


@transaction.atomic
def invite_person(
    *,
    email: str,
    full_name: str,
    office: Office,
    site: str,
    invited_by: User,
    now: dt.datetime,
) -> User:
    """Make an account without a password and write the letter that gives one.

    `site` is the address of the portal, as the administrator sees it.
    """
    demand_permission(invited_by, Permission.MANAGE_PEOPLE, None)
    mail = email.strip().lower()
    if User.objects.filter(email__iexact=mail).exists():
        raise refuse(
            "Человек с этой почтой уже заведён: откройте его страницу и назначьте.",
            code="known",
            field="email",
        )
    user = User(username=mail, email=mail, full_name=" ".join(full_name.split()))
    user.set_unusable_password()
    user.full_clean()
    user.save()
    EmailAddress.objects.create(user=user, email=mail, primary=True, verified=False)
    record(
        actor=invited_by,
        action="person.invited",
        obj=user,
        now=now,
        after={"full_name": user.full_name, "email": user.email},
    )
    appoint_person(person=user, office=office, appointed_by=invited_by, now=now)
    send_invitation(person=user, site=site, invited_by=invited_by, now=now)
    return user


@transaction.atomic
def send_invitation(
    *, person: User, site: str, invited_by: User, now: dt.datetime
) -> None:
    """Write the letter with the link to a first password."""
    demand_permission(invited_by, Permission.MANAGE_PEOPLE, None)
    if person.has_usable_password():
        raise refuse("У человека уже есть пароль.", code="has_password")
    path = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(person),
            "key": default_token_generator.make_token(person),
        },
    )
    write_message(
        to=person.email,
        subject="Вас пригласили на портал поддержки школ",
        body=_invitation(person, f"{site.rstrip('/')}{path}", str(invited_by)),
        now=now,
    )
    record(actor=invited_by, action="person.invitation_sent", obj=person, now=now)


@transaction.atomic
def appoint_person(
    *, person: User, office: Office, appointed_by: User, now: dt.datetime
) -> Membership:
    """Give a person a role at a place; the same office twice at once is refused."""
    demand_permission(appointed_by, Permission.MANAGE_PEOPLE, None)
    membership = Membership(user=person, **vars(office))
    membership.full_clean()
    same = Membership.objects.filter(
        user=person,
        role=office.role,
        territory=office.territory,
        school=office.school,
    )
    if same.filter(in_force(office.starts_on)).exists():
        raise refuse("Это назначение у человека уже есть.", code="twice")
    membership.save()
    record(
        actor=appointed_by,
        action="membership.started",
        obj=membership,
        now=now,
        after=_office_words(membership),
    )
    return membership


@transaction.atomic
def end_membership(
    *,
    membership: Membership,
    ends_on: dt.date,
    reason: str,
    ended_by: User,
    now: dt.datetime,
) -> Membership:
    """Say on which day an office ends; the row stays, so that history keeps names."""
    demand_permission(ended_by, Permission.MANAGE_PEOPLE, None)
    before = {"ends_on": _iso(membership.ends_on)}
    membership.ends_on = ends_on
    membership.full_clean()
    if membership.role == Role.ADMINISTRATOR:
        _keep_one_administrator(besides=membership, on=max(ends_on, localdate(now)))
    membership.save(update_fields=["ends_on"])
    record(
        actor=ended_by,
        action="membership.ended",
        obj=membership,
        now=now,
        before=before,
        after={"ends_on": _iso(ends_on)},
        reason=reason,
    )
    return membership


@transaction.atomic
def block_person(*, person: User, reason: str, user: User, now: dt.datetime) -> User:
    """Close an account at once; open pages stop answering with the next click."""
    demand_permission(user, Permission.MANAGE_PEOPLE, None)
    if person.pk == user.pk:
        raise refuse("Свою учётную запись закрыть нельзя.", code="self")
    return _set_active(person, False, "person.blocked", reason, user, now)


@transaction.atomic
def unblock_person(*, person: User, reason: str, user: User, now: dt.datetime) -> User:
    """Open an account again."""
    demand_permission(user, Permission.MANAGE_PEOPLE, None)
    return _set_active(person, True, "person.unblocked", reason, user, now)


@transaction.atomic
def rename_person(
    *, person: User, full_name: str, user: User, now: dt.datetime
) -> User:
    """Correct a name; the person alone changes the mail, with the password."""
    if person.pk != user.pk:
        demand_permission(user, Permission.MANAGE_PEOPLE, None)
    before = person.full_name
    person.full_name = " ".join(full_name.split())
    if person.full_name == before:
        return person
    person.clean_fields(exclude=["password"])
    person.save(update_fields=["full_name"])
    record(
        actor=user,
        action="person.renamed",
        obj=person,
        now=now,
        before={"full_name": before},
        after={"full_name": person.full_name},
    )
    return person


def _set_active(
    person: User,
    is_active: bool,
    action: str,
    reason: str,
    user: User,
    now: dt.datetime,
) -> User:
    if person.is_active == is_active:
        return person
    person.is_active = is_active
    person.save(update_fields=["is_active"])
    record(
        actor=user,
        action=action,
        obj=person,
        now=now,
        before={"is_active": not is_active},
        after={"is_active": is_active},
        reason=reason,
    )
    return person


def _keep_one_administrator(*, besides: Membership, on: dt.date) -> None:
    others = Membership.objects.filter(
        role=Role.ADMINISTRATOR, user__is_active=True, ends_on__isnull=True
    ).exclude(pk=besides.pk)
    if not others.filter(starts_on__lte=on).exists():
        raise refuse(
            "Это последний администратор. Сначала назначьте другого.",
            code="last_administrator",
        )


def _office_words(membership: Membership) -> dict[str, object]:
    place = membership.school or membership.territory
    return {
        "user": str(membership.user),
        "role": membership.role,
        "place": str(place) if place else "весь портал",
        "position": membership.position,
        "starts_on": _iso(membership.starts_on),
        "ends_on": _iso(membership.ends_on),
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _invitation(person: User, link: str, inviter: str) -> str:
    return (
        f"Здравствуйте, {person}!\n\n"
        f"{inviter} приглашает вас на портал поддержки школ.\n\n"
        "Задайте пароль по этой ссылке, она действует трое суток:\n"
        f"{link}\n\n"
        f"Имя для входа: {person.username}\n\n"
        "Если ссылка устарела, откройте страницу входа и нажмите «Забыли пароль?».\n"
        "Если вы не ждали приглашения, ничего не делайте.\n"
    )
