"""Log lines carry the number of their request."""

import logging


class RequestIdFilter(logging.Filter):
    """Adds the request's number to each line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Set the attribute; every line passes."""
        # Logging is set up before the models can be imported.
        from schools.actions.audit import request_number  # noqa: PLC0415

        record.request_id = request_number.get() or "-"
        return True
