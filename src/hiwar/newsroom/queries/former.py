"""What became of an address at which nothing stands now."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Page, Site

from hiwar.newsroom.models import ArticlePage, FormerAddress


@dataclass(frozen=True)
class Former:
    """What once stood at an address: where it is now, or None if it is gone for good."""

    now_at: str | None


def former(path: str, *, site: Site) -> Former | None:
    """Return what became of what stood at a path, in three queries at most; None if nothing did, or it may come back.

    A path without its last slash is asked for with it too.
    """
    spellings = [path] if path.endswith("/") else [path, f"{path}/"]
    row = FormerAddress.objects.filter(site=site, path__in=spellings).order_by("path").first()
    if row is None:
        return Former(None) if _has_run_out(spellings[-1]) else None
    if row.leads_to_id is None:
        return Former(None)
    page = Page.objects.live().filter(pk=row.leads_to_id).first()
    now_at = page and page.specific.public_path()
    # One that is only hidden may be shown again: nothing is said of it.
    return Former(now_at) if now_at else None


def noted_paths(*, site: Site) -> frozenset[str]:
    """Return every path of the site at which something once stood, in one query."""
    return frozenset(FormerAddress.objects.filter(site=site).values_list("path", flat=True))


def _has_run_out(path: str) -> bool:
    """Tell whether an article stood there whose time is over: readers are told so, and nothing of it."""
    return ArticlePage.objects.filter(address=path.strip("/"), expired=True, live=False).exists()
