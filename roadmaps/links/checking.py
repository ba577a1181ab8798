"""Follows a link by hand, every step checked anew, and says what it found."""

import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from http import HTTPStatus
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urljoin

from roadmaps.links.address import Address, read_address
from roadmaps.links.errors import DeadLinkError, LinkError, RefusedLinkError
from roadmaps.links.exchange import Answer, ask
from roadmaps.links.public import is_public_web, resolve_host


Allowed = Callable[[IPv4Address | IPv6Address, int], bool]
Resolve = Callable[[str, int, float], Sequence[str]]

KIBIBYTE = 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# What passes by itself more often than not.
TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})
IN_WORDS: dict[int, str] = {
    401: "Страница открывается только по паролю",
    403: "Сайт не пускает к странице",
    404: "Страницы по этому адресу нет",
    410: "Страницу удалили",
    429: "Сайт просит обратиться позже",
    500: "На сайте ошибка",
    503: "Сайт временно не работает",
}


class LinkState(StrEnum):
    """What the check found."""

    ALIVE = "alive"
    DEAD = "dead"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """What is at an address.

    Parameters
    ----------
    state : LinkState
        ``alive``: a page came; ``dead``: none came; ``refused``: the portal does not
        ask such an address.
    status : int or None
        The site's last answer, when there was one.
    detail : str
        One Russian sentence for the person who looks after the link.
    final_address : str
        Where the redirects have led; in ASCII, without the anchor.
    is_temporary : bool
        Whether to ask once more before anybody is alarmed.
    """

    state: LinkState
    status: int | None
    detail: str
    final_address: str
    is_temporary: bool = False


def check_link(
    address: str,
    *,
    timeout: float = 20.0,
    max_bytes: int = 64 * KIBIBYTE,
    max_redirects: int = 5,
    resolve: Resolve = resolve_host,
    allowed: Allowed = is_public_web,
    context: ssl.SSLContext | None = None,
) -> LinkAnswer:
    """Return whether the page at an address opens.

    A host is resolved once for each step, and the connection is made to that very
    address after it was found public: an answer of the resolver that changes between
    the check and the connection changes nothing. Redirects are steps like the first.

    Parameters
    ----------
    address : str
        As a person wrote it; Cyrillic names and paths are as good as others.
    timeout : float
        Seconds for everything together.
    max_bytes : int
        How much of the page is read to see that it comes.
    max_redirects : int
        Steps after the first.
    resolve : callable
        Host, port and seconds → network addresses.
    allowed : callable
        Network address and port → whether it may be asked.
    context : ssl.SSLContext, optional
        Certificates to trust; by default the system's.

    Returns
    -------
    LinkAnswer
        Always; whatever a site does is an answer, not an error.
    """
    trail = _Trail(address)
    limits = _Limits(time.monotonic() + timeout, max_bytes, resolve, allowed)
    try:
        trail.follow(limits, max_redirects, context or _trusted())
    except LinkError as error:
        return trail.answer(error)
    return trail.answer(None)


@cache
def _trusted() -> ssl.SSLContext:
    """Load the system's certificates once for all checks of this process."""
    return ssl.create_default_context()


@dataclass(frozen=True, slots=True)
class _Limits:
    deadline: float
    max_bytes: int
    resolve: Resolve
    allowed: Allowed


class _Trail:
    """The steps of one check: where it is, and what came last."""

    def __init__(self, address: str) -> None:
        self._written = address
        self._here = address.strip()
        self._status: int | None = None

    def follow(
        self, limits: _Limits, max_redirects: int, context: ssl.SSLContext
    ) -> None:
        """Go on until a page comes, or raise what is in the way."""
        seen: set[str] = set()
        for _ in range(max_redirects + 1):
            step = read_address(self._here)
            self._here = str(step)
            if self._here in seen:
                raise DeadLinkError("Сайт перенаправляет по кругу")
            seen.add(self._here)
            answer = _asked(step, limits, context)
            self._status = answer.status
            if answer.status not in REDIRECTS or not answer.location:
                _refuse_unless_page(answer)
                return
            self._here = urljoin(self._here, answer.location)
        raise DeadLinkError("Сайт перенаправляет слишком много раз")

    def answer(self, error: LinkError | None) -> LinkAnswer:
        """Return what the trail has come to."""
        status = self._status
        if error is None:
            return LinkAnswer(
                LinkState.ALIVE, status, "Страница открывается.", self._here
            )
        if isinstance(error, DeadLinkError):
            detail, is_temporary = f"{error.message}.", error.is_temporary
            return LinkAnswer(LinkState.DEAD, status, detail, self._here, is_temporary)
        sender = "; туда перенаправил сайт" if status in REDIRECTS else ""
        detail = f"{error.message}{sender}."
        return LinkAnswer(LinkState.REFUSED, status, detail, self._here)


def _asked(address: Address, limits: _Limits, context: ssl.SSLContext) -> Answer:
    """Ask the host's addresses one after another; each has its share of the time."""
    places = _places(address, limits)
    for number, place in enumerate(places):
        now = time.monotonic()
        share = (limits.deadline - now) / (len(places) - number)
        try:
            return ask(
                address,
                place,
                deadline=now + share,
                max_bytes=limits.max_bytes,
                context=context,
            )
        except DeadLinkError as error:
            if not error.is_temporary or place == places[-1]:
                raise
    raise DeadLinkError("Сайт с таким именем не найден")


def _places(address: Address, limits: _Limits) -> list[str]:
    """Return the network addresses that may be asked; one that may not spoils all."""
    seconds = max(0.0, limits.deadline - time.monotonic())
    found = list(limits.resolve(address.host, address.port, seconds))
    for place in found:
        # A zone says that the address is of this machine's own network.
        if "%" in place or not limits.allowed(ip_address(place), address.port):
            raise RefusedLinkError(
                "Адрес ведёт не в открытый интернет или не на обычную страницу"
            )
    return found


def _refuse_unless_page(answer: Answer) -> None:
    status = answer.status
    if status == HTTPStatus.OK and not answer.has_body:
        raise DeadLinkError("Страница открывается, но пуста")
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        words = IN_WORDS.get(status, "Сайт ответил отказом")
        raise DeadLinkError(
            f"{words} (ответ {status})",
            is_temporary=status in TEMPORARY,
        )
