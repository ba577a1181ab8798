"""What the worker does for monitoring."""

from monitoring.tasks.analytics import (
    draft_after_windows,
    enqueue_report_files,
    make_report_files,
)
from monitoring.tasks.computed import compute_open_windows, compute_window
from monitoring.tasks.rollups import roll_up_stale_windows, roll_up_window
from monitoring.tasks.sites import check_site_address, check_site_addresses
from monitoring.tasks.windows import (
    fill_opened_window,
    open_due_windows,
    write_notices,
)


__all__ = [
    "check_site_address",
    "check_site_addresses",
    "compute_open_windows",
    "compute_window",
    "draft_after_windows",
    "enqueue_report_files",
    "fill_opened_window",
    "make_report_files",
    "open_due_windows",
    "roll_up_stale_windows",
    "roll_up_window",
    "write_notices",
]
