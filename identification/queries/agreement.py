"""How far the regression and the 30 % rule agree on the schools of a run."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from identification.enums import Group
from identification.models import RunSchool


LOW = Q(group__in=(Group.LOW, Group.BOTH))
CLASSIFIED = ~Q(group=Group.UNCLASSIFIED)


@dataclass(frozen=True)
class Agreement:
    """Numbers of schools by what both methods say.

    `rule_unclassified` counts schools on which the rule fired although the
    regression could not classify them; they are in none of the four cells.
    """

    both: int
    only_regression: int
    only_rule: int
    neither: int
    rule_unclassified: int

    @property
    def total(self) -> int:
        """Schools that both methods judged."""
        return self.both + self.only_regression + self.only_rule + self.neither

    @property
    def agreed(self) -> int:
        """Schools on which both methods say the same."""
        return self.both + self.neither


def agreement_of(*, rows: QuerySet[RunSchool]) -> Agreement:
    """Count the four cells in one query over the rows that the person sees."""
    fired = Q(is_rule_fired=True)
    counts = rows.order_by().aggregate(
        both=Count("pk", filter=CLASSIFIED & LOW & fired),
        only_regression=Count("pk", filter=CLASSIFIED & LOW & ~fired),
        only_rule=Count("pk", filter=CLASSIFIED & ~LOW & fired),
        neither=Count("pk", filter=CLASSIFIED & ~LOW & ~fired),
        rule_unclassified=Count("pk", filter=~CLASSIFIED & fired),
    )
    return Agreement(**counts)
