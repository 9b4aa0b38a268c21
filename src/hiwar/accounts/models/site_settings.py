"""What a site decides, one row for each kind: its identity, its discussions, its desk."""

from __future__ import annotations

from typing import Self

from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import Site


class SiteSettings(BaseSiteSetting):
    """Settings that any page may ask for. Wagtail's `for_site` is for whoever changes them: it makes the row."""

    class Meta:
        abstract = True

    @classmethod
    def of(cls, site: Site | None) -> Self:
        """Return the site's row, or the defaults where it has none; nothing is written."""
        if site is None:
            raise cls.DoesNotExist(f"{cls.__name__} of no site")
        return cls.base_queryset().filter(site=site).first() or cls(site=site)
