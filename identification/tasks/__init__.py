"""What the worker does for identification."""

from identification.tasks.runs import enqueue_run, execute_run, verify_run


__all__ = ["enqueue_run", "execute_run", "verify_run"]
