"""The quick widgets draw what Django's own draw."""

import re
from html.parser import HTMLParser

import pytest
from django import forms

from schools.forms.quick import QuickCheckboxes, QuickSelect


CHOICES = [("", "все"), ("a", "«А» & <б>"), ('b"', "Б")]


class Elements(HTMLParser):
    """What a browser sees: elements with attributes, and texts between them."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, sorted(attrs)))

    def handle_endtag(self, tag):
        self.found.append(f"/{tag}")

    def handle_data(self, data):
        if text := re.sub(r"\s+", " ", data).strip():
            self.found.append(text)


@pytest.mark.parametrize(
    ("quick", "original"),
    [
        (QuickSelect, forms.Select),
        (QuickCheckboxes, forms.CheckboxSelectMultiple),
    ],
)
@pytest.mark.parametrize("value", [None, "", "a", ["a"], ["a", 'b"'], "unknown"])
@pytest.mark.parametrize("attrs", [{"id": "id_x"}, {"id": "id_x", "required": True}])
def test_same_elements(quick, original, value, attrs):
    drawn, expected = (
        Elements(widget(choices=CHOICES).render("x", value, dict(attrs))).found
        for widget in (quick, original)
    )
    assert drawn == expected
