"""The app `roadmaps`."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RoadmapsConfig(AppConfig):
    """Configuration of the app."""

    name = "roadmaps"
    verbose_name = "Дорожные карты"

    def ready(self) -> None:
        """Give every new database its kinds of documents and checklists."""
        # Models exist only now.
        from roadmaps.actions.standard_programmes import (  # noqa: PLC0415
            ensure_standard_programmes,
        )

        post_migrate.connect(ensure_standard_programmes, sender=self)
