"""What is looked for on schools' sites, what was found, and how far the work has come."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from monitoring.enums import LinkCheck, Source
from monitoring.models import (
    SiteCheck,
    SiteItem,
    Window,
    WindowIndicator,
    WindowSchool,
)
from roadmaps.models import Publication
from roadmaps.queries.publications import CURRENT
from schools.models import AuditEvent, User


HISTORY_SHOWN = 30
_ASKED = WindowIndicator.objects.filter(
    version__source=Source.SITE, version__site_item__isnull=False
)


@dataclass(frozen=True)
class Sheet:
    """A school of a window with what is looked for and what was found."""

    school: WindowSchool
    checks: Mapping[int, SiteCheck] = field(default_factory=dict)

    @property
    def checked(self) -> int:
        """How many items have a verdict."""
        return sum(bool(check.verdict) for check in self.checks.values())


def site_windows(user: User) -> QuerySet[Window]:
    """Return opened windows that look at sites, with `items`, `schools`, `checked`."""
    asked = _ASKED.filter(window=OuterRef("pk"))
    schools = WindowSchool.objects.filter(window=OuterRef("pk"))
    checked = SiteCheck.objects.filter(window_school__window=OuterRef("pk")).exclude(
        verdict=""
    )
    return (
        Window.objects.visible_to(user)
        .filter(Exists(asked), opened_at__isnull=False)
        .select_related("territory", "calendar")
        .annotate(
            items=_count(asked, "version__site_item"),
            schools=_count(schools, "pk"),
            checked=_count(checked, "pk"),
        )
        .order_by("-opens_on", "territory__name", "pk")
    )


def open_site_windows(*, user: User, day: dt.date) -> QuerySet[Window]:
    """Return those in which something is left to look at, soonest due first."""
    rows = site_windows(user).filter(closes_on__gte=day)
    return rows.filter(checked__lt=F("items") * F("schools")).order_by(
        "due_on", "title", "pk"
    )


def items_of(window: Window) -> list[SiteItem]:
    """Return what a window looks for, in order; each once."""
    keys = _ASKED.filter(window=window).values("version__site_item")
    return list(SiteItem.objects.filter(pk__in=keys).order_by("position", "pk"))


def item_counts(windows: Collection[int]) -> dict[int, int]:
    """Return how many items each of some windows looks for."""
    rows = _ASKED.filter(window__in=windows).order_by().values_list("window")
    return dict(rows.annotate(items=Count("version__site_item", distinct=True)))


def indicators_of(*, window: int, item: SiteItem) -> list[WindowIndicator]:
    """Return the indicators of a window that an item answers."""
    rows = _ASKED.filter(window=window, version__site_item=item)
    return list(rows.select_related("version").order_by("position"))


def sheets_of(schools: Sequence[WindowSchool]) -> list[Sheet]:
    """Return the sheets of some schools of a window; one query."""
    found: dict[int, dict[int, SiteCheck]] = defaultdict(dict)
    rows = SiteCheck.objects.filter(window_school__in=[row.pk for row in schools])
    for check in rows.select_related("checked_by", "answered_by"):
        found[check.window_school_id][check.item_id] = check
    return [Sheet(school, found.get(school.pk, {})) for school in schools]


def own_sheets(user: User) -> QuerySet[WindowSchool]:
    """Return the sheets that a person may read, the newest window first."""
    asked = _ASKED.filter(window=OuterRef("window"))
    rows = WindowSchool.objects.visible_to(user).filter(
        Exists(asked), window__opened_at__isnull=False
    )
    related = rows.select_related("window", "school__municipality__parent")
    return related.order_by("-window__opens_on", "school__name", "pk")


def schools_of(window: Window) -> QuerySet[WindowSchool]:
    """Return the schools of a window by name."""
    rows = WindowSchool.objects.filter(window=window).select_related(
        "school__municipality"
    )
    return rows.order_by("school__name", "pk")


def known_addresses(
    *, sheet: WindowSchool, items: Collection[SiteItem]
) -> dict[int, str]:
    """Return where to begin looking: the last check's address, else the school's own.

    What a school has recorded for its programme answers the items of the same code.
    """
    found: dict[int, str] = {}
    published = Publication.objects.filter(
        programme__school=sheet.school_id,
        programme__state__in=CURRENT,
        item__in=[item.code for item in items],
    )
    by_code = {item.code: item.pk for item in items}
    for row in published.order_by("published_on", "pk"):
        found[by_code[row.item]] = row.address
    before = SiteCheck.objects.filter(
        window_school__school=sheet.school_id,
        item__in=[item.pk for item in items],
        window_school__window__opens_on__lt=sheet.window.opens_on,
    ).exclude(address="")
    for check in before.exclude(link_state=LinkCheck.DEAD).order_by(
        "window_school__window__opens_on", "pk"
    ):
        found[check.item_id] = check.address
    return found


def verdict_counts(window: Window) -> dict[int, dict[str, int]]:
    """Return how many schools have which verdict, by item."""
    rows = (
        SiteCheck.objects.filter(window_school__window=window)
        .exclude(verdict="")
        .order_by()
        .values_list("item", "verdict")
        .annotate(rows=Count("pk"))
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for item, verdict, count in rows:
        found[item][verdict] = count
    return found


def history_of(sheet: WindowSchool) -> list[AuditEvent]:
    """Return what was written about a school's site in a window, newest first."""
    keys = SiteCheck.objects.filter(window_school=sheet).values_list("pk", flat=True)
    events = AuditEvent.objects.filter(
        object_type="monitoring.sitecheck",
        object_id__in=[str(key) for key in keys],
        is_refusal=False,
    )
    return list(events.order_by("-happened_at", "-pk")[:HISTORY_SHOWN])


def _count(rows: QuerySet, column: str) -> Coalesce:
    """Return a subquery that counts the rows of a window."""
    counted = (
        rows.order_by()
        .values(_WINDOW[rows.model])
        .annotate(number=Count(column, distinct=True))
        .values("number")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


_WINDOW = {
    WindowIndicator: "window",
    WindowSchool: "window",
    SiteCheck: "window_school__window",
}
