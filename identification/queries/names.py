"""Names for people of the codes that rules and cells hold."""

from identification.enums import ProcedureKind
from identification.models import ContextFactor, Procedure, Subject


def names_of_codes() -> dict[str, dict[str, str]]:
    """Return names of factors, subjects, procedures and their kinds, by code."""
    return {
        "factors": dict(ContextFactor.objects.values_list("code", "name")),
        "subjects": dict(Subject.objects.values_list("code", "name")),
        "procedures": dict(Procedure.objects.values_list("code", "name")),
        "kinds": {kind.value: kind.label for kind in ProcedureKind},
    }
