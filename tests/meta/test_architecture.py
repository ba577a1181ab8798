"""What must stay so whatever is added: the driver, the closed network, the login."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.backends.postgresql.base import Database
from django.urls import URLPattern, URLResolver, get_resolver


ROOT = Path(settings.BASE_DIR)
OWN = ("config", "identification", "monitoring", "roadmaps", "schools")
# Names of standards and of the drawing language; nothing is fetched from there.
NAMES_NOT_ADDRESSES = ("http://www.w3.org/",)
ADDRESS = re.compile(
    r"""(?:https?:)?//[a-z0-9][a-z0-9.-]+\.[a-z]{2,}[^\s"'<>)]*""", re.IGNORECASE
)
# Pages that ask nobody's name, each with its reason.
OPEN_TO_ALL = {
    "config.views.live": "the balancer asks whether the process works",
    "config.views.ready": "the balancer asks whether people can be served",
    "config.admin_site.PortalAdminSite.login": "leads to the one login",
    "roadmaps.views.following.feed": "calendars know only the secret in the address",
    "roadmaps.views.public.plan": "a road map that its department has opened to all",
}
LIBRARIES_OPEN_TO_ALL = ("allauth.", "django.contrib.admin.sites.AdminSite.i18n")


def test_the_driver_is_psycopg2():
    """With psycopg 3 installed Django would switch silently, and COPY would break."""
    assert (connection.vendor, Database.__name__) == ("postgresql", "psycopg2")


def files(*patterns: str) -> list[Path]:
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern))


@pytest.mark.parametrize(
    "path",
    files(
        "templates/**/*.html", "static/**/*.css", "static/**/*.js", "static/**/*.svg"
    ),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_page_asks_another_host(path):
    found = [
        address
        for address in ADDRESS.findall(path.read_text())
        if not address.startswith(NAMES_NOT_ADDRESSES)
    ]
    assert found == []


def views(
    patterns: list[URLPattern | URLResolver] | None = None,
) -> list[tuple[str, object]]:
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            found += views(pattern.url_patterns)
        else:
            view = pattern.callback
            view_class = getattr(view, "view_class", None)
            name = f"{view.__module__}.{view.__qualname__}"
            found.append((name, view_class or view))
    return found


def test_pages_without_login_are_declared():
    own = {
        name
        for name, view in views()
        if not getattr(view, "login_required", True)
        and not name.startswith(LIBRARIES_OPEN_TO_ALL)
    }
    assert own == set(OPEN_TO_ALL)


def test_models_live_in_a_file_of_their_own():
    crowded = [
        path.relative_to(ROOT).as_posix()
        for app in OWN
        for path in ROOT.glob(f"{app}/models/*.py")
        if len(model_classes(path)) > 1
    ]
    assert crowded == []


def model_classes(path: Path) -> list[str]:
    names = {model.__name__ for model in apps.get_models()}
    tree = ast.parse(path.read_text())
    return [
        node.name
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name in names
    ]


def test_every_own_model_has_words_for_people():
    nameless = [
        model._meta.label
        for model in own_models()
        if model._meta.verbose_name == model._meta.model_name.replace("_", " ")
        or not re.search("[а-я]", str(model._meta.verbose_name))
    ]
    assert nameless == []


def test_every_scoped_list_can_be_narrowed_to_a_person():
    """A model with a place answers `visible_to`; else a page could not ask it."""
    places = {"School", "Territory"}
    unscoped = [
        model._meta.label
        for model in own_models()
        if any(
            isinstance(field, models.ForeignKey)
            and field.related_model.__name__ in places
            for field in model._meta.concrete_fields
        )
        and not hasattr(model.objects.all(), "visible_to")
        and model._meta.label not in REACHED_THROUGH_ANOTHER
    ]
    assert unscoped == []


# Rows that are only read through the row they belong to, which is scoped.
REACHED_THROUGH_ANOTHER = {
    "schools.SchoolAlias",
    "schools.SchoolCode",
    "schools.RememberedMapping",
    "identification.DecisionItem",
    "roadmaps.DeadlineExtension",
    "roadmaps.Reminder",
}


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith(OWN)]


def test_no_module_is_longer_than_three_hundred_lines():
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines())
        for app in OWN
        for path in ROOT.glob(f"{app}/**/*.py")
        if "migrations" not in path.parts
    }
    assert {name: length for name, length in lengths.items() if length > 300} == {}
