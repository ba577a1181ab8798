"""Administration of identification: reference tables, and a look at the rest."""

from identification.admin import reference


__all__ = ["reference"]
