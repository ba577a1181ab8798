"""A real site on loopback whose pages misbehave in every way that sites do."""

import contextlib
import datetime as dt
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


OK = b"HTTP/1.1 200 OK\r\n"
PLAIN = OK + b"Content-Length: 4\r\n\r\ntext"
PAGES = {
    "/loop1": b"HTTP/1.1 301 Moved\r\nLocation: /loop2\r\n\r\n",
    "/loop2": b"HTTP/1.1 301 Moved\r\nLocation: /loop1\r\n\r\n",
    "/chunks": OK + b"Transfer-Encoding: chunked\r\n\r\n4\r\ntext\r\n0\r\n\r\n",
    "/other-language": b"220 mail.example ESMTP\r\n",
    "/nothing": b"",
    "/empty": OK + b"Content-Length: 0\r\n\r\n",
}
DRIPS = {
    "/slow-header": (OK, b"X: " + b"x" * 1000),
    "/slow-body": (OK + b"\r\n", b"x" * 1000),
}
FLOODS = {
    "/endless": (OK + b"\r\n", b"x" * 65536),
    "/endless-header": (OK, b"X-More: " + b"x" * 1000 + b"\r\n"),
}


class Page(socketserver.StreamRequestHandler):
    """Answers by the path; what was asked is kept by the server."""

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            if self.rfile.peek(1)[:1] == b"\x16":
                # A greeting of TLS where none is spoken.
                self._send(400, b"")
                return
            line = self.rfile.readline()
            headers = b"".join(iter(self.rfile.readline, b"\r\n"))
            path = line.split()[1].decode()
            self.server.asked.append((path, headers.decode()))
            self._answer(path)

    def _answer(self, path: str) -> None:
        if path in self.server.redirects:
            self._send(302, b"", self.server.redirects[path])
        elif path.startswith("/status/"):
            self._send(int(path.removeprefix("/status/")), b"text")
        elif path.startswith("/further"):
            self._send(307, b"", f"{path}x")
        elif path in FLOODS:
            self._flood(*FLOODS[path])
        elif path in DRIPS:
            self._drip(*DRIPS[path])
        else:
            self.wfile.write(PAGES.get(path, PLAIN))

    def _send(self, status: int, body: bytes, location: str = "") -> None:
        head = f"HTTP/1.1 {status} Said\r\nContent-Length: {len(body)}\r\n"
        if location:
            head += f"Location: {location}\r\n"
        self.wfile.write(head.encode() + b"\r\n" + body)

    def _drip(self, head: bytes, content: bytes) -> None:
        self.wfile.write(head)
        for place in range(len(content)):
            if self.server.ended.is_set():
                return
            self.wfile.write(content[place : place + 1])
            time.sleep(0.05)

    def _flood(self, head: bytes, piece: bytes) -> None:
        self.wfile.write(head)
        while not self.server.ended.is_set():
            self.wfile.write(piece)
            self.server.flooded += len(piece)


class Site(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """`asked` keeps path and headers of every request."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, host: str, context: ssl.SSLContext | None) -> None:
        self.asked: list[tuple[str, str]] = []
        self.redirects: dict[str, str] = {}
        self.flooded = 0
        self.ended = threading.Event()
        self.context = context
        super().__init__((host, 0), Page)

    @property
    def port(self) -> int:
        return self.server_address[1]

    def finish_request(self, request, client_address) -> None:
        if self.context is not None:
            with contextlib.suppress(OSError):
                request.settimeout(10)
                with self.context.wrap_socket(request, server_side=True) as wrapped:
                    super().finish_request(wrapped, client_address)
            return
        super().finish_request(request, client_address)


@contextlib.contextmanager
def open_site(
    host: str = "127.0.0.1", context: ssl.SSLContext | None = None
) -> Iterator[Site]:
    """Serve until the block ends."""
    site = Site(host, context)
    thread = threading.Thread(target=site.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield site
    finally:
        site.ended.set()
        site.shutdown()
        site.server_close()
        thread.join()


def certificate(
    folder: Path, name: str, *, days: int = 30
) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return contexts of a site with its own certificate, and of who trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=60))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    place = folder / f"{name}-{days}.pem"
    place.write_bytes(
        signed.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(place)
    return server, ssl.create_default_context(cafile=str(place))
