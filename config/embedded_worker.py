"""Gunicorn settings for a queue in memory: the web process carries out the jobs.

Only for computers for which the embedded broker has no package. A job ends with
the process, and the schedule runs in the same place.
"""

from threading import Thread
from typing import Any


def post_worker_init(_worker: Any) -> None:
    """Start the worker and the schedule beside the web server's threads."""
    from celery.beat import EmbeddedService  # noqa: PLC0415 (after the fork)

    from config.celery import app  # noqa: PLC0415 (after the fork)

    consumer = app.WorkController(
        app=app, pool="solo", concurrency=1, without_gossip=True, without_mingle=True
    )
    Thread(target=consumer.start, name="worker", daemon=True).start()
    clock = EmbeddedService(app, thread=True)
    clock.daemon = True
    clock.start()
