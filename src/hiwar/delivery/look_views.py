"""The style sheet of a site's look under the name of its content; what it says is in `look`."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from hiwar.delivery.context import chrome
from hiwar.delivery.headers import FOR_EVER
from hiwar.delivery.public_pages import public_answer, site_of, stored

CSS = "text/css; charset=utf-8"


@stored()
@require_safe
def sheet(request: HttpRequest, digest: str) -> HttpResponse:
    """Give the style sheet of the present look; a page that was drawn before it changed is led there."""
    site_of(request)
    look = chrome(request)["look"]
    if not look.sheet:
        raise Http404
    if look.digest != digest:
        return HttpResponseRedirect(reverse("look", kwargs={"digest": look.digest}))
    response = public_answer(request, lambda: HttpResponse(look.sheet, content_type=CSS), shown=("look", digest))
    response["Cache-Control"] = FOR_EVER
    return response
