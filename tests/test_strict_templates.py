"""Undefined variables are errors in our templates and nowhere else."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Engine, Origin, Template

from tests.strict_templates import UndefinedVariableError


OWN = str(settings.BASE_DIR / "templates" / "page.html")
LIBRARY = str(Path("/usr/lib/site-packages/library/page.html"))


def render(source: str, *, origin: str = OWN, **values: object) -> str:
    template = Template(source, origin=Origin(origin), engine=Engine())
    return template.render(Context(values))


def test_an_undefined_variable_is_an_error() -> None:
    with pytest.raises(UndefinedVariableError, match="school"):
        render("{{ school }}")


def test_an_undefined_attribute_is_an_error() -> None:
    with pytest.raises(UndefinedVariableError, match=r"school\.name"):
        render("{{ school.name|upper }}", school={"title": "Лицей"})


def test_a_defined_variable_is_printed_and_looked_up_once() -> None:
    calls = []
    render("{{ count }}", count=lambda: calls.append(1))

    assert calls == [1]


def test_a_variable_that_may_be_absent_says_so() -> None:
    assert render("{{ tone|default:'calm' }}{% if tone %}!{% endif %}") == "calm"


def test_templates_of_libraries_are_left_alone() -> None:
    assert render("[{{ school }}]", origin=LIBRARY) == "[]"
