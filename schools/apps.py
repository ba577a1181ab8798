"""The app `schools`."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """Configuration of the app."""

    name = "schools"
    verbose_name = "Школы"

    def ready(self) -> None:
        """Make the table of schools known to uploads."""
        # Models exist only now.
        from schools.actions.imports.school_target import (  # noqa: PLC0415
            SchoolsTarget,
        )
        from schools.actions.imports.targets import register  # noqa: PLC0415

        register(SchoolsTarget())
