"""Who sent a request: the bridge between HTTP and `accounts.origin`."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest

from hiwar.accounts.origin import Origin, origin_of


def request_origin(request: HttpRequest) -> Origin:
    """Return whose page sent the request; our addresses are the site's own and, on loopback, its other names."""
    return origin_at(request.headers, host=request.META.get("HTTP_HOST", ""))


def origin_at(headers: Mapping[str, str], *, host: str) -> Origin:
    """Return whose page sent a request with these headers to this host."""
    scheme = settings.HIWAR_ORIGIN.partition("://")[0]
    ours = f"{scheme}://{host}" if host in settings.HIWAR_HOSTS else settings.HIWAR_ORIGIN
    return origin_of(headers, ours=ours)
