"""The menu as data: who sees which entry, and where it leads."""

from dataclasses import dataclass

from django.urls import reverse

from schools.models import School, Territory, User, scope_of
from schools.policies import has_permission
from schools.roles import ROLES, Permission


@dataclass(frozen=True)
class Entry:
    """A menu entry, shown to people who hold one of the rights."""

    title: str
    route: str
    icon: str
    permissions: tuple[Permission, ...] = ()


@dataclass(frozen=True)
class Group:
    """Entries under one heading."""

    title: str
    entries: tuple[Entry, ...]


MENU = (
    Group(
        "",
        (
            Entry("Сегодня", "today", "calendar-check"),
            Entry(
                "Школы",
                "schools:list",
                "school",
                (Permission.VIEW_SCHOOLS, Permission.VIEW_OWN_SCHOOL),
            ),
        ),
    ),
    Group(
        "Отбор школ",
        (
            Entry("Загрузки", "imports:list", "upload", (Permission.VIEW_IMPORTS,)),
            Entry(
                "Данные", "identification:data", "table-2", (Permission.VIEW_IMPORTS,)
            ),
            Entry(
                "Расчёты",
                "identification:runs",
                "chart-scatter",
                (Permission.VIEW_RUNS, Permission.VIEW_OWN_RUN),
            ),
            Entry(
                "Решения",
                "identification:decisions",
                "stamp",
                (Permission.VIEW_DECISIONS,),
            ),
            Entry(
                "Правила",
                "identification:rule_sets",
                "scale",
                (Permission.VIEW_RUNS,),
            ),
        ),
    ),
    Group(
        "План",
        (
            Entry(
                "Сроки",
                "terms:list",
                "calendar-days",
                (Permission.VIEW_PLANS, Permission.VIEW_OWN_PLAN),
            ),
            Entry(
                "Дорожные карты",
                "plans:list",
                "map",
                (Permission.VIEW_PLANS, Permission.VIEW_OWN_PLAN),
            ),
            Entry(
                "Ответственные", "plans:parties", "contact", (Permission.VIEW_PLANS,)
            ),
        ),
    ),
    Group(
        "Программы школ",
        (
            Entry(
                "Программы",
                "programmes:list",
                "file-text",
                (Permission.VIEW_PROGRAMMES, Permission.VIEW_OWN_PROGRAMME),
            ),
            Entry(
                "Проверка",
                "reviews:desk",
                "clipboard-check",
                (Permission.REVIEW_PROGRAMMES,),
            ),
            Entry(
                "Сроки программ",
                "deadlines:list",
                "calendar-clock",
                (Permission.VIEW_PROGRAMMES, Permission.VIEW_OWN_PROGRAMME),
            ),
        ),
    ),
    Group(
        "Мониторинг",
        (
            Entry(
                "Показатели",
                "scorecard:list",
                "gauge",
                (Permission.VIEW_MONITORING, Permission.VIEW_OWN_MONITORING),
            ),
            Entry(
                "Окна", "windows:list", "calendar-clock", (Permission.VIEW_MONITORING,)
            ),
            Entry(
                "Формы",
                "forms:own",
                "clipboard-list",
                (Permission.VIEW_OWN_MONITORING,),
            ),
            Entry(
                "Проверка сайтов",
                "sites:desk",
                "globe",
                (
                    Permission.VIEW_MONITORING,
                    Permission.CHECK_SITES,
                    Permission.VIEW_OWN_MONITORING,
                ),
            ),
            Entry(
                "Справочник показателей",
                "indicators:list",
                "book-open",
                (Permission.VIEW_MONITORING,),
            ),
            Entry(
                "Записки и отчёты",
                "analytics:reports",
                "file-chart-column",
                (Permission.VIEW_MONITORING, Permission.VIEW_OWN_MONITORING),
            ),
            Entry(
                "Рекомендации",
                "analytics:recommendations",
                "list-checks",
                (Permission.VIEW_MONITORING, Permission.VIEW_OWN_MONITORING),
            ),
        ),
    ),
    Group(
        "Порядок",
        (
            Entry("Люди", "people:list", "users", (Permission.VIEW_PEOPLE,)),
            Entry("Журнал", "audit:list", "scroll-text", (Permission.VIEW_AUDIT,)),
            Entry(
                "Администрирование",
                "admin:index",
                "settings",
                (Permission.MANAGE_PEOPLE,),
            ),
        ),
    ),
)


def navigation_for(user: User, path: str) -> list[dict[str, object]]:
    """Return groups of entries that the person may open, with the open one marked."""
    opened = _opened(path)
    groups = []
    for group in MENU:
        items = [_item(entry, opened) for entry in group.entries if _shown(user, entry)]
        if items:
            groups.append({"title": group.title, "items": items})
    return groups


def place_of(user: User) -> dict[str, str]:
    """Name the territory or school whose data the person works with."""
    scope = scope_of(user)
    if scope.everything:
        return {"kind": "", "label": "весь портал"}
    # An empty set of keys asks the database nothing.
    names = Territory.objects.filter(pk__in=scope.territory_ids)
    own = School.objects.filter(pk__in=scope.school_ids)
    places = [
        *names.values_list("name", flat=True),
        *own.values_list("name", flat=True),
    ]
    return {"kind": "", "label": ", ".join(places) or "без назначения"}


def roles_of(user: User) -> str:
    """Name the roles that the person holds today."""
    held = scope_of(user).roles
    return ", ".join(role.title for code, role in ROLES.items() if code in held)


def _shown(user: User, entry: Entry) -> bool:
    return not entry.permissions or any(
        has_permission(user, permission) for permission in entry.permissions
    )


def _opened(path: str) -> str:
    """Return the route of the entry under which a page lies: the nearest one."""
    found = {
        entry.route: reverse(entry.route) for group in MENU for entry in group.entries
    }
    above = {
        route: url
        for route, url in found.items()
        if (path == url if route == "today" else path.startswith(url))
    }
    return max(above, key=lambda route: len(above[route]), default="")


def _item(entry: Entry, opened: str) -> dict[str, object]:
    return {
        "title": entry.title,
        "url": reverse(entry.route),
        "icon": entry.icon,
        "active": entry.route == opened,
    }
