"""Ask one process of a production installation whether it works; exit 1 if not.

`healthcheck.py web` asks the web server as the proxy would. `healthcheck.py beat`
looks whether the schedule has started a job lately.
"""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request

import psycopg2


# The schedule writes down what it started every three minutes, and starts
# something every minute.
BEAT_SILENCE = "10 minutes"


def main(what: str = "web") -> int:
    """Return 0 if the process works."""
    return 0 if {"web": web_works, "beat": beat_works}[what]() else 1


def web_works() -> bool:
    """Whether the web server serves people: itself, database, migrations, queue."""
    port = os.environ.get("BIND", "0.0.0.0:8000").rpartition(":")[2]
    headers = {
        "Host": os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip(),
        "X-Forwarded-Proto": "https",
    }
    url = f"http://127.0.0.1:{port}/healthz/ready"
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 (own address)
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def beat_works() -> bool:
    """Whether the schedule started a job in the last minutes."""
    query = (
        "SELECT max(last_run_at) > now() - %s::interval"
        " FROM django_celery_beat_periodictask"
    )
    connection = psycopg2.connect(os.environ["DATABASE_URL"], connect_timeout=5)
    try:
        with connection.cursor() as cursor:
            cursor.execute(query, [BEAT_SILENCE])
            return bool(cursor.fetchone()[0])
    finally:
        connection.close()


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
