#!/bin/sh
# Starts the web server of a production installation; the rest is in the environment.
set -eu

exec python -m gunicorn config.wsgi:application \
  --bind "${BIND:-0.0.0.0:8000}" \
  --workers "${WEB_PROCESSES:-3}" \
  --timeout 120 \
  --max-requests 2000 --max-requests-jitter 200 \
  --no-control-socket \
  --access-logfile -
