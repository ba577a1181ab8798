"""What the worker does for identification."""

from identification.tasks.papers import enqueue_paper, make_run_paper
from identification.tasks.runs import enqueue_run, execute_run, verify_run


__all__ = [
    "enqueue_paper",
    "enqueue_run",
    "execute_run",
    "make_run_paper",
    "verify_run",
]
