"""Where no embedded broker exists, the web process carries out the jobs itself."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from django.conf import settings

from schools.models import OutgoingMessage
from tests.conftest import address_of_database


WEB_PROCESS = """
import time
import django
django.setup()
from config.embedded_worker import post_worker_init
from schools.models import OutgoingMessage
from schools.tasks.messages import send_outgoing_messages
post_worker_init(None)
send_outgoing_messages.delay()
deadline = time.monotonic() + 30
while time.monotonic() < deadline:
    if OutgoingMessage.objects.filter(sent_at__isnull=False).exists():
        break
    time.sleep(0.1)
"""


@pytest.mark.django_db(transaction=True)
def test_a_job_queued_in_memory_is_carried_out() -> None:
    message = OutgoingMessage.objects.create(
        to="head@example.ru",
        subject="Отчёт готов",
        body="…",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": address_of_database(),
        "REDIS_URL": "memory://localhost/",
        "EMAIL_URL": "dummymail://",
    }

    done = subprocess.run(
        [sys.executable, "-c", WEB_PROCESS],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )

    message.refresh_from_db()
    assert (done.returncode, message.attempts) == (0, 1), done.stderr
    assert message.sent_at is not None
