"""Writes what the demo's office made of last year: a frozen note, recommendations."""

import datetime as dt

from django.utils import timezone

from monitoring.actions.recommendations import (
    add_recommendation,
    answer_recommendation,
    draft_recommendations,
    issue_recommendation,
)
from monitoring.actions.reports import create_report, freeze_report
from monitoring.enums import Addressee, ReportKind
from monitoring.models import Rollup
from schools.models import School, Territory, User


ISSUED_DAYS_AGO, ANSWERED_DAYS_AGO = 20, 5
DAYS_TO_ACT = 40
NOON = dt.time(12)
ANSWER = "Приказ обновили, на сайте он размещён. К июню добавим отчёт о выполнении."
ISSUED = {
    "addressee": Addressee.SCHOOL,
    "data_text": "Проверка сайта школы в прошлом учебном году.",
    "finding": "Не все документы программы открываются на сайте школы.",
    "action": "Разместить недостающие документы и проверить ссылки.",
    "control": "Следующая проверка сайта: все пункты отмечены «есть».",
}
DRAFT = {
    "addressee": Addressee.TEACHERS,
    "data_text": "Форма школы за прошлый учебный год.",
    "finding": "Диагностику прошла не вся команда: доля ниже цели муниципалитета.",
    "action": "Составить график диагностики и пройти её до конца полугодия.",
    "control": "Доля прошедших диагностику в следующем окне.",
}


def load_papers(place: Territory, *, year: int, now: dt.datetime) -> None:
    """Freeze the note of a year that has figures, issue and draft recommendations."""
    if not Rollup.objects.filter(territory=place, year=year).exists():
        return
    office = User.objects.get(username="coordinator")
    school = School.objects.get(memberships__user__username="school")
    ended = timezone.make_aware(dt.datetime.combine(dt.date(year + 1, 7, 3), NOON))
    note = create_report(
        kind=ReportKind.NOTE, territory=place, year=year, user=office, now=ended
    )
    freeze_report(report=note, user=office, now=ended, today=ended.date())
    issued = now - dt.timedelta(days=ISSUED_DAYS_AGO)
    draft_recommendations(
        territory=place, year=year, user=office, now=issued, today=issued.date()
    )
    _recommend(place, school, year, office, now)


def _recommend(
    place: Territory, school: School, year: int, office: User, now: dt.datetime
) -> None:
    """Issue one recommendation, which the school has answered; leave one as a draft."""
    issued = now - dt.timedelta(days=ISSUED_DAYS_AGO)
    answered = now - dt.timedelta(days=ANSWERED_DAYS_AGO)
    due_on = issued.date() + dt.timedelta(days=DAYS_TO_ACT)
    first, _draft = (
        add_recommendation(
            territory=place,
            school=school,
            year=year,
            fields={**words, "due_on": due_on},
            user=office,
            now=issued,
        )
        for words in (ISSUED, DRAFT)
    )
    row = issue_recommendation(
        recommendation=first, user=office, now=issued, today=issued.date()
    )
    answer_recommendation(
        recommendation=row,
        text=ANSWER,
        user=User.objects.get(username="school"),
        now=answered,
        today=answered.date(),
    )
