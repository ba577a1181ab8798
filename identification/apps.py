"""The app `identification`."""

from django.apps import AppConfig


class IdentificationConfig(AppConfig):
    """Configuration of the app."""

    name = "identification"
    verbose_name = "Идентификация"
