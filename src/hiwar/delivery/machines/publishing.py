"""Who publishes, read off the frame that every page of ours needs."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from hiwar.delivery.assets import asset_url
from hiwar.delivery.context import chrome
from hiwar.delivery.machines.structured import Publisher


def publisher_of(request: HttpRequest) -> Publisher:
    """Return the newspaper that is asked, with the origin of the settings and never of the request."""
    frame = chrome(request)
    name, look = frame["profile"].name, frame["look"]
    logo = look.logo.src if look.logo else asset_url("mark.svg")
    return Publisher(name, settings.HIWAR_ORIGIN, settings.LANGUAGE_CODE, logo, look.accent)
