"""Tables pasted from Excel and from Word."""

import pytest

from roadmaps.documents import DocumentRefusedError, read_pasted
from roadmaps.documents.limits import DocumentLimits
from roadmaps.documents.model import RawParagraph


def test_tabs_with_a_cell_of_two_lines():
    raw = read_pasted(
        'План школ\n№\tМероприятие\n1\t"Семинар\nдля школ"\n2\tСовет\tлишнее\n'
    )
    assert raw.blocks[0] == RawParagraph("План школ")
    assert raw.tables[0].rows == (
        ("№", "Мероприятие", ""),
        ("1", "Семинар\nдля школ", ""),
        ("2", "Совет", "лишнее"),
    )


def test_html_with_merged_cells_and_breaks():
    raw = read_pasted(
        "<html><head><style>x</style></head><body><h1>План</h1><p>на\n2022 год</p>"
        "<table><tr><td rowspan=2>1<td><p>а</p><p>б<br>в</p></tr><tr><td>г</tr></table><script>x</script>"
    )
    assert raw.blocks[:2] == (
        RawParagraph("План", is_heading=True),
        RawParagraph("на 2022 год"),
    )
    assert raw.tables[0].rows == (("1", "а\nб\nв"), ("", "г"))
    assert raw.tables[0].spans == ((0, 0, 1, 0),)


@pytest.mark.parametrize("text", ["", "  \n", "<html><table></table>"])
def test_nothing_pasted(text):
    with pytest.raises(DocumentRefusedError) as caught:
        read_pasted(text)
    assert caught.value.code == "no_text"


@pytest.mark.parametrize(
    "text",
    [
        "а" * 101,
        "<table><tr>" + "<td rowspan=9 colspan=9>а" * 9 + "</table>",
        "а\tб\n" * 30,
    ],
)
def test_too_large(text):
    with pytest.raises(DocumentRefusedError) as caught:
        read_pasted(
            text,
            limits=DocumentLimits(
                characters=100 if "<" not in text and "\t" not in text else 5_000,
                grid_cells=50,
            ),
        )
    assert caught.value.code == "too_many_cells"
