"""How a site looks: what its editors set, as a frozen value. Everything left alone is empty, or as Hiwar comes."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Site

from hiwar.newsroom.models import Face, SiteLook
from hiwar.newsroom.sizes import LOGO, Picture, picture


@dataclass(frozen=True)
class Look:
    """Colors as `#rrggbb`, logos in the size of a masthead, faces by their names."""

    accent: str = ""
    band: str = ""
    logo: Picture | None = None
    logo_by_night: Picture | None = None
    headline_face: str = Face.DISPLAY.value
    text_face: str = Face.TEXT.value


def look_of(site: Site | None) -> Look:
    """Return the look of a site, in one query, and one more for each logo."""
    found = SiteLook.objects.filter(site=site).select_related("logo", "logo_by_night").first() if site else None
    if found is None:
        return Look()
    by_day, by_night = (
        picture(image, LOGO) if image is not None else None for image in (found.logo, found.logo_by_night)
    )
    return Look(found.accent, found.band, by_day, by_night, found.headline_face, found.text_face)
