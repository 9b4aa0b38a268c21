"""Where the doors of a discussion stand: below «/talk/» and «/discussion/», or below the page of its own that it has.

Inside a frame on another site's page the same doors stand below a prefix: what they answer may be shown there, and
their cookies are that site's alone. Here belong the addresses. Not here: what the doors do (`views` and its neighbors),
who may frame them (`hiwar.widget`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from hiwar.discussions.models import Thread

FRAME = "/embed"
_LANGUAGES = "|".join(code for code, _name in settings.LANGUAGES)
_WITHIN = re.compile(rf"{FRAME}(?:/(?:{_LANGUAGES}))?(?=/)")


@dataclass(frozen=True)
class Addresses:
    """The doors of one discussion. `talk` shows its parts and orders and ends in a slash."""

    page: str
    talk: str
    post: str
    compose: str
    report: str
    edit: str


def addresses_of(thread: Thread, *, within: str = "") -> Addresses:
    """Return the doors of a thread, below the prefix of a frame if there is one.

    Those of a thread on another site's page are named by what it is about: it may not exist yet, and an address that
    appeared with its first comment would tell that somebody wrote.
    """
    page = f"{within}{thread.url}"
    if thread.host_page:
        return Addresses(page, page, f"{page}comments/", f"{page}compose/", f"{page}report/", f"{page}edit/")
    talk = f"{within}/talk/{thread.public_id}/"
    written = f"{within}/discussion/{thread.public_id}/"
    return Addresses(page, talk, f"{written}comments/", f"{written}compose/", f"{talk}report/", f"{talk}edit/")


def within_frame(request: HttpRequest) -> str:
    """Return the prefix of the frame that a request comes from, such as «/embed/fa»; empty on pages of ours."""
    found = _WITHIN.match(request.path)
    return found[0] if found else ""
