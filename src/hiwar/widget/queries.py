"""What the widget's pages must know: who may show them, and the discussion that is asked for."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from wagtail.models import Site

from hiwar.delivery.shelf import SHELF
from hiwar.discussions.models import Mode, Thread, minute
from hiwar.discussions.queries import thread_about
from hiwar.widget.models import EmbedSettings
from hiwar.widget.origins import host_of
from hiwar.widget.subjects import Claim, subject_of


def registered_origins(site: Site) -> tuple[str, ...]:
    """Return the origins that may show discussions; one query, none where the shelf has them."""
    return SHELF.take(("embed origins", site.pk), lambda: EmbedSettings.of(site).registered)


def thread_on(origin: str, key: str, *, site: Site, now: datetime, claim: Claim | None = None) -> Thread | None:
    """Return the discussion of that name on a site's pages, without a row where nobody has written yet; one query.

    None for one that is hidden. A claim describes one that may come into being.
    """
    host = host_of(origin)
    found = thread_about(subject_of(host, key), site=site)
    if found is not None:
        return None if found.mode == Mode.HIDDEN else found
    return Thread(
        site=site,
        subject=subject_of(host, key),
        url=reverse("embedded", kwargs={"host": host, "key": key}),
        host_page=claim.page if claim else f"{origin}/",
        title=claim.title if claim else key,
        # What nobody may know of a comment, its discussion must not tell either (threats, §2 Clock).
        opened_at=minute(now),
    )
