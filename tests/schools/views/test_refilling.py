"""What was typed stands again where it stood; what has no place is shown."""

import pytest
from django.http import QueryDict
from lxml import html

from schools.views.kept import KeptForm
from schools.views.refilling import refilled


PAGE = """<!DOCTYPE html><html lang="ru"><head><title>т</title></head><body>
<main><nav>путь</nav>
<form action="/search/"><input name="text" value=""></form>
<form method="post" action="/score/1/"><input type="hidden" name="row" value="1">
  <textarea name="text"></textarea></form>
<form method="post" action="/score/1/"><input type="hidden" name="row" value="2">
  <textarea name="text">
старое</textarea></form>
<form method="post" id="all">
  <input type="hidden" name="csrfmiddlewaretoken" value="новый">
  <details><summary>ещё</summary><input name="title" value=""></details>
  <input name="number" value="1"><input name="number" value="2">
  <input type="checkbox" name="tick" value="a" checked>
  <input type="checkbox" name="tick" value="b">
  <input type="radio" name="kind" value="x"><input type="radio" name="kind" value="y">
  <input type="password" name="pass"><input type="file" name="file">
  <select name="year"><option value="1">один</option><option>2</option></select>
  <button name="act" value="save" formaction="/other/">Записать</button>
</form><input name="outside" form="all"></main></body></html>"""


def back(sent_to: str, page: str = "/page/", **data: list[str]):
    values = QueryDict(mutable=True)
    for name, given in data.items():
        values.setlist(name, given)
    found = refilled(PAGE, path=page, kept=KeptForm(sent_to, values))
    return found, html.document_fromstring(found.page("<p>слово</p>"))


def test_every_kind_of_field_takes_its_value():
    found, tree = back(
        "/page/",
        title=["Имя"],
        number=["7", "8"],
        tick=["b"],
        kind=["y"],
        year=["2"],
        outside=["снаружи"],
        csrfmiddlewaretoken=["старый"],
        file=["x"],
    )
    assert tree.xpath("//input[@name='title']/@value") == ["Имя"]
    assert tree.xpath("//input[@name='number']/@value") == ["7", "8"]
    assert tree.xpath("//*[@name='tick' and @checked]/@value") == ["b"]
    assert tree.xpath("//*[@name='kind' and @checked]/@value") == ["y"]
    assert tree.xpath("//option[@selected]/text()") == ["2"]
    assert tree.xpath("//input[@name='outside']/@value") == ["снаружи"]
    assert tree.xpath("//*[@name='csrfmiddlewaretoken']/@value") == ["новый"]
    assert tree.xpath("//*[@name='file' or @name='pass']/@value") == []
    # The fold opens, so that what came back is seen.
    assert tree.xpath("//details/@open") == [""]
    assert (found.placed, found.homeless) == (5, [])


def test_a_button_may_send_the_form_elsewhere():
    found, tree = back("/other/", title=["Имя"], act=["save"])
    assert tree.xpath("//input[@name='title']/@value") == ["Имя"]
    assert found.placed == 1


@pytest.mark.parametrize("row", ["1", "2"])
def test_of_forms_with_one_address_the_one_with_the_same_hidden_fields(row):
    _, tree = back("/score/1/", row=[row], text=["Первая\nвторая <b>"])
    texts = {
        form.xpath(".//*[@name='row']/@value")[0]: form.xpath(".//textarea")[0].text
        for form in tree.xpath("//form[@action='/score/1/']")
    }
    assert texts.pop(row).lstrip("\n") == "Первая\nвторая <b>"
    assert (next(iter(texts.values())) or "").strip() in {"", "старое"}


def test_what_has_no_place_is_returned_for_copying():
    found, _ = back("/gone/", text=["Довольно длинный текст"], year=["2"])
    assert (found.placed, found.homeless) == (0, ["Довольно длинный текст"])


def test_a_search_is_not_filled_and_the_word_stands_under_the_path():
    _, tree = back("/search/", text=["слова поиска здесь"])
    assert tree.xpath("//form[@action='/search/']/input/@value") == [""]
    assert [child.tag for child in tree.xpath("//main")[0]][:2] == ["nav", "p"]
