"""The app `schools`."""

from django.apps import AppConfig

from schools.actions import import_kinds


class SchoolsConfig(AppConfig):
    """Configuration of the app."""

    name = "schools"
    verbose_name = "Школы"

    def ready(self) -> None:
        """Make the table of schools known to uploads."""
        import_kinds.register(
            "schools", "schools.actions.imports.school_target.SchoolsTarget"
        )
