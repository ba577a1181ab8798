"""A refusal of an action, shown where the person can mend it."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm


def add_refusal(form: BaseForm, refusal: ValidationError) -> None:
    """Put each sentence at its field, or on top when the form has no such field."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        field = name if name in form.fields and name != NON_FIELD_ERRORS else None
        for error in errors:
            form.add_error(field, error)
