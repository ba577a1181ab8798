"""The worker of the tests is a real one: another process, the same database."""

import time
from datetime import UTC, datetime

import pytest

from schools.models import OutgoingMessage
from schools.tasks.messages import send_outgoing_messages


@pytest.mark.django_db(transaction=True)
def test_the_worker_carries_out_a_job_on_the_tests_database(live_worker: None) -> None:
    message = OutgoingMessage.objects.create(
        to="head@example.ru",
        subject="Отчёт готов",
        body="…",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )

    send_outgoing_messages.delay()

    deadline = time.monotonic() + 30
    while message.sent_at is None and time.monotonic() < deadline:
        time.sleep(0.05)
        message.refresh_from_db()
    assert (message.attempts, message.last_error) == (1, "")
    assert message.sent_at is not None
