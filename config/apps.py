"""The top package as an app, so that its commands are found."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from config.sqlite import teach_russian


class ConfigConfig(AppConfig):
    """Holds commands and pages that belong to the whole portal."""

    name = "config"
    verbose_name = "Портал"

    def ready(self) -> None:
        """Prepare what every connection to the database needs."""
        connection_created.connect(teach_russian)
