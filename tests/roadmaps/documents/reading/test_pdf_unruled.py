"""Tables of a PDF without lines, by the heading and the numbers of rows."""

import datetime as dt

from roadmaps.documents import read_document, understand
from tests.roadmaps.documents.files import pdf_of


STYLE = "<style>td { border: none !important; padding: 0 4mm 0 0 !important; }</style>"
ROWS = (
    ("№", "Мероприятие", "Срок", "Ответственный"),
    (
        "1",
        "Семинар завучей о том, как читать данные",
        "октябрь 2022",
        "Методический центр",
    ),
    ("2", "Совет", "май 2023", "Отдел образования"),
)


def plan(rows, *, between=""):
    body = "".join(
        "<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows[:2]
    )
    tail = "".join(
        "<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows[2:]
    )
    return f"{STYLE}<p>Дорожная карта района на 2022-2023 учебный год</p><table>{body}{between}{tail}</table>"


def activities(html):
    raw = read_document(pdf_of(html), name="a.pdf")
    document = understand(raw, today=dt.date(2022, 10, 1))
    return document, [
        (a.number, a.title, a.term.text, a.responsible) for a in document.activities
    ]


def test_columns_and_rows():
    _, found = activities(plan(ROWS))
    assert found == [
        ("1", ROWS[1][1], "октябрь 2022", ("Методический центр",)),
        ("2", "Совет", "май 2023", ("Отдел образования",)),
    ]


def test_line_over_the_columns_is_a_section():
    between = "<tr><td colspan=4>Раздел 2. Работа с семьями учеников и классными руководителями района</td></tr>"
    document, found = activities(plan(ROWS, between=between))
    assert [section.number for section in document.sections] == ["", "2"]
    assert len(found) == 2


def test_next_page_goes_on():
    more = tuple(
        (
            str(n),
            f"Встреча команды школ номер {n} у соседей",
            "май 2023",
            "Отдел образования",
        )
        for n in range(3, 40)
    )
    _, found = activities(plan(ROWS + more))
    assert [number for number, *_ in found] == [str(n) for n in range(1, 40)]


def test_a_text_without_a_heading_is_no_table():
    raw = read_document(
        pdf_of("<p>Просто один текст о школах района</p>"), name="a.pdf"
    )
    assert raw.tables == ()
