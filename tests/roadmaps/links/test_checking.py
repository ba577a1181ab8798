"""A link is alive, dead or refused; nobody looks through it into our network."""

import socket
import ssl
import time
from ipaddress import ip_address

import pytest

from roadmaps.links import LinkAnswer, LinkState, check_link
from tests.roadmaps.links.site import certificate, open_site


ALIVE, DEAD, REFUSED = LinkState.ALIVE, LinkState.DEAD, LinkState.REFUSED
NOT_OPEN = "Адрес ведёт не в открытый интернет или не на обычную страницу"


@pytest.fixture(scope="module")
def running():
    with open_site() as opened:
        yield opened


@pytest.fixture
def site(running):
    running.asked.clear()
    running.redirects.clear()
    running.flooded = 0
    return running


class Resolver:
    """Answers with the given places, one after another; the last one stays."""

    def __init__(self, *places: str | tuple[str, ...]) -> None:
        self.places = [p if isinstance(p, tuple) else (p,) for p in places]
        self.asked: list[str] = []

    def __call__(self, host, port, seconds):
        self.asked.append(host)
        return self.places[min(len(self.asked), len(self.places)) - 1]


def only(*sites):
    """Permit exactly these loopback ports, as the public web is permitted elsewhere."""
    known = {(ip_address(s.server_address[0]), s.port) for s in sites}
    return lambda address, port: (address, port) in known


def checked(site, path: str = "/", host: str = "school.test", **options) -> LinkAnswer:
    options = {
        "resolve": Resolver("127.0.0.1"),
        "allowed": only(site),
        "timeout": 5,
        **options,
    }
    scheme = options.pop("scheme", "http")
    return check_link(f"{scheme}://{host}:{site.port}{path}", **options)


class TestPages:
    def test_a_page_that_opens(self, site):
        assert checked(site, "/docs/programme.pdf?v=2#part") == LinkAnswer(
            state=ALIVE,
            status=200,
            detail="Страница открывается.",
            final_address=f"http://school.test:{site.port}/docs/programme.pdf?v=2",
        )
        ((path, headers),) = site.asked
        assert path == "/docs/programme.pdf?v=2"
        assert f"Host: school.test:{site.port}\r\n" in headers

    def test_pieces_of_unknown_length(self, site):
        assert checked(site, "/chunks").state == ALIVE

    @pytest.mark.parametrize(
        ("status", "detail", "is_temporary"),
        [
            (401, "Страница открывается только по паролю (ответ 401).", False),
            (403, "Сайт не пускает к странице (ответ 403).", False),
            (404, "Страницы по этому адресу нет (ответ 404).", False),
            (410, "Страницу удалили (ответ 410).", False),
            (418, "Сайт ответил отказом (ответ 418).", False),
            (304, "Сайт ответил отказом (ответ 304).", False),
            (429, "Сайт просит обратиться позже (ответ 429).", True),
            (500, "На сайте ошибка (ответ 500).", True),
            (503, "Сайт временно не работает (ответ 503).", True),
        ],
    )
    def test_a_page_that_does_not(self, site, status, detail, is_temporary):
        answer = checked(site, f"/status/{status}")
        assert (answer.state, answer.status) == (DEAD, status)
        assert (answer.detail, answer.is_temporary) == (detail, is_temporary)

    def test_an_empty_page(self, site):
        answer = checked(site, "/empty")
        assert (answer.state, answer.detail) == (
            DEAD,
            "Страница открывается, но пуста.",
        )

    @pytest.mark.parametrize("path", ["/other-language", "/nothing", "/endless-header"])
    def test_what_is_no_page(self, site, path):
        answer = checked(site, path)
        assert (answer.state, answer.status) == (DEAD, None)
        assert answer.detail == "Сайт ответил не так, как отвечают страницы."


class TestLimits:
    @pytest.mark.parametrize("path", ["/slow-header", "/slow-body"])
    def test_a_dripping_answer_is_left_in_time(self, site, path):
        begun = time.monotonic()
        answer = checked(site, path, timeout=0.4)
        assert time.monotonic() - begun < 30
        assert (answer.state, answer.detail, answer.is_temporary) == (
            DEAD,
            "Сайт не ответил за отведённое время.",
            True,
        )

    def test_a_connection_that_nobody_takes(self, site):
        with socket.socket() as deaf:
            deaf.bind(("127.0.0.1", 0))
            deaf.listen(1)
            port = deaf.getsockname()[1]
            answer = check_link(
                f"http://school.test:{port}/",
                timeout=0.3,
                resolve=Resolver("127.0.0.1"),
                allowed=lambda address, asked: asked == port,
            )
        assert (answer.state, answer.is_temporary) == (DEAD, True)

    def test_an_endless_page_is_read_to_the_limit_and_no_further(self, site):
        begun = time.monotonic()
        assert checked(site, "/endless", max_bytes=10_000).state == ALIVE
        assert time.monotonic() - begun < 30
        # The rest is what the system's own buffers have swallowed.
        assert site.flooded < 20_000_000

    def test_a_resolver_that_takes_all_the_time(self, site):
        def slow(host, port, seconds):
            time.sleep(seconds)
            return ["127.0.0.1"]

        answer = checked(site, resolve=slow, timeout=0.2)
        assert (answer.state, answer.is_temporary) == (DEAD, True)
        assert site.asked == []


class TestRedirects:
    def test_they_are_followed(self, site):
        site.redirects |= {"/old": "/section/../new", "/new": "./Программа школы"}
        answer = checked(site, "/old")
        assert (answer.state, answer.status) == (ALIVE, 200)
        assert answer.final_address == (
            f"http://school.test:{site.port}"
            "/%D0%9F%D1%80%D0%BE%D0%B3%D1%80%D0%B0%D0%BC%D0%BC%D0%B0"
            "%20%D1%88%D0%BA%D0%BE%D0%BB%D1%8B"
        )

    def test_a_circle(self, site):
        answer = checked(site, "/loop1")
        assert (answer.state, answer.status, answer.detail) == (
            DEAD,
            301,
            "Сайт перенаправляет по кругу.",
        )
        assert [path for path, _ in site.asked] == ["/loop1", "/loop2"]

    def test_too_many(self, site):
        answer = checked(site, "/further", max_redirects=3)
        assert (answer.state, answer.detail) == (
            DEAD,
            "Сайт перенаправляет слишком много раз.",
        )
        assert len(site.asked) == 4

    @pytest.mark.parametrize(
        "target",
        ["http://127.0.0.1:{port}/", "http://school.test:22/", "//school.test:22/"],
    )
    def test_to_what_may_not_be_asked(self, site, target):
        with open_site() as inner:
            site.redirects["/out"] = target.format(port=inner.port)
            answer = checked(site, "/out")
        assert (answer.state, answer.status, answer.detail) == (
            REFUSED,
            302,
            f"{NOT_OPEN}; туда перенаправил сайт.",
        )
        assert inner.asked == []

    @pytest.mark.parametrize(
        "target",
        [
            "file:///etc/passwd",
            "ftp://school.test/",
            "http://a:b@school.test/",
            "gopher:x",
        ],
    )
    def test_to_what_is_no_page(self, site, target):
        site.redirects["/out"] = target
        assert checked(site, "/out").state == REFUSED

    def test_the_host_is_asked_for_anew_at_every_step(self, site):
        site.redirects["/old"] = "/new"
        resolver = Resolver("127.0.0.1", "127.0.0.2")
        assert checked(site, "/old", resolve=resolver).state == REFUSED
        assert resolver.asked == ["school.test", "school.test"]
        assert [path for path, _ in site.asked] == ["/old"]


class TestOurNetwork:
    """Without the permit of the tests nothing on this machine is reached."""

    @pytest.mark.parametrize(
        "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0"]
    )
    def test_loopback_under_any_name(self, site, host):
        answer = check_link(f"http://{host}:{site.port}/")
        assert (answer.state, answer.status, answer.detail) == (
            REFUSED,
            None,
            f"{NOT_OPEN}.",
        )
        assert site.asked == []

    def test_the_usual_port_does_not_help(self):
        assert check_link("http://127.0.0.1/").state == REFUSED
        assert check_link("http://[::1]/").state == REFUSED
        assert check_link("http://[::ffff:127.0.0.1]/").state == REFUSED

    def test_a_name_that_changes_its_mind_between_check_and_connection(self, site):
        """The second answer of the resolver would lead inside; nobody asks for it."""
        with open_site("127.0.0.2") as inner:
            resolver = Resolver("127.0.0.1", "127.0.0.2")
            answer = checked(site, resolve=resolver)
        assert (answer.state, resolver.asked) == (ALIVE, ["school.test"])
        assert (len(site.asked), inner.asked) == (1, [])

    def test_one_inner_address_among_others_spoils_all(self, site):
        resolver = Resolver(("127.0.0.1", "10.0.0.1"))
        assert checked(site, resolve=resolver).state == REFUSED
        assert site.asked == []

    def test_an_address_with_a_zone(self, site):
        assert checked(site, resolve=Resolver("fe80::1%lo")).state == REFUSED


def test_the_second_address_is_asked_when_the_first_is_deaf(site):
    def allowed(address, port):
        return port == site.port

    answer = checked(
        site, resolve=Resolver(("127.0.0.3", "127.0.0.1")), allowed=allowed
    )
    assert answer.state == ALIVE


def test_nobody_at_the_port(site):
    with open_site() as gone:
        pass
    answer = checked(gone)
    assert (answer.state, answer.detail, answer.is_temporary) == (
        DEAD,
        "Сайт не отвечает.",
        True,
    )


def test_no_such_site(site):
    answer = checked(site, resolve=Resolver(()))
    assert (answer.state, answer.detail) == (DEAD, "Сайт с таким именем не найден.")


class TestCertificates:
    def test_a_trusted_one_of_a_cyrillic_name(self, tmp_path):
        host = "школа.рф".encode("idna").decode()
        server, trusting = certificate(tmp_path, host)
        with open_site(context=server) as site:
            answer = checked(
                site, "/Программа", "школа.рф", scheme="https", context=trusting
            )
        ((path, headers),) = site.asked
        assert (answer.state, answer.status) == (ALIVE, 200)
        assert f"Host: {host}:{site.port}\r\n" in headers
        assert path == "/%D0%9F%D1%80%D0%BE%D0%B3%D1%80%D0%B0%D0%BC%D0%BC%D0%B0"

    @pytest.mark.parametrize(
        ("name", "days", "trusted", "detail"),
        [
            ("school.test", 30, False, "Сертификат сайта выдан центром, которому портал не доверяет."),
            ("school.test", -1, True, "Срок действия сертификата сайта истёк или ещё не наступил."),
            ("other.test", 30, True, "Сертификат сайта выдан на другое имя."),
        ],
    )  # fmt: skip
    def test_one_that_is_not_accepted(self, tmp_path, name, days, trusted, detail):
        server, trusting = certificate(tmp_path, name, days=days)
        context = trusting if trusted else ssl.create_default_context()
        with open_site(context=server) as site:
            answer = checked(site, scheme="https", context=context)
        assert (answer.state, answer.detail, answer.is_temporary) == (
            DEAD,
            detail,
            False,
        )
        assert site.asked == []

    def test_a_site_without_any(self, site):
        answer = checked(site, scheme="https", timeout=2)
        assert (answer.state, answer.detail) == (
            DEAD,
            "Сайт не поддерживает защищённое соединение (https).",
        )
