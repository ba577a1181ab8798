"""Administration of people, places and reference tables; every write is audited."""

from schools.admin import (
    libraries,
    people,
    registry,
    trail,
)


__all__ = ["libraries", "people", "registry", "trail"]
