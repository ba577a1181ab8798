"""The lists of identification as files, and its reference tables both ways."""

from identification.resources.reference import (
    ContextFactorResource,
    ProcedureResource,
    SubjectResource,
)
from identification.resources.run_schools import RunSchoolResource


__all__ = [
    "ContextFactorResource",
    "ProcedureResource",
    "RunSchoolResource",
    "SubjectResource",
]
