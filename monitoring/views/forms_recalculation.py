"""Asking for new figures once what has changed is sure to stay."""

from functools import partial

from django.db import transaction

from monitoring.tasks.rollups import roll_up_window


def recalculate(window_id: int) -> None:
    """Enqueue the figures of a window on commit."""
    transaction.on_commit(partial(roll_up_window.delay, window_id))
