"""What differs between a trial on one computer and a region's servers.

With no variable set the portal runs on SQLite and an embedded broker, for a
department that tries it. DATABASE_URL, REDIS_URL and the rest of the variables
of `.env.example` turn the same code into as many web and worker processes as
wanted.
"""

import sys
from typing import Any

from environ import Env

from config.settings.base import BASE_DIR, VAR_DIR


env = Env()
env.read_env(BASE_DIR / ".env")

TESTING = "pytest" in sys.modules
DEBUG = env.bool("DEBUG", default=False)
# The demo region shows its people and their password on the login page.
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env("SECRET_KEY", default="")
if not SECRET_KEY:
    if env("DATABASE_URL", default="") and not TESTING:
        message = "Задайте SECRET_KEY: без него портал на своей базе не запускается."
        raise SystemExit(message)
    SECRET_KEY = "embedded-trial-on-one-computer-only-not-for-production-0123456789"  # noqa: S105

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

_EMBEDDED_DATABASE = f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"
DATABASES = {"default": env.db("DATABASE_URL", default=_EMBEDDED_DATABASE)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Without these four a second writer gets "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = env("REDIS_URL", default=f"redis+socket://{VAR_DIR / 'broker.sock'}")
CELERY_BROKER_URL = REDIS_URL
if env("REDIS_URL", default="").startswith(("redis", "unix")):
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            # The queue's library names a socket file otherwise than the client.
            "LOCATION": REDIS_URL.replace("redis+socket://", "unix://"),
        }
    }
CELERY_TASK_DEFAULT_QUEUE = env("CELERY_QUEUE", default="portal")

MEDIA_ROOT = env("MEDIA_ROOT", default=str(VAR_DIR / "media"))
STATIC_ROOT = env("STATIC_ROOT", default=str(VAR_DIR / "static"))
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# With a bucket the files of people go to a store that speaks the API of S3. Nothing
# there is public: the portal reads each file itself after its check of access.
MEDIA_S3_BUCKET = env("MEDIA_S3_BUCKET", default="")
if MEDIA_S3_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": MEDIA_S3_BUCKET,
            "endpoint_url": env("MEDIA_S3_ENDPOINT", default="") or None,
            "region_name": env("MEDIA_S3_REGION", default="") or None,
            "access_key": env("MEDIA_S3_KEY", default="") or None,
            "secret_key": env("MEDIA_S3_SECRET", default="") or None,
            "signature_version": "s3v4",
            # Stores of one's own seldom have a name for each bucket.
            "addressing_style": "path",
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }

# The largest file of a school's programme; people read the limit before they send.
PROGRAMME_MAX_MEGABYTES = env.int("PROGRAMME_MAX_MEGABYTES", default=25)
# Where clamd listens: unix:///run/clamav/clamd.ctl or tcp://host:3310. With an address
# no file is taken in unseen; without one nothing is asked.
CLAMD_ADDRESS = env("CLAMD_ADDRESS", default="")

# The layout profile of papers; `schools.reports.layout` has the list.
REPORT_LAYOUT = env("REPORT_LAYOUT", default="gost-2025")

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
# Letters that the worker writes have no request to take the portal's address from.
SITE_URL = env(
    "SITE_URL", default=(CSRF_TRUSTED_ORIGINS or ["http://127.0.0.1:8000"])[0]
).rstrip("/")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="portal@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# How many proxies stand before the web process: their number decides which
# address of X-Forwarded-For is believed.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
AXES_IPWARE_PROXY_COUNT = TRUSTED_PROXIES
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

HTTPS = env.bool("HTTPS", default=False)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

TIME_ZONE = env("TIME_ZONE", default="Asia/Krasnoyarsk")
CELERY_TIMEZONE = TIME_ZONE

if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
