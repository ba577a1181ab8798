"""What the worker does for the registry."""

from schools.tasks.forgetting import forget_old_traces
from schools.tasks.imports import (
    enqueue_import,
    read_import,
    undo_import,
    write_import,
)
from schools.tasks.jobs import requeue_lost_jobs, resumed_models, resumes
from schools.tasks.messages import send_outgoing_messages


__all__ = [
    "enqueue_import",
    "forget_old_traces",
    "read_import",
    "requeue_lost_jobs",
    "resumed_models",
    "resumes",
    "send_outgoing_messages",
    "undo_import",
    "write_import",
]
