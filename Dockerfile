# The portal's one image: web, worker, schedule and migration differ by command only.
FROM python:3.11-slim-bookworm

# What WeasyPrint draws with, and the serif font of official papers.
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-paratype \
 && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    VAR_DIR=/srv/portal/var \
    STATIC_ROOT=/srv/portal/static \
    MEDIA_ROOT=/srv/portal/media

WORKDIR /srv/portal/app
COPY requirements.txt .
RUN pip install --require-hashes --only-binary :all: -r requirements.txt

COPY . .
# The folders that are written to belong to a user who can write nowhere else.
RUN useradd --system --home-dir /srv/portal --shell /usr/sbin/nologin portal \
 && mkdir -p "$VAR_DIR" "$STATIC_ROOT" "$MEDIA_ROOT" \
 && python -m compileall -q . \
 && python manage.py build_assets \
 && python manage.py collectstatic --no-input --verbosity 0 \
 && chown -R portal:portal "$VAR_DIR" "$MEDIA_ROOT"
USER portal

EXPOSE 8000
CMD ["sh", "scripts/web.sh"]
