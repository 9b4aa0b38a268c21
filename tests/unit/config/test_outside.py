"""What the operator says of mail and of inner places is understood, or refused in one sentence without a password."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path

import pytest

from hiwar.config import environment
from hiwar.config.environment import Environment, SettingsError
from hiwar.config.outside import mail_server, opened_targets


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A newsroom's data folder."""
    environment.write(tmp_path / "data", origin="http://127.0.0.1:8000", language="ar")
    return tmp_path / "data"


def with_mail(data: Path, address: str, sender: str = "desk@example.org") -> Environment:
    return environment.load(data, {"HIWAR_MAIL": address, "HIWAR_MAIL_FROM": sender})


def test_without_a_word_of_it_there_is_no_mail(data: Path) -> None:
    assert mail_server(environment.load(data, {})) is None


@pytest.mark.parametrize(
    ("address", "host", "port", "is_tls", "is_starttls"),
    [
        ("smtps://u:p@mail.example.org", "mail.example.org", 465, True, False),
        ("smtp+starttls://u:p@mail.example.org", "mail.example.org", 587, False, True),
        ("smtp+starttls://u:p@mail.example.org:2525", "mail.example.org", 2525, False, True),
        ("smtp://u:p@localhost:1025", "localhost", 1025, False, False),
        ("smtp://u:p@[::1]", "::1", 25, False, False),
    ],
)
def test_the_way_in_is_said_by_the_scheme(
    data: Path, address: str, host: str, port: int, is_tls: bool, is_starttls: bool
) -> None:
    found = mail_server(with_mail(data, address))

    assert found is not None
    assert (found.host, found.port, found.user, found.password) == (host, port, "u", "p")
    assert (found.is_tls, found.is_starttls, found.sender) == (is_tls, is_starttls, "desk@example.org")


def test_the_settings_file_names_it_too_and_characters_can_be_escaped(data: Path) -> None:
    file = data / environment.SETTINGS_FILE
    lines = 'mail = "smtps://desk%40example.org:p%3A%2F@mail.example.org"\nmail_from = "desk@example.org"\n'
    file.write_text(lines + file.read_text("utf-8"), "utf-8")

    found = mail_server(environment.load(data, {}))

    assert found is not None
    assert (found.user, found.password) == ("desk@example.org", "p:/")


@pytest.mark.parametrize(
    "address",
    [
        "mail.example.org",
        "http://mail.example.org",
        "smtps://",
        "smtps://u:swordfish@h:port",
        "smtp://h/inbox",
        "smtp://h?x=1",
    ],
)
def test_an_address_that_is_no_mail_server_is_refused(data: Path, address: str) -> None:
    with pytest.raises(SettingsError, match=r"^HIWAR_MAIL must look like") as error:
        mail_server(with_mail(data, address))

    assert "swordfish" not in str(error.value)


def test_a_password_does_not_cross_a_network_in_clear_text(data: Path) -> None:
    with pytest.raises(SettingsError, match="in clear text") as error:
        mail_server(with_mail(data, "smtp://desk:swordfish@mail.example.org"))

    assert "swordfish" not in str(error.value)


@pytest.mark.parametrize("sender", ["", "desk", "desk@example.org\nBcc: all@example.org"])
def test_mail_needs_an_address_it_comes_from(data: Path, sender: str) -> None:
    with pytest.raises(SettingsError, match="needs HIWAR_MAIL_FROM"):
        mail_server(with_mail(data, "smtps://mail.example.org", sender))


def test_a_mail_server_is_never_printed(data: Path) -> None:
    found = mail_server(with_mail(data, "smtps://desk:swordfish@mail.example.org"))

    assert "swordfish" not in repr(found)


def say(data: Path, line: str) -> Environment:
    file = data / environment.SETTINGS_FILE
    file.write_text(f"{line}\n{file.read_text('utf-8')}", "utf-8")
    return environment.load(data, {})


def test_inner_places_are_addresses_with_ports(data: Path) -> None:
    found = opened_targets(say(data, 'alert_targets = ["10.0.0.5:8065", "[fd00::5]:443"]'))

    assert found == {(ip_address("10.0.0.5"), 8065), (ip_address("fd00::5"), 443)}


@pytest.mark.parametrize("target", ["10.0.0.5", "chat.local:8065", "10.0.0.5:0", "10.0.0.5:99999", "10.0.0.0/8:80"])
def test_a_name_a_network_or_a_missing_port_opens_nothing(data: Path, target: str) -> None:
    with pytest.raises(SettingsError, match="alert_targets"):
        opened_targets(say(data, f'alert_targets = ["{target}"]'))
