"""One request to one address of the network, with one time limit for all of it."""

import http.client
import io
import socket
import ssl
import time
from dataclasses import dataclass

from roadmaps.links.address import Address
from roadmaps.links.errors import DeadLinkError


AGENT = "school-support-portal/1.0 (link check)"
PIECE = 16 * 1024
# Codes of OpenSSL's verification, see the manual page X509_STORE_CTX_get_error(3).
EXPIRED, NOT_YET_VALID, OTHER_HOST = 10, 9, 62


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site has answered.

    Parameters
    ----------
    status : int
        Code of HTTP.
    location : str
        Where it sends on; empty when nowhere.
    has_body : bool
        Whether at least one byte of the page came.
    """

    status: int
    location: str
    has_body: bool


class _Limited(io.RawIOBase):
    """The bytes of a connection until a moment, however slowly they drip."""

    def __init__(self, connection: socket.socket, deadline: float) -> None:
        self._connection = connection
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        self._connection.settimeout(left(self._deadline))
        return self._connection.recv_into(buffer)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Stand where the library expects a socket."""
        return io.BufferedReader(self)


def ask(
    address: Address,
    place: str,
    *,
    deadline: float,
    max_bytes: int,
    context: ssl.SSLContext,
) -> Answer:
    """Ask `place`, and no other, for the page of `address`.

    Parameters
    ----------
    address : Address
        What is asked for; its host goes into the request and is what the certificate
        must name.
    place : str
        The network address to connect to, checked before.
    deadline : float
        By `time.monotonic`, when the whole exchange must be over.
    max_bytes : int
        After so much of a page nobody reads on.
    context : ssl.SSLContext
        How certificates are checked.

    Raises
    ------
    DeadLinkError
        When nobody answers in time, or not in the language of the web.
    """
    try:
        with _connected(address, place, deadline, context) as connection:
            connection.settimeout(left(deadline))
            connection.sendall(_request(address))
            return _read(connection, deadline, max_bytes)
    except TimeoutError as error:
        raise DeadLinkError(
            "Сайт не ответил за отведённое время", is_temporary=True
        ) from error
    except ssl.SSLError as error:
        raise DeadLinkError(_about_certificate(error)) from error
    except (http.client.HTTPException, ValueError) as error:
        raise DeadLinkError("Сайт ответил не так, как отвечают страницы") from error
    except OSError as error:
        raise DeadLinkError("Сайт не отвечает", is_temporary=True) from error


def left(deadline: float) -> float:
    """Return the seconds left; it is a `TimeoutError` when there are none."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def _connected(
    address: Address, place: str, deadline: float, context: ssl.SSLContext
) -> socket.socket:
    connection = socket.create_connection((place, address.port), left(deadline))
    if address.scheme == "http":
        return connection
    try:
        connection.settimeout(left(deadline))
        return context.wrap_socket(connection, server_hostname=address.host.rstrip("."))
    except BaseException:
        connection.close()
        raise


def _request(address: Address) -> bytes:
    lines = (
        f"GET {address.target} HTTP/1.1",
        f"Host: {address.authority}",
        f"User-Agent: {AGENT}",
        "Accept: */*",
        # Nothing packed comes, so nothing has to be unpacked.
        "Accept-Encoding: identity",
        "Connection: close",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _read(connection: socket.socket, deadline: float, max_bytes: int) -> Answer:
    stream = _Limited(connection, deadline)
    response = http.client.HTTPResponse(stream, method="GET")  # type: ignore[arg-type]
    with response:
        response.begin()
        location = response.headers.get("Location", "")
        size = 0
        while response.status == http.client.OK and size < max_bytes:
            piece = response.read(min(PIECE, max_bytes - size))
            if not piece:
                break
            size += len(piece)
        return Answer(response.status, _readable(location), size > 0)


def _readable(location: str) -> str:
    """Return the header's Cyrillic letters, which the library takes for Latin ones."""
    location = location.strip().replace(" ", "%20")
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _about_certificate(error: ssl.SSLError) -> str:
    if not isinstance(error, ssl.SSLCertVerificationError):
        return "Сайт не поддерживает защищённое соединение (https)"
    if error.verify_code in (EXPIRED, NOT_YET_VALID):
        return "Срок действия сертификата сайта истёк или ещё не наступил"
    if error.verify_code == OTHER_HOST:
        return "Сертификат сайта выдан на другое имя"
    return "Сертификат сайта выдан центром, которому портал не доверяет"
