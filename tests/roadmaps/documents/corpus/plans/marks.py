"""Plans whose terms are columns: quarters, months and years."""

from tests.roadmaps.documents.corpus.description import (
    Head,
    Layout,
    Mark,
    Part,
    Plan,
    Row,
    mark,
    span,
    unread,
    when,
)


QUARTERS = {
    "I": "2023-01..2023-03",
    "II": "2023-04..2023-06",
    "III": "2023-07..2023-09",
    "IV": "2023-10..2023-12",
}


def by_quarter(number, title, result, **cells):
    """Give an activity with marks in quarters of 2023."""
    days = tuple(QUARTERS[label] for label in cells)
    marks = tuple(Mark(label, text) for label, text in cells.items())
    return Row(number, title, when("", "", *days), result=result, marks=marks)


# Quarters I-IV with signs, two levels of header, a row 1-7, no responsible.
OZYORSK = Plan(
    name="ozyorsk",
    title="Сетевой график повышения качества образования Озёрско-Полянского округа на 2023 год",
    period=span("2023-01-01..2023-12-31"),
    layout=Layout(
        heads=(
            Head("№ п/п", "number", 1),
            Head("Пошаговые мероприятия", "title", 6),
            Head("Контрольные показатели реализации", "result", 5),
            *(Head(q, f"mark:{q}", 1, "Сроки (квартал)") for q in QUARTERS),
        ),
        number_row=True,
        page="270mm 120mm",
        font_points=12,
    ),
    parts=(
        Part(
            "1. Создание нормативных условий",
            "1",
            "Создание нормативных условий",
            rows=(
                by_quarter("1.1", "Обновление положений об оценке", "Приказ", I="+"),
                by_quarter("1.2", "Проверка программ школ", "Справка", I="+", III="+"),
                by_quarter(
                    "1.3",
                    "Согласование изменений с общественным советом",
                    "Протоколы совета",
                    II="+",
                    IV="+",
                ),
            ),
        ),
        Part(
            "2. Работа с кадрами",
            "2",
            "Работа с кадрами",
            rows=(
                by_quarter(
                    "2.1",
                    "Семинары для заместителей директоров",
                    "Не менее 4 семинаров",
                    I="+",
                    II="+",
                    III="+",
                    IV="+",
                ),
                by_quarter("2.2", "Аттестация учителей", "Приказы", II="х", IV="х"),
            ),
        ),
    ),
)


# One row holds the plain text of what is done in the quarter instead of a sign.
MAYAK = Plan(
    name="mayak",
    title="План работы с выпускными классами посёлка Маяк Вымышленный на 2023 год",
    period=span("2023-01-01..2023-12-31"),
    layout=Layout(
        heads=(
            Head("№", "number", 1),
            Head("Наименование мероприятия", "title", 4),
            *(Head(f"{q} квартал", f"mark:{q}", 3) for q in QUARTERS),
            Head("Исполнители", "who", 3),
        ),
        page="270mm 120mm",
        font_points=12,
    ),
    parts=(
        Part(
            rows=(
                Row(
                    "1",
                    "Пробные экзамены",
                    when("", "", QUARTERS["I"], QUARTERS["IV"]),
                    ("школы", "методист Небылицына Ц.Ч."),
                    marks=(
                        Mark("I", "русский язык, математика"),
                        Mark("IV", "предметы по выбору"),
                    ),
                ),
                Row(
                    "2",
                    "Разбор заданий с учителями",
                    when("", "", QUARTERS["II"]),
                    ("методический кабинет",),
                    marks=(Mark("II", "практикум по трудным темам"),),
                ),
                Row(
                    "3",
                    "Собрания с родителями",
                    when("", "", QUARTERS["I"], QUARTERS["III"]),
                    ("классные руководители",),
                    marks=(Mark("I", "порядок экзаменов"), Mark("III", "итоги")),
                ),
            )
        ),
    ),
)

MONTHS = {
    "сент.": "2022-09",
    "окт.": "2022-10",
    "нояб.": "2022-11",
    "дек.": "2022-12",
    "янв.": "2023-01",
    "февр.": "2023-02",
    "март": "2023-03",
    "апр.": "2023-04",
    "май": "2023-05",
}


def by_month(number, title, who, *labels):
    """Give an activity with a sign under each month named."""
    marks = tuple(Mark(label, "Х") for label in labels)
    days = (MONTHS[label] for label in labels)
    return Row(number, title, when("", "", *days), who, marks=marks)


# A column for each month of the school year.
SOPKI = Plan(
    name="sopki",
    title="Циклограмма работы рабочей группы Сопочного округа на 2022-2023 учебный год",
    period=span("2022-09-01..2023-08-31"),
    layout=Layout(
        heads=(
            Head("№", "number", 1),
            Head("Мероприятия", "title", 6),
            *(Head(m, f"mark:{m}", 2, "Месяц") for m in MONTHS),
            Head("Ответственный", "who", 4),
        ),
    ),
    parts=(
        Part(
            rows=(
                by_month(
                    "1.",
                    "Заседание группы",
                    ("руководитель группы",),
                    "сент.",
                    "дек.",
                    "май",
                ),
                by_month("2.", "Выезды в школы", ("кураторы",), "окт.", "февр."),
                by_month(
                    "3.", "Сверка данных о посещаемости", ("школы", "аналитик"), "янв."
                ),
                by_month(
                    "4.", "Итоговый отчёт группы", ("руководитель группы",), "май"
                ),
            )
        ),
    ),
)


def by_year(number, title, who, document, *cells):
    """Give an activity with what each year of the plan brings."""
    return Row(number, title, unread(""), who, document=document, marks=cells)


# Years under one upper header, dates at the end of the sentences.
SEVERNOYE = Plan(
    name="severnoye",
    title="Дорожная карта муниципальной программы поддержки школ Северо-Мысского округа "
    "на 2021-2023 годы",
    period=span("2021-01-01..2023-12-31"),
    before=(
        "Сокращения в тексте:",
        "УО - управление образования",
        "МРГ – муниципальная рабочая группа",
    ),
    abbreviations=(
        ("УО", "управление образования"),
        ("МРГ", "муниципальная рабочая группа"),
    ),
    findings=("numbering_form",),
    layout=Layout(
        heads=(
            Head("№ п/п", "number", 1),
            Head("Мероприятия", "title", 4),
            Head("2021", "mark:2021", 4, "Ключевые мероприятия, сроки реализации"),
            Head("2022", "mark:2022", 4, "Ключевые мероприятия, сроки реализации"),
            Head("2023", "mark:2023", 4, "Ключевые мероприятия, сроки реализации"),
            Head("Ответственный исполнитель", "who", 3),
            Head("Документы, закрепляющие результат", "document", 3),
        ),
        page="297mm 140mm",
        font_points=11,
    ),
    parts=(
        Part(
            "Направление № 1 Структуры управления",
            "1",
            "Структуры управления",
            rows=(
                by_year(
                    ".1",
                    "Создание координационной группы",
                    ("УО", "МРГ"),
                    "Приказ о составе группы",
                    mark("2021", "Группа создана. Сентябрь 2021", "2021-09"),
                    mark("2022", "Состав группы обновлён. Сентябрь 2022", "2022-09"),
                    mark(
                        "2023", "Подведены итоги работы группы. Декабрь 2023", "2023-12"
                    ),
                ),
                by_year(
                    "2",
                    "Обучение членов группы",
                    ("МРГ",),
                    "Свидетельства об обучении",
                    mark(
                        "2021",
                        "Обучено пять человек. Октябрь-ноябрь 2021",
                        "2021-10..2021-11",
                    ),
                    mark("2022", "Обучена вся группа. Март 2022", "2022-03"),
                ),
            ),
        ),
        Part(
            "Направление №2: Данные и решения",
            "2",
            "Данные и решения",
            rows=(
                by_year(
                    "3",
                    "Сбор сведений о кадрах и условиях",
                    ("Директора школ", "МРГ"),
                    "Сводный отчёт",
                    mark("2021", "Собраны сведения всех школ. Декабрь 2021", "2021-12"),
                    mark(
                        "2022",
                        "Сведения уточнены. Июнь-август 2022",
                        "2022-06..2022-08",
                    ),
                    mark("2023", "Сведения переданы в УО. Май 2023", "2023-05"),
                ),
                by_year(
                    "4",
                    "Совет директоров по итогам года",
                    ("УО",),
                    "Протокол совета",
                    mark("2021", "Проведён совет. 24.12.2021", "2021-12-24"),
                    mark("2022", "Проведён совет. 23.12.2022", "2022-12-23"),
                    mark("2023", "Проведён совет. 22.12.2023", "2023-12-22"),
                ),
            ),
        ),
    ),
)

PLANS = (OZYORSK, MAYAK, SOPKI, SEVERNOYE)
