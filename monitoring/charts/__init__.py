"""Charts of monitoring."""

from monitoring.charts.statuses import status_chart


__all__ = ["status_chart"]
