"""Who may fill, send, return and accept forms.

The world's form was sent and waits: the school may take it back, nothing else.
"""

from collections.abc import Mapping

from tests.meta.matrix.rows import EVERYBODY, OFFICIALS, OUTSIDERS, Lookup, Row, of
from tests.meta.world import World


WRITERS = frozenset({"school_team", "administrator"})
MANAGERS = frozenset({"coordinator", "administrator"})
READERS = OFFICIALS - OUTSIDERS
STRANGERS = OUTSIDERS | {"other_school_team"}
REDIRECT, LOCKED = 302, 409


def row_of(name: str) -> Lookup:
    def kwargs(world: World) -> Mapping[str, object]:
        place = "office_indicator" if name == "office_window" else "window_indicator"
        return {"pk": world[name].pk, "key": world[place].pk}

    return kwargs


def of_writer(get: int | None, post: int | None, **changes) -> Row:
    """An address of those who fill the form; it is closed to them now."""
    values = {"kwargs": of("form"), "to": WRITERS, **changes}
    return Row(get, post, hidden_from=STRANGERS, **values)


def of_manager(get: int | None, post: int | None, **changes) -> Row:
    """An address of those who decide on the form.

    Whoever decides nowhere is refused before anybody looks for the form.
    """
    values = {"kwargs": of("form"), "to": MANAGERS, **changes}
    return Row(get, post, hidden_from=frozenset({"other_coordinator"}), **values)


ROWS: dict[str, Row] = {
    "forms:own": Row(
        to=frozenset({"school_team", "other_school_team", "administrator"})
    ),
    "forms:form": of_writer(
        200,
        LOCKED,
        apart=dict.fromkeys(READERS - {"administrator"}, (REDIRECT, 403)),
    ),
    "forms:field": of_writer(None, LOCKED, kwargs=row_of("form")),
    "forms:evidence": of_writer(LOCKED, LOCKED, kwargs=row_of("form")),
    "forms:paste": of_writer(LOCKED, LOCKED),
    "forms:upload": of_writer(LOCKED, LOCKED),
    "forms:submit": of_writer(LOCKED, LOCKED),
    "forms:take_back": Row(
        None,
        REDIRECT,
        to=WRITERS,
        hidden_from=frozenset({"other_school_team"}),
        kwargs=of("form"),
    ),
    "forms:workbook": of_writer(200, None, to=EVERYBODY),
    "forms:history_export": of_writer(200, None, to=EVERYBODY),
    "forms:history": of_writer(200, None, to=EVERYBODY, kwargs=of("value")),
    "forms:review": Row(to=OFFICIALS, hidden_from=OUTSIDERS, kwargs=of("form")),
    "forms:accept": of_manager(None, REDIRECT),
    "forms:return": of_manager(200, 422),
    "forms:reopen": of_manager(REDIRECT, 422),
    "forms:question": of_manager(200, REDIRECT, kwargs=row_of("form")),
    "forms:office": of_manager(200, REDIRECT, kwargs=of("office_window")),
    "forms:office_field": of_manager(None, REDIRECT, kwargs=row_of("office_window")),
    "forms:office_evidence": of_manager(200, 422, kwargs=row_of("office_window")),
}
