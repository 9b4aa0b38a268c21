"""The outbound client: where it does not go, and that no server can hold it or make it read more than it wants."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hiwar.moderation.outbound import MOST_BYTES, NotSent, Outbound, destination, is_public
from tests.fakes.listeners import Listener, web_listener

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def refusing(*addresses: str) -> Outbound:
    """A client for which every name has these addresses, and which would tell if it reached one."""
    return Outbound(resolve=lambda host, port: list(addresses or (host.strip("."),)), seconds=2)


def why_not(client: Outbound, url: str) -> str:
    """The reason nothing was sent to an address."""
    with pytest.raises(NotSent) as error:
        client.post(url, body=b"{}", headers={})
    return error.value.reason


@pytest.fixture
def listener() -> Iterator[Listener]:
    with web_listener() as found:
        yield found


@contextmanager
def server(speak: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that takes one connection and does with it what it is told."""

    def serve() -> None:
        with taken.accept()[0] as connection:
            connection.recv(65536)
            try:
                speak(connection)
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as taken:
        thread = threading.Thread(target=serve)
        thread.start()
        yield taken.getsockname()[1]
        thread.join(timeout=5)
        assert not thread.is_alive()


def here(port: int, **options: object) -> Outbound:
    """A client to which the operator has opened one port of this machine."""
    return Outbound(inner=frozenset({(ip_address("127.0.0.1"), port)}), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url",
    [
        "", "example.org", "//example.org/", "ftp://example.org/", "file:///etc/passwd", "gopher://127.0.0.1:70/",
        "javascript:alert(1)", "http://", "http:///path", "https://user@example.org/", "https://user:word@example.org/",
        "https://example.org\\@127.0.0.1/", "https://exa mple.org/", "https://example.org/\r\nX: y", "https://\texample.org/",
        "https://example.org:99999/", "https://example.org:-1/", "https://example.org:port/", "https://[::1", "https://::1/",
        "https://[v1.fe80]/", "https://[fe80::1%25eth0]/", "https://%31%32%37.0.0.1/", "http://127.1/", "http://0/",
        "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/", "http://017700000001/",
        "http://1.2.3.4.5/", "http://127.0.0.1./", "https://-example.org/", "https://a..b/", f"https://{'a' * 64}.org/",
        f"https://example.org/{'a' * 2000}", "https://example.org\x00/", "https://ex\u2028ample.org/",
    ],
)  # fmt: skip
def test_what_is_not_plainly_a_web_address_is_refused_before_anything_is_asked(url: str) -> None:
    asked: list[str] = []

    def remember(host: str, port: int) -> list[str]:
        asked.append(host)
        return []

    assert why_not(Outbound(resolve=remember), url) == "bad_address"
    assert asked == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://127.9.9.9/", "https://[::1]/", "https://[::]/", "http://0.0.0.0/", "http://10.1.2.3/",
        "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/", "http://168.63.129.16/",
        "http://100.100.100.200/", "http://192.0.0.192/", "http://224.0.0.1/", "http://255.255.255.255/", "http://240.0.0.1/",
        "https://[::ffff:127.0.0.1]/", "https://[::ffff:8.8.8.8]/", "https://[::127.0.0.1]/", "https://[64:ff9b::7f00:1]/",
        "https://[64:ff9b:1::a00:1]/", "https://[2002:7f00:1::]/", "https://[2001:0:1::1]/", "https://[fe80::1]/",
        "https://[fc00::1]/", "https://[fd00:ec2::254]/", "https://[ff02::1]/", "https://[fec0::1]/", "http://198.18.0.1/",
        "http://①②⑦.0.0.1/", "http://127。0。0。1/", "http://203.0.113.1/", "http://100.64.0.1/", "https://[100::1]/",
    ],
)  # fmt: skip
def test_an_address_behind_or_beside_the_open_network_is_refused(url: str) -> None:
    assert why_not(refusing(), url) == "inner_address"


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001::200e"])
def test_addresses_of_the_open_network_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("name", ["localhost", "localhost.", "metadata.google.internal", "127.0.0.1.nip.example"])
def test_a_name_is_judged_by_what_it_means(name: str) -> None:
    assert why_not(refusing("127.0.0.1"), f"https://{name}/") == "inner_address"


def test_one_inner_address_among_public_ones_is_enough_to_refuse() -> None:
    assert why_not(refusing("1.1.1.1", "10.0.0.1"), "https://example.org/") == "inner_address"


@pytest.mark.parametrize("port", [22, 25, 6379, 8080, 8443])
def test_ports_that_are_not_the_webs_are_refused(port: int) -> None:
    assert why_not(refusing("1.1.1.1"), f"https://example.org:{port}/") == "inner_port"


def test_nothing_goes_over_the_open_network_in_clear_text() -> None:
    assert why_not(refusing("1.1.1.1"), "http://example.org/") == "not_encrypted"


def test_what_the_operator_has_opened_is_one_address_with_one_port(listener: Listener) -> None:
    client = here(listener.port)

    assert client.post(listener.url, body=b"{}", headers={}) == 204
    assert why_not(client, f"http://127.0.0.2:{listener.port}/") == "inner_address"
    assert why_not(client, f"http://127.0.0.1:{listener.port + 1}/") == "inner_address"


def test_a_name_that_changes_its_meaning_is_asked_once_and_reached_where_it_was_checked(listener: Listener) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        # The second answer leads elsewhere: where nobody listens, so that going there would be noticed.
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.3"]

    status = here(listener.port, resolve=rebinding).post(
        f"http://hook.example:{listener.port}/a?b=1", body=b'{"id":1}', headers={"Hiwar-Id": "1"}
    )

    told = listener.told[0]
    assert (status, asked) == (204, ["hook.example"])
    assert (told.path, told.body, told.headers["Hiwar-Id"]) == ("/a?b=1", b'{"id":1}', "1")
    assert told.headers["Host"] == f"hook.example:{listener.port}"
    assert not {"Authorization", "Cookie"} & set(told.headers)


def test_a_name_nobody_knows_is_told_as_such() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2)

    assert why_not(Outbound(resolve=unknown), "https://nobody.example/") == "unknown_name"


def test_a_resolver_that_never_answers_is_not_waited_for() -> None:
    released = threading.Event()

    def stuck(host: str, port: int) -> list[str]:
        released.wait(5)
        return []

    found = why_not(Outbound(resolve=stuck, seconds=0.1), "https://example.org/")

    released.set()
    assert found == "too_slow"


def test_the_environments_proxy_is_not_used(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.9:1")

    assert here(listener.port).post(listener.url, body=b"", headers={}) == 204


def test_a_redirect_is_an_answer_and_is_not_followed(listener: Listener) -> None:
    def redirect(connection: socket.socket) -> None:
        connection.sendall(f"HTTP/1.1 302 Found\r\nLocation: {listener.url}\r\n\r\n".encode())

    with server(redirect) as port:
        status = here(port, resolve=lambda *_: ["127.0.0.1"]).post(f"http://x.example:{port}/", body=b"", headers={})

    assert status == 302
    assert listener.told == []


@pytest.mark.parametrize("piece", [b"HTTP/1.1 200 OK\r\nX: ", b""])
def test_a_server_that_says_a_letter_at_a_time_is_left_after_the_deadline(piece: bytes) -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(piece)
        connection.settimeout(0.02)
        while True:
            connection.sendall(b"x")
            try:
                # The client has gone when this returns nothing; until then it is the pause between two letters.
                if connection.recv(1) == b"":
                    return
            except TimeoutError:
                continue

    begun = time.monotonic()
    with server(drip) as port:
        assert why_not(here(port, seconds=0.3), f"http://127.0.0.1:{port}/") == "too_slow"

    assert time.monotonic() - begun < 3


def test_a_head_without_an_end_is_read_no_further_than_64_kib() -> None:
    sent = 0

    def flood(connection: socket.socket) -> None:
        nonlocal sent
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"X: y\r\n" * 1000)
            sent += 6000

    with server(flood) as port:
        assert why_not(here(port), f"http://127.0.0.1:{port}/") == "long_answer"

    # What lies in the buffers of the system is not read by us.
    assert sent < 16 * 1024 * 1024
    assert MOST_BYTES == 65536


def test_a_body_without_an_end_is_not_read_at_all() -> None:
    def flood(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    with server(flood) as port:
        assert here(port).post(f"http://127.0.0.1:{port}/", body=b"", headers={}) == 200


@pytest.mark.parametrize(
    "said", [b"", b"SSH-2.0-OpenSSH\r\n\r\n", b"HTTP/1.1 OK\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"]
)
def test_what_is_no_answer_is_told_as_such(said: bytes) -> None:
    with server(lambda connection: connection.sendall(said)) as port:
        assert why_not(here(port), f"http://127.0.0.1:{port}/") == "broken_answer"


def test_nobody_listening_is_told_as_such() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    assert why_not(here(port), f"http://127.0.0.1:{port}/") == "no_answer"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for hook.example and its key, in one file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hook.example")])
    made = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key(), serial_number=1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("hook.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "hook.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return file


@contextmanager
def tls_server(certificate: Path, names: list[str | None]) -> Iterator[int]:
    """A server that speaks TLS and remembers which name it was asked for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _socket, name, _context: names.append(name)

    def serve() -> None:
        try:
            with context.wrap_socket(taken.accept()[0], server_side=True) as connection:
                connection.recv(65536)
                connection.sendall(OK)
        except OSError:
            return

    with socket.create_server(("127.0.0.1", 0)) as taken:
        thread = threading.Thread(target=serve)
        thread.start()
        yield taken.getsockname()[1]
        thread.join(timeout=5)
        assert not thread.is_alive()


def test_the_certificate_must_be_the_names_though_the_address_is_connected_to(certificate: Path) -> None:
    names: list[str | None] = []
    with tls_server(certificate, names) as port:
        client = here(
            port,
            resolve=lambda *_: ["127.0.0.1"],
            tls=lambda: ssl.create_default_context(cafile=str(certificate)),
        )
        status = client.post(f"https://hook.example:{port}/", body=b"{}", headers={})

    assert (status, names) == (200, ["hook.example"])


def test_a_certificate_of_another_name_is_refused(certificate: Path) -> None:
    with tls_server(certificate, []) as port:
        client = here(
            port,
            resolve=lambda *_: ["127.0.0.1"],
            tls=lambda: ssl.create_default_context(cafile=str(certificate)),
        )

        assert why_not(client, f"https://other.example:{port}/") == "tls"


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path) -> None:
    with tls_server(certificate, []) as port:
        client = here(port, resolve=lambda *_: ["127.0.0.1"])

        assert why_not(client, f"https://hook.example:{port}/") == "tls"


def test_an_arabic_address_is_understood() -> None:
    found = destination("https://مثال.إختبار/طريق?س=1")

    assert (found.host, found.port) == ("xn--mgbh0fb.xn--kgbechtv", 443)
    assert found.path == "/%D8%B7%D8%B1%D9%8A%D9%82?%D8%B3=1"
