"""Deadlines, publications and kinds of the demo in each of their states, for axe."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from roadmaps.actions.programme_kinds import add_kind, retire_kind
from roadmaps.enums import LinkState, PackageItem
from roadmaps.models import DeadlineExtension, ProgrammeDeadline, Publication
from schools.models import Territory, User


def deadlines_shown(town: Territory) -> dict[str, object]:
    """Let one page die and one be seen by a person; add a kind and retire another."""
    user, now = User.objects.get(username="coordinator"), timezone.now()
    order, activities = (
        Publication.objects.filter(item=item).order_by("pk").first()
        for item in (PackageItem.ORDER, PackageItem.ACTIVITIES)
    )
    order.checked_by, order.checked_at = user, now
    order.link_state, order.link_checked_at = LinkState.ALIVE, now
    order.link_detail = "Страница открывается."
    order.save()
    activities.link_state, activities.link_checked_at = LinkState.DEAD, now
    activities.dead_since = now - dt.timedelta(days=2)
    activities.link_detail = "Страницы по этому адресу нет (ответ 404)."
    activities.save()
    kinds = [
        add_kind(territory=town, values={"name": name}, user=user, now=now)
        for name in ("План наставничества", "Паспорт школы")
    ]
    return {
        "deadline": ProgrammeDeadline.objects.get(territory=town, step="submit"),
        "extension": DeadlineExtension.objects.get(deadline__territory=town),
        "placed_programme": order.programme,
        "placed_school": order.school,
        "placed_paper": order,
        "own_kind": kinds[0],
        "retired_kind": retire_kind(
            kind=kinds[1], reason="Никто не пишет.", user=user, now=now
        ),
    }
