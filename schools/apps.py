"""The app `schools`."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """Configuration of the app."""

    name = "schools"
    verbose_name = "Школы"
