"""Where a request that changes something came from: our own page, a stranger's, or nobody will say.

Pages are shared by all readers and so carry no token of their own; the browser's own word about the origin of a
request stands in for it (threats, row S1; Fetch Metadata, W3C; RFC 6454).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from urllib.parse import urlsplit


class Origin(Enum):
    """What the browser says about who sent a request."""

    OURS = "ours"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"


def origin_of(headers: Mapping[str, str], *, ours: str) -> Origin:
    """Return whose page sent the request; `ours` is the site's exact `scheme://host[:port]`.

    `headers` are asked for by their names in lower case.

    `Sec-Fetch-Site` decides where the browser sends it, then `Origin`, then the origin of `Referer`; a browser that
    sends none of them is unknown: it gets no cookies' worth of trust and its comment waits for a person.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return Origin.OURS if site in {"same-origin", "none"} else Origin.FOREIGN
    origin = headers.get("origin")
    if origin is not None:
        return Origin.OURS if origin == ours else Origin.FOREIGN
    referer = headers.get("referer")
    if referer:
        parts = urlsplit(referer)
        return Origin.OURS if f"{parts.scheme}://{parts.netloc}" == ours else Origin.FOREIGN
    return Origin.UNKNOWN
