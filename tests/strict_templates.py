"""Make an undefined variable in one of the project's own templates an error.

Django prints an empty string instead, so a renamed variable shows as a hole on
a page that nobody looks at. Templates of libraries rely on that and are left
alone. A variable that may be absent says so: `{{ name|default:"…" }}` or `{% if %}`.
"""

from pathlib import Path

from django.template import Context, base, defaultfilters


class UndefinedVariableError(AssertionError):
    """A template of the project names a variable that its view does not give."""


class StrictVariable(base.Variable):
    """A variable that has to be there."""

    __slots__ = ("template_name",)

    def resolve(self, context: Context) -> object:
        try:
            return super().resolve(context)
        except base.VariableDoesNotExist as error:
            message = f"{self.template_name}: {{{{ {self.var} }}}}: {error}"
            raise UndefinedVariableError(message) from error


class StrictExpression(base.FilterExpression):
    """A filter expression that refuses to print what is not there.

    Tags that look whether something is there (`if`, `for`) ask with
    `ignore_failures` and get Django's own answer.
    """

    __slots__ = ("strict",)

    def __init__(self, token: str, parser: base.Parser) -> None:
        super().__init__(token, parser)
        self.strict = base.FilterExpression(token, parser)
        if self.is_var:
            self.strict.var = StrictVariable(self.var.var)
            self.strict.var.template_name = parser.origin.name

    def resolve(self, context: Context, ignore_failures: bool = False) -> object:
        if ignore_failures or self._expects_absence():
            return super().resolve(context, ignore_failures)
        return self.strict.resolve(context)

    def _expects_absence(self) -> bool:
        return bool(self.filters) and self.filters[0][0] is defaultfilters.default


def install(project: Path) -> None:
    """Have templates under `project` compiled with strict expressions."""
    original = base.Parser.compile_filter

    def compile_filter(parser: base.Parser, token: str) -> base.FilterExpression:
        name = getattr(parser.origin, "name", None) or ""
        if is_own(Path(name), project):
            return StrictExpression(token, parser)
        return original(parser, token)

    base.Parser.compile_filter = compile_filter


def is_own(template: Path, project: Path) -> bool:
    """Whether the file belongs to the project, not to an installed library."""
    return template.is_relative_to(project) and "site-packages" not in template.parts
