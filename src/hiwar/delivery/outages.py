"""What Django answers while the database or the disk cannot be used: 503 and a plain page, not a fault of ours.

The door then shows the page as it was, if it has it (`hot_pages`); a comment's text goes back to its writer
(`hiwar.discussions.views`), and so do the forms of the desk (`hiwar.moderation.unsaved`).
"""

from __future__ import annotations

import errno
import logging
import sys
from collections.abc import Callable

from django.conf import settings
from django.core.signals import got_request_exception
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hiwar.accounts.unwritable import takes_no_writes
from hiwar.moderation.unsaved import given_back

from .fault_pages import plain_page

log = logging.getLogger("hiwar.delivery")
TRY_AGAIN_SECONDS = 10
# Full, over a quota or a limit, or mounted again for reading only after a fault.
_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})


def is_outage(exception: BaseException | None) -> bool:
    """Tell whether this is the database's or the disk's trouble, which passes, and no fault of ours."""
    if isinstance(exception, InternalError):
        return takes_no_writes(exception)
    if isinstance(exception, OSError):
        return exception.errno in _DISK
    return isinstance(exception, OperationalError | InterfaceError)


def _note(*, request: HttpRequest | None = None, **_: object) -> None:
    # Sent while the exception is being dealt with, which is the only moment at which it can be seen.
    if request is not None and is_outage(sys.exc_info()[1]):
        request.hiwar_outage = True  # type: ignore[attr-defined]


class Outages:
    """Django middleware: turn a database or disk that is away into an answer that says when to try again."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.https = settings.HIWAR_ORIGIN.startswith("https://")
        # What other middleware raises, such as a session that cannot be saved, reaches us as a finished 500.
        got_request_exception.connect(_note, dispatch_uid="hiwar.outages")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        return self._away(request) if getattr(request, "hiwar_outage", False) else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a view; what else it may raise stays a fault."""
        return self._away(request, exception) if is_outage(exception) else None

    def _away(self, request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        log.error("database_away", exc_info=exception)
        response = given_back(request)
        if response is None:
            plain = plain_page(503, https=self.https)
            response = HttpResponse(plain.body, status=plain.status)
            for name, value in plain.headers:
                response.headers[name] = value
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Retry-After"] = str(TRY_AGAIN_SECONDS)
        return response
