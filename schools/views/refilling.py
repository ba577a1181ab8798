"""A page whose form holds again what had been typed into it before the login.

It works on the finished page, so no form of the portal needs to know of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.http import QueryDict
from lxml import html  # type: ignore[import-untyped]

from schools.views.kept import KeptForm, long_texts


# What a person does not type, or what no page may fill.
NOT_TYPED = frozenset({"submit", "button", "image", "reset", "file", "password"})
TICKED = frozenset({"checkbox", "radio"})
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


@dataclass(frozen=True)
class Refilled:
    """A page as a tree, with what has found its place and the texts that have not."""

    tree: html.HtmlElement
    placed: int
    homeless: list[str]

    def page(self, notice: str) -> str:
        """Return the page with a notice at the head of its content."""
        holders = self.tree.xpath("//main") or self.tree.xpath("//body")
        for holder in holders[:1]:
            crumbs = holder.find("nav")
            position = 0 if crumbs is None else holder.index(crumbs) + 1
            holder.insert(position, html.fragment_fromstring(notice))
        return str(
            html.tostring(self.tree, encoding="unicode", doctype="<!DOCTYPE html>")
        )


def refilled(page: str, *, path: str, kept: KeptForm) -> Refilled:
    """Put what was typed back into the form of the page at `path` that had sent it."""
    tree = html.document_fromstring(page)
    form = _form_of(tree, path, kept)
    waiting = kept.data.copy()
    placed = 0
    for element in _fields(tree, form):
        placed += _fill(element, kept.data, waiting)
    return Refilled(tree, placed, long_texts(waiting))


def _form_of(
    tree: html.HtmlElement, path: str, kept: KeptForm
) -> html.HtmlElement | None:
    """Find the form by its address; of several, the one with the same hidden fields."""
    forms = [
        form
        for form in tree.iter("form")
        if form.get("method", "").lower() == "post"
        and kept.sent_to in _addresses(tree, form, path)
    ]

    def likeness(form: html.HtmlElement) -> int:
        hidden = [e for e in _fields(tree, form) if e.get("type") == "hidden"]
        return sum(e.get("value") in kept.data.getlist(e.get("name")) for e in hidden)

    return max(forms, key=likeness, default=None)


def _addresses(
    tree: html.HtmlElement, form: html.HtmlElement, path: str
) -> Iterator[str]:
    """Yield where a form can be sent: its own address and those of its buttons."""
    yield urlsplit(urljoin(path, form.get("action", ""))).path
    own = form.xpath(".//*[@formaction or @hx-post]")
    for element in own + tree.xpath("//*[@form=$id]", id=form.get("id", "-")):
        for name in ("formaction", "hx-post"):
            if element.get(name):
                yield urlsplit(urljoin(path, element.get(name))).path


def _fields(
    tree: html.HtmlElement, form: html.HtmlElement | None
) -> Iterator[html.HtmlElement]:
    """Yield the named fields of a form, those outside of its element too."""
    if form is None:
        return
    inside = [e for e in form.iter("input", "select", "textarea") if not e.get("form")]
    outside = tree.xpath("//*[@form=$id]", id=form.get("id", "-"))
    for element in inside + outside:
        name = element.get("name")
        if name and name != TOKEN and element.get("type") not in NOT_TYPED:
            yield element


def _fill(element: html.HtmlElement, data: QueryDict, waiting: QueryDict) -> bool:
    """Give a field its value back; say whether a person had typed or chosen it."""
    name, kind = element.get("name"), element.get("type", "text")
    if kind in TICKED:
        _set(element, "checked", is_on=element.get("value", "on") in data.getlist(name))
        waiting.pop(name, None)
        return False
    if element.tag == "select":
        for option in element.iter("option"):
            value = option.get("value", option.text_content())
            _set(option, "selected", is_on=value in data.getlist(name))
        waiting.pop(name, None)
        return name in data
    values = waiting.getlist(name)
    if not values:
        return False
    waiting.setlist(name, values[1:])
    if element.tag == "textarea":
        # A parser drops the first line break of the element: it is not the person's.
        element.text = "\n" + values[0]
    elif element.tag == "input":
        element.set("value", values[0])
    for fold in element.iterancestors("details"):
        fold.set("open", "")
    return kind != "hidden" and bool(values[0])


def _set(element: html.HtmlElement, name: str, *, is_on: bool) -> None:
    if is_on:
        element.set(name, "")
    else:
        element.attrib.pop(name, None)
