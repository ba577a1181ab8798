"""Takes an address apart as a browser would: Cyrillic names and paths, ports, anchors."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from roadmaps.links.errors import RefusedLinkError


PORTS = {"http": 80, "https": 443}
LONGEST = 2_000
# A blank or a control sign would end the line of the request and begin another one.
NOT_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f\\\u00a0\u2028\u2029]")
BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
KEPT_IN_PATH = "/%:@!$&'()*+,;=~-._"
KEPT_IN_QUERY = KEPT_IN_PATH + "?"
LITERAL_V6 = re.compile(r"[0-9a-f:.]+")
HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?")


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the web, ready to be asked for.

    Parameters
    ----------
    scheme : str
        ``http`` or ``https``.
    host : str
        In small ASCII letters, Cyrillic names in their form for the wire.
    port : int
        As given, or the usual one of the scheme.
    target : str
        Path and query, ASCII only.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as the request and the address name them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def read_address(text: str) -> Address:
    """Return the address that a person, or a site that redirects, has written.

    Raises
    ------
    RefusedLinkError
        When it is no address of the web, or carries a name and a password.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise RefusedLinkError("Адрес слишком длинный")
    if NOT_IN_ADDRESS.search(text):
        raise RefusedLinkError("В адресе есть пробелы или недопустимые знаки")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise RefusedLinkError("Адрес записан с ошибкой") from error
    if parts.scheme not in PORTS:
        raise RefusedLinkError("Адрес должен начинаться с http:// или https://")
    if parts.username is not None or parts.password is not None:
        raise RefusedLinkError("В адресе записаны имя и пароль: уберите их")
    host = _host(parts.hostname or "")
    port = PORTS[parts.scheme] if port is None else port
    return Address(parts.scheme, host, port, _target(parts))


def _host(name: str) -> str:
    if ":" in name:
        # A zone («%eth0») names a network card of this very machine.
        if not LITERAL_V6.fullmatch(name):
            raise RefusedLinkError("Имя сайта записано с ошибкой")
        return name
    try:
        host = name.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise RefusedLinkError("Имя сайта записано с ошибкой") from error
    if not HOST.fullmatch(host):
        raise RefusedLinkError("В адресе нет имени сайта или оно записано с ошибкой")
    return host


def _target(parts: SplitResult) -> str:
    path = _quoted(parts.path, KEPT_IN_PATH) or "/"
    return f"{path}?{_quoted(parts.query, KEPT_IN_QUERY)}" if parts.query else path


def _quoted(text: str, kept: str) -> str:
    """Write Cyrillic letters as the wire needs them; what is written so already stays."""
    return quote(BARE_PERCENT.sub("%25", text), safe=kept)
