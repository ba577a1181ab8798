"""Every write of a value, in the order in which they happened."""

from django.db.models import QuerySet

from monitoring.models import Value, ValueChange, WindowSchool


def changes_of_value(value: Value) -> QuerySet[ValueChange]:
    """Return the changes of one value, the latest first."""
    return _rows().filter(value=value).order_by("-at", "-pk")


def changes_of_form(form: WindowSchool) -> QuerySet[ValueChange]:
    """Return the changes of all values of a form, row by row."""
    return (
        _rows()
        .filter(value__window_school=form)
        .order_by("value__window_indicator__position", "value", "at", "pk")
    )


def _rows() -> QuerySet[ValueChange]:
    return ValueChange.objects.select_related(
        "by", "value__window_indicator__version__indicator"
    )
