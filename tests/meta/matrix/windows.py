"""Who may see windows, and who plans, moves and opens them.

All objects lie in the world's municipality; the form is `world.school`'s.
"""

from tests.meta.matrix.rows import OFFICIALS, OUTSIDERS, Row, of


MANAGERS = frozenset({"coordinator", "administrator"})
OTHER = frozenset({"other_coordinator"})
UNPROCESSABLE, REDIRECT = 422, 302


def managed(name: str, post: int = UNPROCESSABLE) -> Row:
    """A form about a thing of the municipality, for who leads monitoring there."""
    return Row(200, post, to=MANAGERS, hidden_from=OTHER, kwargs=of(name))


ROWS: dict[str, Row] = {
    "windows:list": Row(to=OFFICIALS),
    # Who leads several municipalities has to say which one.
    "windows:plan": Row(
        200,
        REDIRECT,
        to=MANAGERS | OTHER,
        apart={"administrator": (200, UNPROCESSABLE)},
    ),
    "windows:matrix": Row(to=OFFICIALS),
    "windows:matrix_export": Row(to=OFFICIALS),
    "windows:detail": Row(to=OFFICIALS, hidden_from=OUTSIDERS, kwargs=of("window")),
    "windows:open": Row(
        None, REDIRECT, to=MANAGERS, hidden_from=OTHER, kwargs=of("planned_window")
    ),
    "windows:edit": managed("planned_window"),
    "windows:withdraw": managed("planned_window"),
    "windows:extend": managed("form"),
    "windows:extension_back": managed("form"),
    "windows:calendars": Row(to=OFFICIALS),
    "windows:calendar_new": Row(200, UNPROCESSABLE, to=MANAGERS | OTHER),
    "windows:calendar_edit": managed("own_calendar"),
    "windows:slot_new": managed("own_calendar"),
    "windows:slot_edit": managed("own_slot"),
    "windows:slot_remove": managed("own_slot", REDIRECT),
}
