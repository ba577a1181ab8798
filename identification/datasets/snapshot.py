"""One moment of the database for a reader of many tables."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """Read as if nobody wrote meanwhile: an import may be confirmed between tables.

    Inside a transaction that is already open its own view of the data counts.
    """
    is_first = connection.vendor == "postgresql" and not connection.in_atomic_block
    with transaction.atomic():
        if is_first:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                )
        yield
