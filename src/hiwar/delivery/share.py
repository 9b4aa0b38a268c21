"""Where a story can be shared: plain links that carry its title and its address, and nothing about the reader.

Pure. Services that draw a card from the page get its full address; where the address itself is read as text (a message,
a mail) they get the short one, because an Arabic address is a long row of percent signs there.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True)
class ShareLink:
    """One way to share: the name of its icon and of its label, and where it leads."""

    service: str
    href: str


def share_links(*, title: str, url: str, short_url: str) -> tuple[ShareLink, ...]:
    """Return the links in the order readers of Arabic news use them; both addresses are absolute."""
    message = f"{title}\n{short_url}"
    return (
        ShareLink("whatsapp", _with("https://wa.me/", text=message)),
        ShareLink("telegram", _with("https://t.me/share/url", url=url, text=title)),
        ShareLink("x", _with("https://x.com/intent/post", text=title, url=url)),
        ShareLink("facebook", _with("https://www.facebook.com/sharer/sharer.php", u=url)),
        # Mail programs read "+" as a plus sign, not as a space.
        ShareLink("email", _with("mailto:", subject=title, body=message)),
    )


def _with(address: str, **parameters: str) -> str:
    return f"{address}?{urlencode(parameters, quote_via=quote)}"
