"""Asking for the password again before an act that matters: it must have been entered at most ten minutes ago.

Whoever is asked loses nothing. A page that was asked for comes after the password; a form that was sent comes back
inside the page that asks, and is sent again together with the password. The session keeps the moment and nothing else,
and has another id afterwards. Not here: which acts matter (`hiwar.moderation.access`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django import forms
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.models import Site

from hiwar.accounts.guessing import is_no_slip, refuse_guessing
from hiwar.accounts.sessions import CONFIRMED
from hiwar.accounts.signals import password_guessed

CONFIRMED_FOR = timedelta(minutes=10)
# No form of the desk or of the editor calls a field so.
FIELD = "hiwar_password"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# For a program that asked for JSON; a browser shows the page that comes with it (RFC 9110, 15.5.2).
CHALLENGE = "Password"


class ConfirmForm(forms.Form):
    """The password of whoever is signed in, under the limits on guessing that the staff's door has."""

    def __init__(self, data: Any = None, *, request: HttpRequest) -> None:
        super().__init__(data)
        self._request = request
        # As it is: a password may begin with a space.
        self.fields[FIELD] = forms.CharField(strip=False, required=False, max_length=4096)

    def clean(self) -> dict[str, Any]:
        """Check the pace before the password, so that guessing costs more than it tells."""
        data = super().clean() or {}
        user = self._request.user
        refuse_guessing(self._request, name=user.get_username())
        if not user.check_password(data.get(FIELD) or ""):
            if is_no_slip(name=user.get_username()):
                password_guessed.send(sender=type(user), user=user, site=Site.find_for_request(self._request))
            raise forms.ValidationError(_("This is not your password."))
        return data


def is_confirmed(request: HttpRequest) -> bool:
    """Return whether the password was entered within the last ten minutes."""
    at = request.session.get(CONFIRMED)
    if not isinstance(at, int):
        return False
    # A clock that was put back must not make it last longer.
    return 0 <= timezone.now().timestamp() - at < CONFIRMED_FOR.total_seconds()


def note_confirmation(request: HttpRequest) -> None:
    """Note that the password was entered now; the session has another id from here on."""
    update_session_auth_hash(request, request.user)
    request.session[CONFIRMED] = int(timezone.now().timestamp())


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """Return what asks for the password, or None once it was entered lately or came with this very request."""
    sent = request.method not in SAFE and FIELD in request.POST
    form = ConfirmForm(request.POST, request=request) if sent else None
    if sent:
        # Whoever reads the form next shall not find a password in it.
        request.POST = request.POST.copy()
        del request.POST[FIELD]
    if is_confirmed(request):
        return None
    if form is not None and form.is_valid():
        note_confirmation(request)
        return None
    if "application/json" in request.headers.get("Accept", ""):
        return _asked_in_json()
    if request.method in SAFE:
        return HttpResponseRedirect(f"{reverse('confirm')}?{urlencode({'next': request.get_full_path()})}")
    return show_form(request, form or ConfirmForm(request=request), target=request.get_full_path(), kept=_kept(request))


def show_form(
    request: HttpRequest,
    form: ConfirmForm,
    *,
    target: str,
    onward: str = "",
    kept: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    """Return the page that asks: it sends to `target` what was `kept` of a form, or on to `onward` after it.

    Where a form was sent, 401 says that it was not taken.
    """
    fields = [("next", onward)] if kept is None else kept
    context = {"form": form, "field": FIELD, "target": target, "kept": fields, "is_act": kept is not None}
    status = 422 if form.errors else 200 if kept is None else 401
    answer = render(request, "accounts/confirm.html", {**context, "back": _back(request)}, status=status)
    if status == 401:
        answer["WWW-Authenticate"] = CHALLENGE
    answer["Cache-Control"] = "private, no-store"
    return answer


def safe_next(request: HttpRequest, address: str) -> str:
    """Return an address of this site, or that of the staff's first page for any other."""
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else resolve_url(settings.LOGIN_REDIRECT_URL)


def page_before(request: HttpRequest) -> str:
    """Return path and query of the page of this site that a request came from; empty where it came from none."""
    try:
        parts = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    if parts.netloc != request.get_host():
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _asked_in_json() -> HttpResponse:
    problem = _("Enter your password first: it was last asked for more than ten minutes ago.")
    answer = JsonResponse({"problem": problem, "confirm": reverse("confirm")}, status=401)
    answer["WWW-Authenticate"] = CHALLENGE
    return answer


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of the form that was sent, in order; the token of this page takes the place of its own."""
    given = request.POST.lists()
    return [(name, str(value)) for name, values in given for value in values if name != "csrfmiddlewaretoken"]


def _back(request: HttpRequest) -> str:
    """Return the page the form was on; without one, the staff's first."""
    before = page_before(request)
    return safe_next(request, "" if before in (reverse("confirm"), request.path) else before)
