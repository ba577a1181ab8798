"""The table of roles: every role explained, nobody has more than the work needs."""

import pytest

from schools.enums import Role
from schools.roles import ROLES, Permission, permissions_of


def test_every_role_of_a_membership_is_defined():
    assert sorted(ROLES) == sorted(Role.values)
    assert {code: role.code for code, role in ROLES.items()} == {
        code: code for code in ROLES
    }


def test_titles_are_those_that_people_choose_from():
    titles = {code: role.title.lower() for code, role in ROLES.items()}
    assert titles == {role.value: str(role.label) for role in Role}


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda role: role.code)
def test_every_role_is_explained_in_sentences(role):
    assert role.about.endswith(".")
    assert len(role.about.split()) >= 8


def test_who_changes_what():
    holders = {
        permission: {
            code for code, role in ROLES.items() if permission in role.permissions
        }
        for permission in (
            Permission.MANAGE_PEOPLE,
            Permission.MANAGE_SCHOOLS,
            Permission.MANAGE_DECISIONS,
            Permission.MANAGE_RULES,
            Permission.MANAGE_IMPORTS,
            Permission.START_RUNS,
            Permission.EDIT_PLANS,
            Permission.APPROVE_PLANS,
            Permission.RECORD_PLANS,
            Permission.REVIEW_PROGRAMMES,
            Permission.MANAGE_PROGRAMMES,
            Permission.MANAGE_MONITORING,
            Permission.CHECK_SITES,
            Permission.ISSUE_RECOMMENDATIONS,
        )
    }
    assert holders == {
        Permission.MANAGE_PEOPLE: {"administrator"},
        Permission.MANAGE_SCHOOLS: {"administrator", "coordinator"},
        Permission.MANAGE_DECISIONS: {"administrator", "coordinator"},
        Permission.MANAGE_RULES: {"administrator", "analyst"},
        Permission.MANAGE_IMPORTS: {"administrator", "analyst", "coordinator"},
        Permission.START_RUNS: {"administrator", "analyst", "coordinator"},
        Permission.EDIT_PLANS: {"administrator", "coordinator"},
        Permission.APPROVE_PLANS: {"administrator", "head"},
        Permission.RECORD_PLANS: {"administrator", "coordinator", "methodist"},
        Permission.REVIEW_PROGRAMMES: {"administrator", "coordinator", "methodist"},
        Permission.MANAGE_PROGRAMMES: {"administrator", "coordinator"},
        Permission.MANAGE_MONITORING: {"administrator", "coordinator"},
        Permission.CHECK_SITES: {"administrator", "coordinator", "methodist"},
        Permission.ISSUE_RECOMMENDATIONS: {
            *("administrator", "coordinator", "methodist")
        },
    }


def test_a_school_team_sees_its_own_alone():
    assert ROLES["school_team"].permissions == {
        Permission.VIEW_OWN_SCHOOL,
        Permission.VIEW_OWN_RUN,
        Permission.VIEW_OWN_PLAN,
        Permission.ANSWER_PLAN,
        Permission.VIEW_OWN_PROGRAMME,
        Permission.WRITE_PROGRAMME,
        Permission.VIEW_OWN_MONITORING,
        Permission.FILL_FORMS,
    }


def test_roles_add_up():
    assert permissions_of(["school_team", "head"]) == (
        ROLES["school_team"].permissions | ROLES["head"].permissions
    )
    assert permissions_of([]) == frozenset()


def test_an_unknown_role_is_an_error():
    with pytest.raises(KeyError):
        permissions_of(["king"])
