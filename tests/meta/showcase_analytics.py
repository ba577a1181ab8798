"""Papers and recommendations of the demo, in each of their states."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from monitoring.actions.recommendations import (
    answer_recommendation,
    close_recommendation,
    issue_recommendation,
)
from monitoring.actions.reports import create_report, freeze_report
from monitoring.enums import Addressee, ReportKind
from monitoring.models import Recommendation, Report
from monitoring.queries.analytics import last_year_of
from schools.enums import JobState
from schools.models import School, Territory, User


def analytics_shown(town: Territory, school: School) -> dict[str, object]:
    """Add a draft, a frozen paper, a failed one, and recommendations at each step."""
    user = User.objects.get(username="coordinator")
    now = timezone.now()
    today = timezone.localdate(now)
    year = last_year_of(user=user, today=today)

    def paper(kind: str, of: School | None = None) -> Report:
        return create_report(
            kind=kind, territory=town, school=of, year=year, user=user, now=now
        )

    def frozen(report: Report) -> Report:
        done = freeze_report(report=report, user=user, now=now, today=today)
        # Nobody makes its files here: the page shows the text.
        Report.objects.filter(pk=done.pk).update(state=JobState.IDLE)
        return done

    failed = paper(ReportKind.TABLES)
    Report.objects.filter(pk=failed.pk).update(
        state=JobState.FAILED, error_detail="Файлы не получились."
    )
    return {
        "note": paper(ReportKind.NOTE),
        "frozen_paper": frozen(paper(ReportKind.SUMMARY)),
        "sheet": frozen(paper(ReportKind.SCHOOL, school)),
        "failed_note": failed,
        **_recommendations(town, school, year, user, now),
    }


def _recommendations(
    town: Territory, school: School, year: int, user: User, now: dt.datetime
) -> dict[str, object]:
    today = timezone.localdate(now)
    when = {"now": now, "today": today}
    team = User.objects.get(username="school")

    def drafted() -> Recommendation:
        return Recommendation.objects.create(
            territory=town,
            school=school,
            year=year,
            data_text="Диагностика: 50 % (10 из 20)",
            finding="Половина педагогов не прошла диагностику",
            addressee=Addressee.SCHOOL,
            action="Провести диагностику всех педагогов",
            due_on=today + dt.timedelta(days=30),
            created_at=now,
        )

    def issued() -> Recommendation:
        return issue_recommendation(recommendation=drafted(), user=user, **when)

    def answered() -> Recommendation:
        return answer_recommendation(
            recommendation=issued(), text="Провели", user=team, **when
        )

    late = issued()
    Recommendation.objects.filter(pk=late.pk).update(
        due_on=today - dt.timedelta(days=3)
    )
    return {
        "drafted_advice": drafted(),
        "issued_advice": late,
        "answered_advice": answered(),
        "done_advice": close_recommendation(
            recommendation=answered(), is_done=True, note="", user=user, **when
        ),
    }
