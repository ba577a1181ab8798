"""A region that has calculated and decided, made once for all tests of pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import transaction

from identification.actions.decisions import decide_item, open_decision
from identification.actions.execution import execute_run
from identification.actions.recording import record_decision
from identification.actions.runs import start_run
from identification.enums import RunPurpose, Verdict
from identification.models import Decision, Run
from tests.factories.identification import NOW, YEAR
from tests.identification.conftest import Place


class Settled(Place):
    """The region's run, the town's run by it, a trial, an order and a draft."""

    def __init__(self) -> None:
        super().__init__()
        self.decided_run = self.run(now=NOW - dt.timedelta(days=1))
        self.official = self.run()
        self.town_run = self.run(
            user=self.coordinator, territory=self.town, frozen_from=self.official
        )
        self.trial = self.run(
            purpose=RunPurpose.WHAT_IF,
            base_run=self.official,
            overrides={"low_cut": -0.1},
            title="Граница −0,1",
        )
        self.recorded = self._recorded()
        self.draft = self._opened(self.official)

    def run(self, *, now: dt.datetime = NOW, **changes: object) -> Run:
        """Start and execute a run at a moment, so that runs have an order."""
        values = {
            "user": self.analyst,
            "territory": self.region,
            "year": YEAR,
            "now": now,
            **changes,
        }
        queued = start_run(**values)
        execute_run(run_id=queued.pk, clock=lambda: now)
        return Run.objects.get(pk=queued.pk)

    def _opened(self, run: Run) -> Decision:
        return open_decision(
            run=run, territory=self.town, user=self.coordinator, now=NOW
        )

    def _recorded(self) -> Decision:
        decision = self._opened(self.decided_run)
        for item in decision.items.all():
            decide_item(
                item=item,
                verdict=Verdict.ACCEPTED,
                reason="Совет согласен",
                user=self.coordinator,
                now=NOW,
            )
        return record_decision(
            decision=decision,
            order_number="15-о",
            order_date=dt.date(2026, 9, 10),
            effective_on=dt.date(2026, 9, 15),
            user=self.coordinator,
            now=NOW,
        )


@pytest.fixture(scope="module")
def settled(django_db_setup: None, django_db_blocker) -> Iterator[Settled]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield Settled()
        transaction.set_rollback(True)
