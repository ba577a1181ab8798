"""Reads what the numbers of rows tell: which are sections, which are activities."""

from collections.abc import Sequence

from roadmaps.documents.drafts import ActivityDraft
from roadmaps.documents.model import Column
from roadmaps.documents.plan_rows import PlanRow
from roadmaps.documents.wording import number_parts


def is_section_number(
    position: int, numbers: Sequence[str], rows: Sequence[PlanRow], *, last: str
) -> bool:
    """Say whether a row of a number and a text opens a section.

    It does when deeper numbers follow («2» before «2.1»), when the numbers begin again
    after it, when they go on after it as if it were not there («2», then «3» after
    the activity 2), or when rows without numbers follow; «7» between «6» and «8» is
    an activity that nobody has finished. `last` is the number of the activity before.
    """
    own = number_parts(numbers[position])
    before = number_parts(last)
    for index in range(position + 1, len(rows)):
        following = number_parts(numbers[index])
        if not following:
            if index == position + 1 and _is_whole(rows[index]):
                return True
            continue
        if len(following) > len(own) and following[: len(own)] == own:
            return True
        if len(own) == 1 and following == (1,):
            return index == position + 1
        return bool(before and following == (*before[:-1], before[-1] + 1))
    return False


def _is_whole(row: PlanRow) -> bool:
    return bool(row.text(Column.TITLE)) and bool(
        row.text(Column.TERM) or row.text(Column.RESPONSIBLE)
    )


def restore_tens(activities: Sequence[ActivityDraft]) -> None:
    """Make «1.10» of the «1.1» after «1.9»: a sheet keeps it as a number."""
    before: tuple[int, ...] = ()
    for activity in activities:
        parts = number_parts(activity.number)
        follows = len(parts) > 1 and parts[:-1] == before[:-1] and before[-1] % 10 == 9
        if follows and parts[-1] * 10 == before[-1] + 1:
            parts = (*parts[:-1], parts[-1] * 10)
            activity.number = ".".join(map(str, parts))
            activity.doubt(
                "number",
                0.7,
                "В таблице этот номер записан числом и потерял ноль в конце.",
            )
        before = parts or before
