"""An address becomes a token, and the secrets that could turn it back are forgotten."""

import ipaddress
from datetime import UTC, date, datetime, timedelta

import pytest

from hiwar.delivery.day_keys import DayKeys
from hiwar.delivery.network import (
    NetTokens,
    Proxies,
    client_address,
    net_token,
    network_prefix,
    seconds_to_midnight,
    trusted_proxies,
)

PROXY = trusted_proxies(["10.0.0.0/8", "fd00::/8"])
SOCKET = trusted_proxies(["unix", "10.0.0.0/8"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.9:5000", None, "203.0.113.9"),
        ("[2001:db8::1]:5000", None, "2001:db8::1"),
        ("[::ffff:203.0.113.9]:5000", None, "203.0.113.9"),
        # A stranger's word about its own address is not heard.
        ("203.0.113.9:5000", "198.51.100.1", "203.0.113.9"),
        ("10.0.0.2:5000", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2:5000", "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.2:5000", "1.1.1.1, 198.51.100.1, 10.0.0.3", "198.51.100.1"),
        ("10.0.0.2:5000", "10.0.0.4, 10.0.0.3", "10.0.0.4"),
        ("10.0.0.2:5000", "198.51.100.1, nonsense", "10.0.0.2"),
        ("10.0.0.2:5000", "198.51.100.1, unknown, 10.0.0.3", "10.0.0.3"),
        ("[fd00::2]:5000", "2001:db8::7", "2001:db8::7"),
        ("10.0.0.2:5000", "", "10.0.0.2"),
    ],
)
def test_the_client_is_the_nearest_hop_that_is_not_ours(peer, forwarded, expected):
    address = client_address(peer, forwarded, PROXY)

    assert address == ipaddress.ip_address(expected)


def test_a_peer_without_an_address_has_none():
    assert client_address("", "198.51.100.1", PROXY) is None
    assert client_address("unix", None, Proxies()) is None


@pytest.mark.parametrize(
    ("forwarded", "expected"),
    [("198.51.100.1", "198.51.100.1"), ("198.51.100.1, 10.0.0.3", "198.51.100.1"), ("6.6.6.6, 1.1.1.1", "1.1.1.1")],
)
def test_whoever_reaches_our_socket_is_a_proxy_if_the_settings_say_so(forwarded, expected):
    assert client_address("", forwarded, SOCKET) == ipaddress.ip_address(expected)
    assert client_address("", "nonsense", SOCKET) is None


@pytest.mark.parametrize("name", ["10.0.0.1/8", "example.org", "*", ""])
def test_a_proxy_that_is_no_network_stops_the_start(name):
    with pytest.raises(ValueError, match=r"."):
        trusted_proxies([name])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.1", "203.0.113.250", True),
        ("203.0.113.1", "203.0.114.1", False),
        ("2001:db8:0:aa00::1", "2001:db8:0:aaff::2", True),
        ("2001:db8:0:aa00::1", "2001:db8:0:ab00::1", False),
    ],
)
def test_neighbors_share_a_prefix(one, other, same):
    prefixes = {network_prefix(ipaddress.ip_address(address)) for address in (one, other)}

    assert (len(prefixes) == 1) is same


def test_a_token_is_eight_bytes_of_the_documented_digest():
    # HMAC-SHA-256 of site, NUL, family and prefix; worked out once by hand with openssl.
    token = net_token(b"k" * 32, site="hiwar.example", prefix=b"4\xcb\x00\x71")

    assert token == EXPECTED_TOKEN
    assert len(bytes.fromhex(token)) == 8


def test_sites_and_days_do_not_share_tokens():
    prefix = network_prefix(ipaddress.ip_address("203.0.113.1"))

    tokens = {net_token(key, site=site, prefix=prefix) for key in (b"a" * 32, b"b" * 32) for site in ("one", "two")}

    assert len(tokens) == 4


def test_yesterdays_token_is_told_beside_todays():
    day = [date(2014, 1, 19)]
    tokens = NetTokens(keys=DayKeys(today=lambda: day[0]), trusted=PROXY)
    before, none_yet = tokens.of("203.0.113.9:1", None, site="hiwar.example")
    day[0] += timedelta(days=1)

    today, yesterday = tokens.of("10.0.0.2:2", "203.0.113.77", site="hiwar.example")

    assert none_yet == ""
    assert yesterday == before
    assert today != before


def test_midnight_is_counted_in_utc():
    assert seconds_to_midnight(datetime(2014, 1, 19, 23, 59, 30, tzinfo=UTC)) == 30


# printf 'hiwar.example\0004\313\000\161' | openssl dgst -sha256 -mac HMAC -macopt key:kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk
EXPECTED_TOKEN = "df850d3b4a271a99"
