"""Asks clamd whether a file holds malware, by its INSTREAM command.

The protocol is described in the manual page clamd(8): after ``zINSTREAM`` and a zero
byte come pieces, each after its length in four bytes of network order; a piece of no
length ends the stream. One answer comes back and ends with a zero byte.
"""

import re
import socket
import struct
import time
from dataclasses import dataclass
from urllib.parse import urlsplit


PORT = 3310
PIECE = 64 * 1024
LONGEST_ANSWER = 4096
FOUND = re.compile(r"^stream: (?P<threat>.+) FOUND$")
EICAR = re.compile(r"eicar", re.IGNORECASE)

TEST_FILE = (
    "Это проверочный файл для антивирусов (EICAR), а не документ: вреда он не несёт,"
    " но портал его не принимает."
)
THREAT = (
    "Антивирус нашёл в файле угрозу «{threat}»: файл не принят. Проверьте компьютер"
    " антивирусом и загрузите другой файл."
)
CLEAN = "Антивирус угроз не нашёл."


@dataclass(frozen=True, slots=True)
class ScanAnswer:
    """What the scanner says of one file.

    Parameters
    ----------
    is_clean
        Whether nothing was found.
    threat
        The scanner's own name of what it found; empty for a clean file.
    message
        One Russian sentence for the person who sent the file.
    """

    is_clean: bool
    threat: str = ""
    message: str = CLEAN


class ScannerError(Exception):
    """The scanner gave no answer; whether the file waits is for the caller to decide.

    `code` is ``address``, ``unreachable``, ``too_large`` or ``answer``.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def scan(content: bytes, *, address: str, timeout: float = 60.0) -> ScanAnswer:
    """Return what clamd says of the content.

    Parameters
    ----------
    content : bytes
        The whole file; it goes to the scanner in pieces of 64 KB.
    address : str
        ``unix:///run/clamav/clamd.ctl`` or ``tcp://host:3310``; a bare path is a unix
        socket, the port may be left out.
    timeout : float
        Seconds for the whole conversation.

    Raises
    ------
    ScannerError
        When the scanner cannot be reached, refuses the size or answers otherwise than
        the protocol says.
    """
    deadline = time.monotonic() + timeout
    try:
        with _connected(address, deadline) as connection:
            answer = _asked(connection, content, deadline)
    except OSError as error:
        message = f"Антивирус не отвечает по адресу {address}."
        raise ScannerError("unreachable", message) from error
    return _understood(answer)


def _connected(address: str, deadline: float) -> socket.socket:
    parts = urlsplit(address)
    path = parts.path if parts.scheme == "unix" else address
    if path.startswith("/") and not parts.netloc:
        return _opened(socket.AF_UNIX, path, deadline)
    try:
        port = parts.port or PORT
    except ValueError:
        port = 0
    if parts.scheme != "tcp" or not parts.hostname or not port:
        raise ScannerError("address", f"Адрес антивируса записан неверно: {address}.")
    return socket.create_connection((parts.hostname, port), timeout=_left(deadline))


def _opened(family: int, path: str, deadline: float) -> socket.socket:
    connection = socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.settimeout(_left(deadline))
        connection.connect(path)
    except OSError:
        connection.close()
        raise
    return connection


def _asked(connection: socket.socket, content: bytes, deadline: float) -> str:
    try:
        connection.sendall(b"zINSTREAM\0")
        for place in range(0, len(content), PIECE):
            piece = content[place : place + PIECE]
            connection.settimeout(_left(deadline))
            connection.sendall(struct.pack("!L", len(piece)) + piece)
        connection.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        # A scanner that has had enough says why and hangs up in the middle.
        return _received(connection, deadline)
    return _received(connection, deadline)


def _received(connection: socket.socket, deadline: float) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < LONGEST_ANSWER:
        connection.settimeout(_left(deadline))
        fresh = connection.recv(LONGEST_ANSWER)
        if not fresh:
            break
        answer += fresh
    return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _understood(answer: str) -> ScanAnswer:
    if answer == "stream: OK":
        return ScanAnswer(is_clean=True)
    found = FOUND.match(answer)
    if found:
        threat = found["threat"]
        is_test = EICAR.search(threat) is not None
        message = TEST_FILE if is_test else THREAT.format(threat=threat)
        return ScanAnswer(is_clean=False, threat=threat, message=message)
    if "size limit exceeded" in answer:
        message = "Файл больше, чем принимает антивирус."
        raise ScannerError("too_large", message)
    raise ScannerError("answer", f"Антивирус ответил непонятно: {answer[:200]!r}.")
