"""Words of a programme: its state, whose move it is, what to do now."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from roadmaps.models import Programme
from roadmaps.workflow import State, Transition, transition_of
from schools.templatetags.portal_format import counted, day


SCHOOL, OFFICE, NOBODY = "Ход школы", "Ход отдела", "Путь пройден"
WHOSE: dict[str, str] = {
    State.DRAFT: SCHOOL,
    State.SUBMITTED: OFFICE,
    State.RETURNED: SCHOOL,
    State.AGREED: SCHOOL,
    State.APPROVED: SCHOOL,
    State.PUBLISHED: OFFICE,
    State.RUNNING: OFFICE,
    State.EXTENDED: OFFICE,
    State.FINISHED: NOBODY,
    State.REPLACED: NOBODY,
}
DAYS = "день,дня,дней"


@dataclass(frozen=True)
class NextStep:
    """What to do now, in one heading and a sentence or two, with the button for it."""

    title: str
    text: str
    url: str = ""
    label: str = ""
    # Whether it is for the reader to do; else they read what is waited for.
    is_mine: bool = True


def mark_of(programme: Programme) -> str:
    """Return the status code under which the state is drawn."""
    return f"programme_{programme.state}"


def is_overdue(programme: Programme, *, today: dt.date) -> bool:
    """Tell whether the day of the round has passed."""
    return programme.due_on is not None and programme.due_on < today


def due_words(programme: Programme, *, today: dt.date) -> str:
    """Return by when the answer or the next version is due; empty without a day."""
    due_on = programme.due_on
    if due_on is None:
        return ""
    left = (due_on - today).days
    distance = (
        f"прошло {counted(-left, DAYS)}"
        if left < 0
        else "сегодня"
        if left == 0
        else f"осталось {counted(left, DAYS)}"
    )
    return f"до {day(due_on)}, {distance}"


def next_of_school(
    programme: Programme, *, has_versions: bool, has_unsent: bool, today: dt.date
) -> NextStep:
    """Return what a school does now with a programme."""
    state = programme.state
    if state == State.DRAFT:
        return _of_draft(programme, has_versions)
    if state == State.RETURNED:
        return _of_returned(programme, has_unsent, today)
    if state == State.SUBMITTED:
        return NextStep(
            "Ждать ответа отдела",
            f"Ответ {due_words(programme, today=today)}. Письмо придёт на почту команды.",
            is_mine=False,
        )
    if state == State.AGREED:
        return _to_move(
            programme,
            "approve",
            "Утвердить программу приказом школы",
            "Издайте приказ и запишите его номер и дату.",
        )
    if state == State.APPROVED:
        return _to_move(
            programme,
            "publish",
            "Разместить программу на сайте школы",
            "Разместите программу и приказ, затем запишите адрес страницы.",
        )
    return _of_later(programme)


def next_of_office(programme: Programme, *, today: dt.date) -> NextStep:
    """Return what the department does now with a programme."""
    state = programme.state
    if state == State.SUBMITTED:
        return NextStep(
            "Проверить программу",
            f"Ответ школе {due_words(programme, today=today)}.",
            reverse("reviews:desk"),
            "Открыть проверку",
        )
    if state == State.PUBLISHED:
        return _to_move(
            programme,
            "start",
            "Отметить начало исполнения",
            "Откройте страницу на сайте школы. Если программа на месте, отметьте начало.",
        )
    if state in {State.RUNNING, State.EXTENDED}:
        return _of_running(programme, today)
    waits = {
        State.DRAFT: "Школа отозвала программу и правит её.",
        State.RETURNED: "Школа исправляет программу по замечаниям.",
        State.AGREED: "Школа утверждает программу своим приказом.",
        State.APPROVED: "Школа размещает программу на своём сайте.",
    }
    if state in waits:
        more = due_words(programme, today=today)
        return NextStep(
            "Ждать школу",
            f"{waits[State(state)]}{f' Срок {more}.' if more else ''}",
            is_mine=False,
        )
    return _of_later(programme)


def _of_draft(programme: Programme, has_versions: bool) -> NextStep:
    if has_versions:
        return _to_move(
            programme,
            "submit",
            "Отправить на согласование",
            "Проверьте последнюю версию. После отправки отдел получит письмо, а школа – "
            "расписку.",
        )
    return NextStep(
        "Загрузить файл программы",
        "Черновик видит только школа. Отдел увидит программу, когда вы её отправите.",
        reverse("programmes:upload", args=[programme.pk]),
        "Загрузить файл",
    )


def _of_returned(programme: Programme, has_unsent: bool, today: dt.date) -> NextStep:
    due = due_words(programme, today=today)
    if has_unsent:
        return _to_move(
            programme,
            "resubmit",
            "Отправить исправленную версию",
            f"Новая версия загружена.{f' Срок {due}.' if due else ''}",
        )
    return NextStep(
        "Исправить по замечаниям и загрузить новую версию",
        f"Замечания – ниже на этой странице.{f' Срок {due}.' if due else ''}",
        reverse("programmes:upload", args=[programme.pk]),
        "Загрузить новую версию",
    )


def _of_running(programme: Programme, today: dt.date) -> NextStep:
    last = programme.extended_until or programme.ends_on
    if last >= today:
        return NextStep(
            "Программа исполняется", f"Действует по {day(last)}.", is_mine=False
        )
    code = "finish" if programme.state == State.RUNNING else "finish_extended"
    return _to_move(
        programme,
        code,
        "Срок программы закончился",
        f"Она действовала по {day(last)}. Завершите её, продлите или замените новой.",
    )


def _of_later(programme: Programme) -> NextStep:
    last = programme.extended_until or programme.ends_on
    texts = {
        State.PUBLISHED: "Отдел проверит адрес и отметит начало исполнения.",
        State.RUNNING: f"Программа действует по {day(last)}.",
        State.EXTENDED: f"Программа продлена по {day(last)}.",
        State.FINISHED: "Программа завершена, её версии и история сохраняются.",
        State.REPLACED: "Программу заменила новая, версии и история сохраняются.",
    }
    return NextStep(
        "Сейчас делать ничего не нужно", texts[State(programme.state)], is_mine=False
    )


def _to_move(programme: Programme, code: str, title: str, text: str) -> NextStep:
    transition = transition_of(code)
    label = transition.title if transition else title
    return NextStep(title, text, move_url(programme, code), label)


def move_url(programme: Programme, code: str) -> str:
    """Return the address of the page of one move."""
    return reverse("programmes:move", args=[programme.pk, code])


def past_words(code: str) -> str:
    """Return what the timeline says of a step."""
    transition = transition_of(code)
    return transition.past if transition else code


def consequence(move: Transition, programme: Programme) -> str:
    """Return what happens after a move, for the page on which it is made."""
    return CONSEQUENCES.get(move.code, CONSEQUENCES["other"]).format(
        ends=day(programme.extended_until or programme.ends_on)
    )


CONSEQUENCES: dict[str, str] = {
    "submit": (
        "Отдел увидит программу и эту версию файла. Пока её проверяют, файл не "
        "заменить: сначала нужно отозвать. На почту команды придёт расписка."
    ),
    "resubmit": (
        "Отдел увидит новую версию и что в ней изменилось. На почту команды придёт "
        "расписка."
    ),
    "withdraw": (
        "Программа вернётся в черновик, проверка остановится. Отправленная версия и "
        "эта причина останутся в истории. Отправить снова можно, пока открыт срок."
    ),
    "reopen": (
        "Согласование будет отменено, школа получит письмо с причиной и исправит "
        "программу."
    ),
    "approve": "Программа станет утверждённой. Дальше её размещают на сайте школы.",
    "publish": (
        "Портал запомнит адрес и будет проверять, открывается ли он. Отдел получит "
        "письмо."
    ),
    "start": "Программа станет исполняемой, школа получит письмо.",
    "extend": "Сейчас программа действует по {ends}. Школа получит письмо.",
    "finish": "Программа будет завершена: дальше её не изменить. Школа получит письмо.",
    "other": "Школа получит письмо. Отменить этот шаг нельзя.",
}
CONSEQUENCES["finish_extended"] = CONSEQUENCES["finish"]
