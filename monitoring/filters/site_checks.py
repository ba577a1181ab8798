"""What the matrix of a site check is narrowed to; all stands in the address."""

from django import forms
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from monitoring.enums import LinkCheck, SiteVerdict
from monitoring.models import SiteCheck, WindowSchool
from schools.forms.quick import QuickSelect


LEFT, DEAD, ANSWERED = "left", "dead", "answered"
STATES = [
    ("", "все"),
    (LEFT, "проверены не полностью"),
    (DEAD, "страница не открывается"),
    (ANSWERED, "школа ответила"),
]


class SheetFilter(forms.Form):
    """A school's name, and which sheets."""

    search = forms.CharField(label="Школа", required=False)
    state = forms.ChoiceField(
        label="Школы", required=False, choices=STATES, widget=QuickSelect
    )

    def narrow(
        self, sheets: QuerySet[WindowSchool], *, items: int
    ) -> QuerySet[WindowSchool]:
        """Return the sheets that were asked for; nonsense narrows nothing."""
        self.is_valid()
        chosen = getattr(self, "cleaned_data", {})
        search, state = chosen.get("search", ""), chosen.get("state", "")
        if search:
            sheets = sheets.filter(school__name__icontains=search)
        if state == LEFT:
            checked = Count("site_checks", filter=~Q(site_checks__verdict=""))
            sheets = sheets.annotate(checked=checked).filter(checked__lt=items)
        checks = SiteCheck.objects.filter(window_school=OuterRef("pk"))
        if state == DEAD:
            dead = checks.filter(link_state=LinkCheck.DEAD)
            sheets = sheets.filter(Exists(dead.exclude(verdict=SiteVerdict.NO)))
        if state == ANSWERED:
            sheets = sheets.filter(Exists(checks.exclude(answer="")))
        return sheets
