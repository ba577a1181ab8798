"""Ranges of special use are nobody's public web."""

import socket
import threading
from ipaddress import ip_address

import pytest

from roadmaps.links.errors import DeadLinkError
from roadmaps.links.public import is_public_web, resolve_host


@pytest.mark.parametrize("place", ["8.8.8.8", "95.163.0.1", "2a02:6b8::2:242"])
def test_the_public_web(place):
    assert is_public_web(ip_address(place), 443)
    assert is_public_web(ip_address(place), 80)
    assert not is_public_web(ip_address(place), 8080)
    assert not is_public_web(ip_address(place), 22)


@pytest.mark.parametrize(
    "place",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1",
        "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255",
        "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1",
        "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "168.63.129.16",
        "::", "::1", "::8.8.8.8", "::ffff:8.8.8.8", "::ffff:127.0.0.1",
        "64:ff9b::808:808", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1",
        "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1", "fd00::1",
        "fe80::1", "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_not_the_public_web(place):
    assert not is_public_web(ip_address(place), 443)


def test_every_form_of_a_number_is_the_same_host():
    assert resolve_host("127.0.0.1", 80, 5) == ("127.0.0.1",)
    assert resolve_host("2130706433", 80, 5) == ("127.0.0.1",)


def test_a_name_that_cannot_be():
    with pytest.raises(DeadLinkError, match="не найден"):
        resolve_host("a" * 300, 80, 5)


def test_a_silent_resolver_is_left(monkeypatch):
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait() and [])
    with pytest.raises(DeadLinkError) as error:
        resolve_host("school.invalid", 80, 0)
    answered.set()
    assert error.value.is_temporary
