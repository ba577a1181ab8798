"""The six roles, each with a paragraph for people and its rights."""

from collections.abc import Iterable
from dataclasses import dataclass

from schools.roles.permissions import Permission


@dataclass(frozen=True)
class RoleDefinition:
    """A role as people read it and as the code asks it.

    Parameters
    ----------
    code : str
        Value stored in a membership.
    title : str
        Name in Russian.
    about : str
        One paragraph for the person who holds the role.
    permissions : frozenset of Permission
        Everything the role may do inside its territory or school.
    needs_second_factor : bool
        Whether a password alone is not enough outside the demo.
    """

    code: str
    title: str
    about: str
    permissions: frozenset[Permission]
    needs_second_factor: bool = False


_READERS = frozenset(
    {
        Permission.VIEW_SCHOOLS,
        Permission.EXPORT_SCHOOLS,
        Permission.VIEW_RUNS,
        Permission.VIEW_DECISIONS,
        Permission.VIEW_PLANS,
        Permission.MAKE_PLAN_REPORTS,
        Permission.VIEW_PROGRAMMES,
        Permission.VIEW_MONITORING,
        Permission.MAKE_MONITORING_REPORTS,
    }
)
_DATA_KEEPERS = _READERS | {
    Permission.VIEW_IMPORTS,
    Permission.MANAGE_IMPORTS,
    Permission.START_RUNS,
    Permission.MAKE_REPORTS,
    Permission.VIEW_AUDIT,
    Permission.VIEW_PEOPLE,
}

ADMINISTRATOR = RoleDefinition(
    code="administrator",
    title="Администратор",
    about=(
        "Заводит людей, территории и справочники, следит за работой портала. "
        "Видит всё и может всё; каждое действие остаётся в журнале."
    ),
    permissions=frozenset(Permission),
    needs_second_factor=True,
)
ANALYST = RoleDefinition(
    code="analyst",
    title="Аналитик региона",
    about=(
        "Загружает результаты и условия школ региона, ведёт правила отбора, "
        "запускает и проверяет расчёты. Решений за муниципалитеты не принимает."
    ),
    permissions=_DATA_KEEPERS | {Permission.MANAGE_RULES},
    needs_second_factor=True,
)
COORDINATOR = RoleDefinition(
    code="coordinator",
    title="Муниципальный координатор",
    about=(
        "Ведёт программу в муниципалитете: загружает таблицы, запускает расчёт, "
        "готовит решение и записывает приказ, ведёт дорожную карту, "
        "согласует программы школ, открывает окна мониторинга "
        "и принимает формы школ."
    ),
    permissions=_DATA_KEEPERS
    | {
        Permission.MANAGE_SCHOOLS,
        Permission.MANAGE_DECISIONS,
        Permission.EDIT_PLANS,
        Permission.RECORD_PLANS,
        Permission.REVIEW_PROGRAMMES,
        Permission.MANAGE_PROGRAMMES,
        Permission.MANAGE_MONITORING,
        Permission.CHECK_SITES,
        Permission.ISSUE_RECOMMENDATIONS,
    },
)
METHODIST = RoleDefinition(
    code="methodist",
    title="Методист",
    about=(
        "Проверяет школы и помогает им; видит школы и расчёты муниципалитета, "
        "отмечает выполнение дорожной карты, проверяет программы и сайты школ."
    ),
    permissions=_READERS
    | {
        Permission.RECORD_PLANS,
        Permission.REVIEW_PROGRAMMES,
        Permission.CHECK_SITES,
        Permission.ISSUE_RECOMMENDATIONS,
    },
)
HEAD = RoleDefinition(
    code="head",
    title="Начальник отдела",
    about=(
        "Утверждает дорожную карту, смотрит, как идёт программа, "
        "и получает отчёты для подписи."
    ),
    permissions=_READERS
    | {Permission.MAKE_REPORTS, Permission.VIEW_AUDIT, Permission.APPROVE_PLANS},
)
SCHOOL_TEAM = RoleDefinition(
    code="school_team",
    title="Школьная команда",
    about=(
        "Видит свою школу, её статус с основанием, лист с объяснением расчёта "
        "и дорожную карту муниципалитета; отвечает за то, что поручено школе, "
        "пишет её программу и ведёт её до сайта школы, заполняет формы мониторинга. "
        "Других школ не видит."
    ),
    permissions=frozenset(
        {
            Permission.VIEW_OWN_SCHOOL,
            Permission.VIEW_OWN_RUN,
            Permission.VIEW_OWN_PLAN,
            Permission.ANSWER_PLAN,
            Permission.VIEW_OWN_PROGRAMME,
            Permission.WRITE_PROGRAMME,
            Permission.VIEW_OWN_MONITORING,
            Permission.FILL_FORMS,
        }
    ),
)

ROLES: dict[str, RoleDefinition] = {
    role.code: role
    for role in (ADMINISTRATOR, ANALYST, COORDINATOR, METHODIST, HEAD, SCHOOL_TEAM)
}


def permissions_of(codes: Iterable[str]) -> frozenset[Permission]:
    """Join the rights of several roles.

    Parameters
    ----------
    codes : iterable of str
        Codes of roles that a person holds.

    Returns
    -------
    frozenset of Permission
        Their union; empty for no roles.

    Raises
    ------
    KeyError
        For a code that is not a role.
    """
    return frozenset().union(*(ROLES[code].permissions for code in codes))
