"""Papers that close an activity, by the words of its row."""

import pytest

from roadmaps.documents.closing import closing_types


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Приказ управления образования", ("order",)),
        ("Распоряжение", ("order",)),
        ("Протокол заседания", ("protocol",)),
        ("Аналитическая справка", ("report",)),
        ("Отчёт школы", ("report",)),
        ("Аналитическая записка", ("note",)),
        ("План-график посещений", ("plan",)),
        ("График консультаций", ("plan",)),
        ("Программы школ", ("programme",)),
        ("ШППКО", ("programme",)),
        ("Положение о конкурсе", ("regulation",)),
        ("Список участников", ("list",)),
        ("Реестр затруднений", ("list",)),
        ("Договоры о партнёрстве", ("contract",)),
        ("Соглашение", ("contract",)),
        ("Материалы семинара", ("material",)),
        ("Размещено на сайте", ("publication",)),
        ("Приказ; протокол", ("order", "protocol")),
        ("ПРИКАЗ, справка", ("order", "report")),
        ("", ()),
        ("Планирование работы", ()),
        ("Положительная динамика", ()),
        ("В договоренности сторон", ()),
        ("Рост качества", ()),
    ],
)
def test_words_name_the_paper(text, types):
    assert closing_types(document=text) == types


def test_the_result_is_read_only_when_the_document_says_nothing():
    assert closing_types(document="Приказ", result="Справка") == ("order",)
    assert closing_types(document="по факту", result="Справка") == ("report",)


def test_codes_are_those_of_the_enumeration():
    from roadmaps.documents.closing import _WORDS
    from roadmaps.enums import DocumentType

    codes = [code for code, _ in _WORDS]
    assert codes == [code for code in DocumentType.values if code != "other"]
