"""Who sent a request: five states of what a browser says, each in every form (threats, row S1)."""

import pytest

from hiwar.accounts.origin import Origin, origin_of

OURS = "https://example.org"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, Origin.OURS),
        ({"Sec-Fetch-Site": "none"}, Origin.OURS),
        ({"Sec-Fetch-Site": "same-site"}, Origin.FOREIGN),
        ({"Sec-Fetch-Site": "cross-site"}, Origin.FOREIGN),
        ({"Sec-Fetch-Site": ""}, Origin.FOREIGN),
        ({"Sec-Fetch-Site": "Same-Origin"}, Origin.FOREIGN),
        # The browser's own word outweighs what a page could have had a say in.
        ({"Sec-Fetch-Site": "cross-site", "Origin": OURS}, Origin.FOREIGN),
        ({"Origin": OURS}, Origin.OURS),
        ({"Origin": "null"}, Origin.FOREIGN),
        ({"Origin": ""}, Origin.FOREIGN),
        ({"Origin": "https://example.org:8443"}, Origin.FOREIGN),
        ({"Origin": "http://example.org"}, Origin.FOREIGN),
        ({"Origin": "https://example.org.evil.example"}, Origin.FOREIGN),
        ({"Referer": f"{OURS}/2014/01/19/x/"}, Origin.OURS),
        ({"Referer": "https://evil.example/?https://example.org/"}, Origin.FOREIGN),
        ({"Referer": "https://example.org@evil.example/"}, Origin.FOREIGN),
        ({}, Origin.UNKNOWN),
        ({"Referer": ""}, Origin.UNKNOWN),
    ],
)
def test_what_the_browser_says_decides(headers, expected):
    assert origin_of({name.lower(): value for name, value in headers.items()}, ours=OURS) is expected
