"""The small files that robots and people with a finding look for at fixed addresses: robots, ads, security.

Pure: what stands in them comes from the newsroom's identity.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

# Doors of staff, of one reader's own things, and of answers to a search: nothing there is for a search engine.
CLOSED = (
    "/desk/",
    "/editor/",
    "/login/",
    "/logout/",
    "/search/",
    "/discussion/",
    "/talk/mine/",
    "/talk/*/report/",
    "/talk/*/edit/",
    "/talk/*/state/",
    "/talk/*/live/",
    # What stands on other sites' pages is theirs to be found.
    "/embed/",
    "/on/",
)
# RFC 9116 asks for less than a year. Whoever reads a copy older than this should look again.
SECURITY_HOLDS = timedelta(days=180)


def robots_txt(*, sitemaps: Iterable[str]) -> str:
    """Return the rules for robots (RFC 9309)."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    return "\n".join([*lines, *(f"Sitemap: {address}" for address in sitemaps), ""])


def security_txt(*, contact: str, address: str, languages: Iterable[str], now: datetime) -> str:
    """Return whom to tell of a hole in the site (RFC 9116)."""
    expires = (now + SECURITY_HOLDS).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(languages)}",
        f"Canonical: {address}",
    )
    return "\n".join((*lines, ""))


def ads_txt(lines: str) -> str:
    """Return who may sell the newspaper's advertising space (IAB ads.txt), as the newsroom wrote it down."""
    return "\n".join([*(line.strip() for line in lines.strip().splitlines()), ""])
