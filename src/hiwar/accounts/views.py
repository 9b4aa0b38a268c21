"""The staff's door: sign in and out. One page for the desk and the editor."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hiwar.accounts.limits import PACE

TRIES = 10
MINUTES = 15


class SignInForm(AuthenticationForm):
    """Name and password, with a pause after too many tries at one account or from one network.

    Known and unknown accounts are treated alike: same words, same work (threats, rows S4 and P5).
    """

    def clean(self) -> dict[str, Any]:
        """Check the pace before the password, so that guessing costs more than it tells."""
        name = str(self.cleaned_data.get("username", "")).casefold()
        keys = [sha256(name.encode()).hexdigest(), (self.request.META if self.request else {}).get("hiwar.net_token")]
        for key in filter(None, keys):
            if PACE.allows(act="sign-in", key=key, amount=TRIES, seconds=MINUTES * 60) is not True:
                raise ValidationError(_("Too many attempts. Wait a quarter of an hour, then try again."), code="pace")
        return super().clean()


@method_decorator(never_cache, name="dispatch")
class SignIn(auth_views.LoginView):
    """Sign a member of staff in; the session id is new afterwards."""

    template_name = "accounts/login.html"
    form_class = SignInForm
    # A moderator whom the editor sends here would otherwise be sent back, and here again, for ever.
    redirect_authenticated_user = False


class SignOut(auth_views.LogoutView):
    """Sign out by POST; the row of the session goes with it, and the browser clears what it kept."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask the browser to forget cookies and storage of this site."""
        response = super().dispatch(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response
