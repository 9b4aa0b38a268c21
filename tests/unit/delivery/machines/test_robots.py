"""The small files at fixed addresses say what their specifications ask for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest

from hiwar.delivery.machines.robots import ads_txt, robots_txt, security_txt

NOON = datetime(2014, 1, 19, 10, tzinfo=UTC)
RULES = robots_txt(sitemaps=["https://example.org/sitemap.xml"])


@pytest.mark.parametrize(
    "path", ["/", "/2014/01/19/x/", "/section/local/", "/talk/abc/?after=3", "/rss.xml", "/media/x"]
)
def test_robots_may_read_what_readers_read(path: str) -> None:
    parser = RobotFileParser()
    parser.parse(RULES.splitlines())

    assert parser.can_fetch("Googlebot", f"https://example.org{path}")


@pytest.mark.parametrize(
    "path",
    [
        "/desk/",
        "/desk/queue/",
        "/editor/pages/3/",
        "/login/",
        "/search/?q=x",
        "/discussion/x",
        "/embed/on/b.example/1/",
    ],
)
def test_robots_are_kept_from_desk_editor_and_search(path: str) -> None:
    parser = RobotFileParser()
    parser.parse(RULES.splitlines())

    assert not parser.can_fetch("Googlebot", f"https://example.org{path}")
    assert parser.site_maps() == ["https://example.org/sitemap.xml"]


def test_security_txt_names_a_contact_and_expires_within_a_year() -> None:
    text = security_txt(
        contact="mailto:s@example.org",
        address="https://example.org/.well-known/security.txt",
        languages=["ar"],
        now=NOON,
    )

    fields = dict(line.split(": ", 1) for line in text.splitlines())
    expires = datetime.fromisoformat(fields["Expires"])
    assert fields["Contact"] == "mailto:s@example.org"
    assert timedelta(0) < expires - NOON < timedelta(days=365)
    assert set(fields) == {"Contact", "Expires", "Preferred-Languages", "Canonical"}


def test_ads_txt_gives_the_lines_back_one_a_line() -> None:
    assert ads_txt("  ads.example, 1, DIRECT \r\n# x\r\n") == "ads.example, 1, DIRECT\n# x\n"
