"""Words of the review: fields, columns, doubts, terms."""

from roadmaps.documents import edit_keys as keys
from roadmaps.documents.model import Column, Milestone


FIELDS = {
    "number": "Номер",
    "title": "Мероприятие",
    "term": "Срок",
    "responsible": "Ответственные",
    "result": "Ожидаемый результат",
    "document": "Документ",
    "indicator": "Показатель",
    "note": "Примечание",
    "milestone": "Веха",
    "section_number": "Номер раздела",
    "section_title": "Раздел",
    "indicator_title": "Показатель",
    "indicator_target": "Цель",
}
PLAN_FIELDS = {
    "title": "Название",
    "approver_position": "Утверждает, должность",
    "approver_name": "Утверждает, фамилия",
    "order_number": "Номер приказа",
    "order_date": "Дата приказа",
}
HELP = {
    "term": "Как на бумаге: «сентябрь – октябрь», «до 20 мая», «ежеквартально».",
    "responsible": "Каждый ответственный на своей строке.",
    "approver_position": "Как в грифе «УТВЕРЖДАЮ»: «Начальник отдела образования».",
    "approver_name": "Фамилия и инициалы.",
    "order_number": "Если документ уже утверждён приказом.",
    "section_title": "Без номера и без слова «раздел».",
}
COLUMNS = {
    Column.NUMBER: "№ по порядку",
    Column.TITLE: "Мероприятие",
    Column.TERM: "Срок",
    Column.RESPONSIBLE: "Ответственные",
    Column.RESULT: "Ожидаемый результат",
    Column.DOCUMENT: "Документ",
    Column.INDICATOR: "Показатель",
    Column.TARGET: "Целевое значение",
    Column.MILESTONE: "Год, квартал или месяц",
    Column.SECTION: "Раздел или этап",
    Column.NOTE: "Примечание",
    Column.IGNORED: "не загружать",
}
FATES = {
    keys.SKIP: "Не мероприятие",
    keys.AS_SECTION: "Это название раздела",
    keys.JOIN: "Продолжение предыдущей строки",
    keys.AS_ACTIVITY: "Это мероприятие",
}
PARTY_KINDS = {
    "role": "роль",
    "organisation": "организация",
    "person": "человек",
    "group": "группа школ",
    "unknown": "",
}
# Below these the portal says so; the share stands beside the word.
GUESS, UNSURE = 0.5, 0.8


def field_words(field: str, milestone: Milestone | None = None) -> str:
    """Name a field as the heading of its cell."""
    if milestone is not None:
        return str(milestone.label or milestone.year or "Веха")
    return FIELDS[field]


def confidence_words(confidence: float) -> str:
    """Say how sure the portal is: «не уверен, 60 %»."""
    if confidence < GUESS:
        word = "догадка"
    elif confidence < UNSURE:
        word = "не уверен"
    else:
        word = "почти уверен"
    return f"{word}, {round(confidence * 100)}\N{NO-BREAK SPACE}%"
