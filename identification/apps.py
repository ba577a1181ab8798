"""The app `identification`."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from schools.actions import import_kinds


TARGETS = "identification.actions.import_targets"


class IdentificationConfig(AppConfig):
    """Configuration of the app."""

    name = "identification"
    verbose_name = "Идентификация"

    def ready(self) -> None:
        """Name the tables to upload; give every new database its reference."""
        # Models exist only now.
        from identification.actions.standard_reference import (  # noqa: PLC0415
            ensure_standard_reference,
        )

        post_migrate.connect(ensure_standard_reference, sender=self)
        import_kinds.register("results", f"{TARGETS}.results.ResultsTarget")
        import_kinds.register("context", f"{TARGETS}.context.ContextTarget")
