"""Who sent this request, asked of Django's request: the bridge between HTTP and `accounts.origin`."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from hiwar.accounts.origin import Origin, origin_of


def request_origin(request: HttpRequest) -> Origin:
    """Return whose page sent the request; our addresses are the site's own and, on loopback, its other names."""
    scheme = settings.HIWAR_ORIGIN.partition("://")[0]
    host = request.META.get("HTTP_HOST", "")
    ours = f"{scheme}://{host}" if host in settings.HIWAR_HOSTS else settings.HIWAR_ORIGIN
    return origin_of(request.headers, ours=ours)
