"""Which forms of the editor ask for the password again: those that make, change or remove accounts and groups, the one
that changes the address to which an owner's letters go, and the one that names the sites which may frame our forms.

Wagtail knows no such question; its addresses are wrapped where they are mounted (`hiwar.config.urls`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from hiwar.accounts.confirming import SAFE, ask_again

ACCOUNTS = frozenset({"wagtailusers_users", "wagtailusers_groups"})
_WHO_MAY_FRAME = ("widget", "embedsettings")
_EMAIL = "name_email-email"
View = Callable[..., HttpResponse]


def confirmed(view: View) -> View:
    """Call an editor's view, after the password where it changes who may do what."""

    @wraps(view)
    def asking(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        wants_password = request.user.is_authenticated and request.method not in SAFE and _matters(request)
        asked = ask_again(request) if wants_password else None
        return asked or view(request, *args, **kwargs)

    return asking


def _matters(request: HttpRequest) -> bool:
    found = request.resolver_match
    if found is None:
        return False
    if found.url_name == "wagtail_bulk_action":
        return (found.kwargs.get("app_label"), found.kwargs.get("model_name")) == ("accounts", "user")
    if "wagtailsettings" in found.namespaces:
        return (found.kwargs.get("app_name"), found.kwargs.get("model_name")) == _WHO_MAY_FRAME
    if found.url_name == "wagtailadmin_account":
        return request.POST.get(_EMAIL, request.user.email) != request.user.email
    return not ACCOUNTS.isdisjoint(found.namespaces)
