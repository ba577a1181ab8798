"""Tags that draw the repeated parts of a page."""

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import RequestContext, Template
from django.test import RequestFactory

from schools.templatetags import portal_components as parts
from schools.templatetags.status_marks import MARKS, SHAPES


class FilterForm(forms.Form):
    search = forms.CharField(label="Название", required=False)
    status = forms.MultipleChoiceField(
        label="Статус",
        choices=[("low", "ШНОР"), ("adverse", "ШНСУ")],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    only_now = forms.BooleanField(label="Действующие", required=False)


class PlaceForm(forms.Form):
    name = forms.CharField(label="Название", help_text="Как в уставе")
    ready = forms.BooleanField(label="Готово", required=False)

    previous_values = {"name": "Школа № 7"}


def drawn(source: str, query: str = "", **context: object) -> str:
    request = RequestFactory().get(f"/schools/?{query}")
    return Template(source).render(RequestContext(request, context))


def test_a_badge_is_a_word_and_a_shape() -> None:
    badge = parts.status_badge("low_results")
    assert "ШНОР" in badge
    assert SHAPES["down"] in badge
    assert "glyph--low" in badge


def test_a_badge_escapes_its_word() -> None:
    assert "<b>" not in parts.status_badge("done", "<b>")


def test_statuses_differ_without_colour() -> None:
    """Groups of schools are told apart on a black-and-white print."""
    groups = ["low_results", "adverse", "both", "resilient", "ordinary", "unclassified",
              "risk_zone", "project_500"]  # fmt: skip
    assert len({MARKS[code].shape for code in groups}) == len(groups)
    assert {mark.shape for mark in MARKS.values()} <= set(SHAPES)


def test_chips_name_what_narrows_the_list() -> None:
    query = QueryDict(
        "search=лицей&status=low&status=adverse&only_now=on&sort=name&page=3"
    )
    chips = parts.active_filters(FilterForm(query), query)
    assert [(chip["label"], chip["value"]) for chip in chips] == [
        ("Название", "лицей"),
        ("Статус", "ШНОР"),
        ("Статус", "ШНСУ"),
        ("Действующие", "да"),
    ]
    assert (
        chips[1]["rest"]
        == QueryDict("search=лицей&status=adverse&only_now=on&sort=name").urlencode()
    )


def test_the_filter_bar_keeps_the_sorting() -> None:
    page = drawn(
        "{% filter_bar form target='schools' %}",
        "sort=-name&search=лицей",
        form=FilterForm(QueryDict("search=лицей")),
    )
    assert '<input type="hidden" name="sort" value="-name">' in page
    assert 'hx-target="#schools"' in page
    assert 'type="search" name="search" value="лицей"' in page


def test_pages_keep_the_filters() -> None:
    page = drawn(
        "{% pagination page %}",
        "search=a%26b&page=2",
        page=Paginator(range(90), 30).page(2),
    )
    assert 'href="?search=a%26b&amp;page=3"' in page
    assert "31–60 из 90" in page
    assert 'aria-current="page">2<' in page


def test_a_field_names_its_errors() -> None:
    page = drawn("{% form_errors form %}{{ form }}", form=PlaceForm({"ready": "on"}))
    assert page.count("Обязательное поле.") == 2
    assert '<a href="#id_name">Название</a>' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_helptext">Как в уставе<' in page
    assert 'id="id_name_error"' in page
    assert "Прежнее значение: <span>Школа № 7</span>" in page


def test_a_right_form_has_no_summary() -> None:
    page = drawn("{% form_errors form %}", form=PlaceForm({"name": "Школа № 8"}))
    assert "error-summary" not in page


def test_a_previous_value_may_come_with_the_field() -> None:
    page = drawn("{% field form.name previous='48' %}", form=PlaceForm())
    assert "Прежнее значение: <span>48</span>" in page


def test_the_header_holds_the_action() -> None:
    page = drawn("{% page_header title lead='Один' %}<a href='/x'>Да</a>{% endpage_header %}",
                 title="<Школы>")  # fmt: skip
    assert "<h1>&lt;Школы&gt;</h1>" in page
    assert "<div class=\"page-header__action\"><a href='/x'>Да</a></div>" in page


def test_a_header_without_action_has_no_place_for_it() -> None:
    page = drawn("{% page_header 'Школы' %} {% endpage_header %}")
    assert "page-header__action" not in page


def test_a_chart_has_its_table() -> None:
    page = drawn(
        "{% chart name='map' title='Заголовок' spec=spec columns=columns rows=rows legend=legend %}",
        spec={"mark": "</script>"},
        columns=[{"title": "Школа"}, {"title": "Балл", "numeric": True}],
        rows=[["Школа № 1", "5,0"]],
        legend=["both"],
    )
    assert '<th scope="row">Школа № 1</th><td class="num">5,0</td>' in page
    assert (
        'id="map-spec" type="application/json">{"mark": "\\u003C/script\\u003E"}'
        in page
    )
    assert "ШНОР и ШНСУ" in page


def test_a_table_scrolls_and_has_a_name() -> None:
    page = drawn("{% data_table 'Школы' name='t' %}<tbody></tbody>{% enddata_table %}")
    assert 'role="region" aria-labelledby="t-caption" tabindex="0"' in page
    assert '<caption id="t-caption">Школы</caption>' in page
    assert "<tbody></tbody>" in page


def test_a_wide_table_is_cards_on_a_phone() -> None:
    head = "<thead><tr><th>А</th><th>Б</th><th>В</th></tr></thead>"
    page = drawn(
        f"{{% data_table 'Школы' name='t' place='Доли' dense=True %}}{head}"
        "<tbody><tr><th>1</th><td>2</td><td>3</td></tr></tbody>{% enddata_table %}"
    )
    assert '<div class="table-scroll row-cards"' in page
    assert '<table class="data-table data-table--dense"' in page
    assert '<td data-label="Б">2</td><td data-label="В">3</td>' in page
    assert '<span class="visually-hidden">Доли: </span>Школы' in page


def test_an_active_job_polls_and_an_ended_one_rests() -> None:
    source = "{% include 'components/job_panel.html' %}"
    job = {"id": 7, "title": "Расчёт", "state": "running", "label": "Идёт", "steps_done": 2,
           "steps_total": 5, "poll_url": "/poll/", "page_url": "/page/"}  # fmt: skip
    assert 'hx-get="/poll/"' in drawn(source, job=job)
    ended = {key: job[key] for key in ("id", "title")} | {
        "state": "failed",
        "label": "нет",
    }
    page = drawn(
        source, job=ended | {"error": "Файл пуст.", "remedy": "Выберите другой."}
    )
    assert "hx-get" not in page
    assert "<strong>Файл пуст.</strong>" in page
    assert "Выберите другой." in page
