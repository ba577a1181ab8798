"""The app `identification`."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IdentificationConfig(AppConfig):
    """Configuration of the app."""

    name = "identification"
    verbose_name = "Идентификация"

    def ready(self) -> None:
        """Give every new database the standard subjects and procedures."""
        # Models exist only now.
        from identification.actions.import_targets.context import (  # noqa: PLC0415
            ContextTarget,
        )
        from identification.actions.import_targets.results import (  # noqa: PLC0415
            ResultsTarget,
        )
        from identification.actions.standard_reference import (  # noqa: PLC0415
            ensure_standard_reference,
        )
        from schools.actions.imports.targets import register  # noqa: PLC0415

        post_migrate.connect(ensure_standard_reference, sender=self)
        register(ResultsTarget())
        register(ContextTarget())
