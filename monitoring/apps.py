"""The app `monitoring`."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Configuration of the app."""

    name = "monitoring"
    verbose_name = "Мониторинг"
