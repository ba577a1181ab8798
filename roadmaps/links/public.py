"""Which addresses of the network belong to the public web, and which to somebody's own.

Sources: the special-purpose registries of IANA (RFC 6890 and its updates), RFC 6052 and
RFC 8215 (NAT64), RFC 3056 (6to4), RFC 4380 (Teredo), RFC 6598 (CGNAT).
"""

import socket
import threading
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_network

from roadmaps.links.errors import DeadLinkError


Address = IPv4Address | IPv6Address
WEB_PORTS = frozenset({80, 443})
# What `ipaddress` of Python 3.11 takes for global and is not, or hides an IPv4 address
# that would be reached behind it.
NOT_PUBLIC = tuple(
    ip_network(network)
    for network in (
        "192.0.0.0/24",  # protocols, and the metadata service of one public cloud
        "192.88.99.0/24",  # relays of 6to4
        "168.63.129.16/32",  # the host's own services in one public cloud
        "::/96",  # IPv4-compatible
        "::ffff:0:0/96",  # IPv4-mapped
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64 of one's own network
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
    )
)
GLOBAL_V6 = ip_network("2000::/3")


def is_public_web(address: Address, port: int) -> bool:
    """Tell whether a connection there leaves for the public web.

    Parameters
    ----------
    address : IPv4Address or IPv6Address
        The very address that the connection is made to.
    port : int
        Only 80 and 443 are the web's.

    Returns
    -------
    bool
        False for private, loopback, link-local, multicast and reserved ranges, for
        CGNAT, and for IPv6 addresses that carry an IPv4 one.
    """
    if port not in WEB_PORTS or not address.is_global:
        return False
    if address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    if isinstance(address, IPv6Address) and address not in GLOBAL_V6:
        return False
    return not any(address in network for network in NOT_PUBLIC)


def resolve_host(host: str, port: int, seconds: float) -> Sequence[str]:
    """Return the addresses of a host; a resolver that is silent is left in time.

    Parameters
    ----------
    host : str
        Its name in ASCII, or an address in any form that the system understands.
    port : int
        Where the connection will go.
    seconds : float
        How long to wait.

    Raises
    ------
    DeadLinkError
        When there is no such host, or nobody answers who it is.
    """
    found: list[str] = []
    failed: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(row[4][0]) for row in rows))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    # The system's call takes no time limit, so it is left behind, not interrupted.
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(seconds, 0))
    if failed or not found:
        raise DeadLinkError(
            "Сайт с таким именем не найден", is_temporary=_may_pass(failed)
        )
    return tuple(found)


def _may_pass(failed: Sequence[OSError | UnicodeError]) -> bool:
    """Tell a resolver that did not answer from one that knows of no such name."""
    return not failed or getattr(failed[0], "errno", None) == socket.EAI_AGAIN
