"""A small clamd: the INSTREAM command as clamd(8) describes it, on a real socket."""

import contextlib
import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path


class Session(socketserver.StreamRequestHandler):
    """One connection: the command, the pieces, the answer."""

    def handle(self) -> None:
        server = self.server
        server.commands.append(self._command())
        if server.silent:
            server.released.wait(20)
            return
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if len(content) > server.most_bytes:
                # As clamd does: it says so and hangs up with the rest unread.
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        server.contents.append(content)
        self.wfile.write(server.answer_to(content) + b"\0")

    def _command(self) -> bytes:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        return command


class Clamd(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """What it was asked is kept in `commands` and `contents`."""

    daemon_threads = True
    most_bytes = 25 * 2**20

    def __init__(self, address, *, silent: bool = False, answer: bytes = b"") -> None:
        self.commands: list[bytes] = []
        self.contents: list[bytes] = []
        self.silent, self.answer = silent, answer
        self.released = threading.Event()
        super().__init__(address, Session)

    def answer_to(self, content: bytes) -> bytes:
        if self.answer:
            return self.answer
        if b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE" in content:
            return b"stream: Win.Test.EICAR_HDB-1 FOUND"
        return b"stream: Doc.Trojan.Bad-7 FOUND" if b"bad" in content else b"stream: OK"


class UnixClamd(Clamd):
    """The same on a unix socket, as distributions install it."""

    address_family = socket.AF_UNIX

    def get_request(self):
        connection, _ = super().get_request()
        return connection, ("", 0)


@contextlib.contextmanager
def running(server: Clamd) -> Iterator[Clamd]:
    """Serve until the block ends."""
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


def on_unix(path: Path, **options: object) -> Clamd:
    return UnixClamd(str(path), **options)


def on_tcp(**options: object) -> Clamd:
    return Clamd(("127.0.0.1", 0), **options)
