"""What became of an address at which nothing stands now."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Site

from hiwar.newsroom.models import FormerAddress, SectionPage


@dataclass(frozen=True)
class Former:
    """What once stood at an address: where it is now, or None if it is gone for good."""

    now_at: str | None


def former(path: str, *, site: Site) -> Former | None:
    """Return what became of what stood at a path, in two queries; None if nothing ever did, or it may come back."""
    row = FormerAddress.objects.filter(site=site, path=path).first()
    if row is None:
        return None
    if row.leads_to_id is None:
        return Former(None)
    section = SectionPage.objects.live().filter(pk=row.leads_to_id).first()
    # One that is only hidden may be shown again: nothing is said of it.
    return Former(section.public_path()) if section else None
