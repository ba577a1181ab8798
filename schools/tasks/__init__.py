"""What the worker does for the registry."""

from schools.tasks.jobs import requeue_lost_jobs, resumed_models, resumes
from schools.tasks.messages import send_outgoing_messages


__all__ = [
    "requeue_lost_jobs",
    "resumed_models",
    "resumes",
    "send_outgoing_messages",
]
