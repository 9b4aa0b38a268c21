"""What Django answers while the database cannot be asked: 503 and a plain page, not a fault of ours.

The door then shows the page as it was, if it has it (`hot_pages`); a comment's text goes back to its writer
(`hiwar.discussions.views`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from .fault_pages import plain_page

log = logging.getLogger("hiwar.delivery")
TRY_AGAIN_SECONDS = 10


class Outages:
    """Django middleware: turn a database that is away into an answer that says when to try again."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.https = settings.HIWAR_ORIGIN.startswith("https://")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError):
            return self._away()

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a view; what else it may raise stays a fault."""
        return self._away() if isinstance(exception, OperationalError | InterfaceError) else None

    def _away(self) -> HttpResponse:
        log.exception("database_away")
        plain = plain_page(503, https=self.https)
        response = HttpResponse(plain.body, status=plain.status)
        for name, value in plain.headers:
            response.headers[name] = value
        response.headers["Retry-After"] = str(TRY_AGAIN_SECONDS)
        return response
