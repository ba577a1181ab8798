"""Lists that people type: one thing a line, or one thing a box."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from roadmaps.forms.plan_fields import (
    BoxesField,
    BoxesInput,
    CountersField,
    LinesField,
    SpansField,
)


class TestLines:
    def test_empty_lines_and_spaces_go(self):
        field = LinesField(required=False)
        assert field.clean(" Первая  цель \n\n Вторая") == ["Первая цель", "Вторая"]

    def test_a_list_is_shown_as_lines(self):
        assert LinesField().prepare_value(["А", "Б"]) == "А\nБ"


class TestSpans:
    @pytest.mark.parametrize(
        ("line", "span"),
        [
            ("01.09.2025 – 30.09.2025", ["2025-09-01", "2025-09-30"]),
            ("1.9.2025-30.9.2025", ["2025-09-01", "2025-09-30"]),
            ("с 01.09.2025 по 30.09.2025", ["2025-09-01", "2025-09-30"]),
            ("15.10.2025", ["2025-10-15", "2025-10-15"]),
            ("до 20.05.2026", [None, "2026-05-20"]),
            ("29.02.2028", ["2028-02-29", "2028-02-29"]),
        ],
    )
    def test_days_are_understood(self, line, span):
        assert SpansField().clean(line) == [span]

    @pytest.mark.parametrize(
        ("line", "code"),
        [
            ("сентябрь", "span"),
            ("01.09.25", "span"),
            ("29.02.2026", "no_day"),
            ("30.09.2025 – 01.09.2025", "span_backwards"),
        ],
    )
    def test_the_rest_is_said_to_be_none(self, line, code):
        with pytest.raises(ValidationError) as refusal:
            SpansField().clean(f"01.09.2025\n{line}")
        assert refusal.value.code == code
        assert line in refusal.value.message

    def test_nothing_is_no_days(self):
        assert SpansField(required=False).clean("") == []


class TestCounters:
    @pytest.mark.parametrize(
        ("line", "found"),
        [
            ("5 встреч", (5, "встреч", False)),
            ("не менее 5 встреч", (5, "встреч", False)),
            ("20 % участников", (20, "участников", True)),
            ("20%", (20, "", True)),
        ],
    )
    def test_promises_are_counted(self, line, found):
        (counter,) = CountersField().clean(line)
        assert tuple(counter.values()) == found

    @pytest.mark.parametrize("line", ["встречи", "5", "много встреч"])
    def test_what_has_no_number_or_no_unit_is_refused(self, line):
        with pytest.raises(ValidationError) as refusal:
            CountersField().clean(line)
        assert refusal.value.code == "counter"


class TestBoxes:
    def widget(self) -> BoxesInput:
        return BoxesInput(suggestions="known", label="Ответственный")

    def test_filled_boxes_each_once(self):
        assert BoxesField(required=False).clean(["А", "", " А ", "Б  В"]) == [
            "А",
            "Б В",
        ]

    def test_all_boxes_of_the_name_are_read(self):
        data = QueryDict("party=А&party=Б")
        assert self.widget().value_from_datadict(data, {}, "party") == ["А", "Б"]

    def test_words_of_people_are_escaped(self):
        html = self.widget().render("party", ['"><script>'], {"id": "id_party"})
        assert "<script>" not in html

    def test_there_are_free_boxes_and_the_label_leads_to_the_first(self):
        html = self.widget().render("party", ["А"], {"id": "id_party"})
        assert html.count("<input") == 4
        assert f'id="{self.widget().id_for_label("id_party")}"' in html
