"""The top of the house: settings, addresses, navigation, worker, demo region."""

from config.celery import app as celery_app


__all__ = ["celery_app"]
