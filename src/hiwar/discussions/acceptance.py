"""How a browser or a script is told that its comment was taken: one place, whichever door took it.

A rejected comment is answered exactly like a held one: an oracle would teach evasion (threats, row M4).
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from hiwar.discussions.cookies import Crumb, Jar, mine_crumb, reader_crumbs
from hiwar.discussions.taking import Accepted


def page_of(accepted: Accepted, *, within: str = "") -> str:
    """Return where a browser is led: to the comment on its page, or to where it waits for a moderator."""
    if not accepted.address:
        return f"{within}{accepted.thread.url}?sent=held#mine"
    path, _hash, mark = f"{within}{accepted.address}".partition("#")
    return f"{path}{'&' if '?' in path else '?'}sent=published#{mark}"


def record_of(accepted: Accepted, *, within: str = "") -> dict[str, str]:
    """Return what a script is told."""
    comment = accepted.posted.comment
    if not accepted.address:
        message = _("We have your comment. It appears after a moderator has read it.")
        url = f"{within}{accepted.thread.url}#mine"
        return {"url": url, "id": comment.public_id, "state": "held", "message": message}
    told = {"url": f"{within}{accepted.address}", "id": comment.public_id, "state": "published"}
    return told | {"message": _("Your comment is published."), "number": str(comment.number)}


def crumbs_of(accepted: Accepted, *, jar: Jar, now: datetime) -> tuple[Crumb, ...]:
    """Return what the browser is to keep: its key, and the ids of its latest comments.

    A published one too: for a while she may edit it, and pages for everybody cannot say which are hers.
    """
    reader = accepted.reader
    if reader.keyless:
        return ()
    kept = reader_crumbs(jar=jar, key=reader.key, remembered=accepted.remembered, now=now)
    return (*kept, mine_crumb(jar=jar, ids=(accepted.posted.comment.public_id, *accepted.mine)))
