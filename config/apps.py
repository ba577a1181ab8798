"""The top package as an app, so that its commands are found."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Holds commands and pages that belong to the whole portal."""

    name = "config"
    verbose_name = "Портал"
