"""How one row of the matrix of addresses is written and read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.meta.world import ANONYMOUS, PEOPLE, World


EVERYBODY = frozenset(PEOPLE)
ADMINISTRATORS = frozenset({"administrator"})
SCHOOL_TEAMS = frozenset({"school_team", "other_school_team"})
OFFICIALS = EVERYBODY - SCHOOL_TEAMS
# Those for whom an object of `world.municipality` does not exist.
OUTSIDERS = frozenset({"other_coordinator", "foreign_analyst"})

LOGIN = "login"
NOT_ALLOWED = 405
REFUSED = 403
HIDDEN = 404

Lookup = Callable[[World], Mapping[str, object]]


@dataclass(frozen=True)
class Row:
    """What an address answers to whom.

    `get` and `post` are the answers to people of `to`; None is a method that the
    address does not know, which everybody hears (405). People of `hidden_from`
    hear that there is nothing (404), all others are refused (403), and who has
    not signed in is sent to the login. A `public` address asks nobody's name.
    """

    get: int | None = 200
    post: int | None = None
    to: frozenset[str] = EVERYBODY
    hidden_from: frozenset[str] = frozenset()
    kwargs: Lookup = lambda _world: {}
    data: Lookup = lambda _world: {}
    public: bool = False
    # Who may POST, where fewer may than GET.
    post_to: frozenset[str] | None = None
    # Viewers with answers of their own: (GET, POST).
    apart: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)

    def expected(self, viewer: str, method: str) -> int | str:
        """Return the answer: a status, or "login"."""
        pair = self.apart.get(viewer, (self.get, self.post))
        answer = pair[0] if method == "GET" else pair[1]
        if viewer == ANONYMOUS and not self.public:
            return LOGIN
        if answer is None:
            return NOT_ALLOWED
        if viewer == ANONYMOUS:
            return answer
        if viewer in self.apart:
            return answer
        if viewer in self.hidden_from:
            return HIDDEN
        allowed = self.to
        if method == "POST" and self.post_to is not None:
            allowed = self.post_to
        return answer if viewer in allowed else REFUSED


def of(name: str) -> Lookup:
    """Return the lookup of an object of the world: `kwargs=of("run")`."""
    return lambda world: {"pk": world[name].pk}
