"""What is said to whoever sent a form that could not be stored: nothing typed is lost, and it can be sent again.

Shown while the database or the disk takes nothing, so it asks for nothing: no session, no frame of the desk. Not here:
telling that it is so (`hiwar.delivery.outages`), and readers' comments, which have a page of their own.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from hiwar.moderation.way_back import DESK, READERS, way_back

STATUS = 503
# The desk's forms, and those of a reader who objects, reports or edits.
OURS = (DESK, READERS)
# The field in which the way back goes along when the form is sent again; no form of ours calls one so.
BACK = "hiwar_back"
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
# What is never shown again, and never sent again by a form that nobody filled in.
_SECRET = ("password", "token", "target", "secret")


def given_back(request: HttpRequest) -> HttpResponse | None:
    """Return a page with what was sent, a button that sends it again and a way back; None for what is no form of ours.

    A stranger's page gets nothing repeated: only what has passed the checks of its origin is given back.
    """
    if request.method != "POST" or not request.path.startswith(OURS) or not _is_from_here(request):
        return None
    if "application/json" in request.headers.get("Accept", ""):
        # The desk's script keeps what was typed, and the comment stands in the queue again.
        return JsonResponse({"problem": _("This cannot be stored just now. Try again in a moment.")}, status=STATUS)
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name != BACK]
    has_secret = any(_is_secret(name) for name, _value in fields)
    back = way_back(request, carried=request.POST.get(BACK, ""))
    context = {
        "sentence": _("This cannot be stored just now. Nothing you wrote is lost: wait a moment, then send it again."),
        "words": [value for name, value in fields if name != _TOKEN and not _is_secret(name) and _was_typed(value)],
        "fields": [] if has_secret else [*fields, (BACK, back)],
        "address": request.get_full_path(),
        "back": back,
    }
    return HttpResponse(render_to_string("moderation/unsaved.html", context), status=STATUS)


def _is_from_here(request: HttpRequest) -> bool:
    return getattr(request, "csrf_processing_done", False) or request.headers.get("Sec-Fetch-Site") == "same-origin"


def _is_secret(name: str) -> bool:
    return name != _TOKEN and any(word in name.lower() for word in _SECRET)


def _was_typed(value: str) -> bool:
    """Tell whether a person typed this: what is chosen, ids and codes are one word of ASCII."""
    return not value.isascii() or len(value.split()) > 1
