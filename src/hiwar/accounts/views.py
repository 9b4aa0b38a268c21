"""The staff's door: sign in and out, enter the password again, see and end one's own sessions."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Site

from hiwar.accounts import confirming, signing_out
from hiwar.accounts.guessing import refuse_guessing
from hiwar.accounts.session_forms import LabelForm
from hiwar.accounts.sessions import LABEL, digest
from hiwar.accounts.staff_language import choose_language, permitted_languages
from hiwar.arabic.languages import language_of


class SignInForm(AuthenticationForm):
    """Name and password, with a pause after too many tries at one account or from one network.

    Known and unknown accounts are treated alike: same words, same work (threats, rows S4 and P5).
    """

    def clean(self) -> dict[str, Any]:
        """Check the pace before the password, so that guessing costs more than it tells."""
        refuse_guessing(self.request, name=str(self.cleaned_data.get("username", "")))
        return super().clean()


@method_decorator(never_cache, name="dispatch")
class SignIn(auth_views.LoginView):
    """Sign a member of staff in; the session id is new afterwards."""

    template_name = "accounts/login.html"
    form_class = SignInForm
    # A moderator whom the editor sends here would otherwise be sent back, and here again, for ever.
    redirect_authenticated_user = False

    def get_default_redirect_url(self) -> str:
        """Lead whoever writes and does not moderate to the editor: the desk would only tell her that she may not."""
        user = self.request.user
        writes_only = user.has_perm("wagtailadmin.access_admin") and not user.has_perm("moderation.moderate")
        return reverse("wagtailadmin_home") if writes_only else super().get_default_redirect_url()


class SignOut(auth_views.LogoutView):
    """Sign out by POST; the row of the session goes with it, and the browser clears what it kept."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask the browser to forget cookies and storage of this site."""
        response = super().dispatch(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the password, then go on to where it was asked for, or to the staff's first page."""
    asked = request.POST if request.method == "POST" else request.GET
    onward = confirming.safe_next(request, asked.get("next", ""))
    if request.method != "POST":
        form = confirming.ConfirmForm(request=request)
        return HttpResponseRedirect(onward) if confirming.is_confirmed(request) else _ask(request, form, onward)
    form = confirming.ConfirmForm(request.POST, request=request)
    if not form.is_valid():
        return _ask(request, form, onward)
    confirming.note_confirmation(request)
    return HttpResponseRedirect(onward)


def _ask(request: HttpRequest, form: confirming.ConfirmForm, onward: str) -> HttpResponse:
    return confirming.show_form(request, form, target=reverse("confirm"), onward=onward)


@never_cache
@login_required
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Show where whoever asks is signed in."""
    return _sessions(request)


@never_cache
@login_required
@require_POST
def label(request: HttpRequest) -> HttpResponse:
    """Call this browser by a name of its owner's."""
    form = LabelForm(request.POST)
    if not form.is_valid():
        return _sessions(request, problem=str(form.errors["label"][0]))
    request.session[LABEL] = form.cleaned_data["label"]
    return HttpResponseRedirect(reverse("sessions"))


@never_cache
@login_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show the desk and the editor in the language its visitor wants from now on."""
    try:
        choose_language(user=request.user, language=request.POST.get("language", ""))
    except ValueError:
        return _sessions(request, unknown_language=_("Choose one of the languages in the list."))
    return HttpResponseRedirect(reverse("sessions"))


@never_cache
@login_required
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End one of her own sessions, or all but this one."""
    handle = request.POST.get("session", "")
    kept = digest(request.session.session_key)
    ended = signing_out.end_sessions(
        user=request.user, by=request.user, site=Site.find_for_request(request), keep=kept, handle=handle
    )
    if handle and not ended:
        raise Http404
    return HttpResponseRedirect(reverse("sessions"))


def _sessions(request: HttpRequest, *, problem: str = "", unknown_language: str = "") -> HttpResponse:
    here = digest(request.session.session_key)
    context = {
        "sessions": signing_out.sessions_of(request.user, here=here),
        "label": request.POST.get("label", "") if problem else request.session.get(LABEL, ""),
        "problem": problem,
        "languages": [language_of(code) for code, _name in permitted_languages()],
        "unknown_language": unknown_language,
    }
    return render(request, "accounts/sessions.html", context, status=422 if problem or unknown_language else 200)
