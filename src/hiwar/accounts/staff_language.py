"""The language that a member of staff reads the newsroom's own pages in: the editor, the desk, the door to them.

Belongs here: which it is and how one chooses. Readers' pages are in the language of the edition, whoever asks for them:
they are kept and shown to everybody.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from wagtail.users.models import UserProfile

from hiwar.accounts.models import User

# The editor finds the language by itself; these are the other pages that nobody but staff sees.
PAGES = ("/desk/", "/login/")


class StaffLanguage:
    """Middleware that shows the desk in the language its visitor has chosen. Stands behind authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language of whoever asks, and leave the thread as it was."""
        if not request.path_info.startswith(PAGES) or not request.user.is_authenticated:
            return self.get_response(request)
        with translation.override(chosen_language(request.user) or settings.LANGUAGE_CODE):
            return self.get_response(request)


def permitted_languages() -> list[tuple[str, str]]:
    """Return code and name of every language that staff may choose."""
    return [(code, str(name)) for code, name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES]


def chosen_language(user: User) -> str:
    """Return the language somebody has chosen in the editor or on the page of her sessions; empty if none."""
    kept = UserProfile.objects.filter(user=user).values_list("preferred_language", flat=True).first() or ""
    return kept if kept in dict(permitted_languages()) else ""


def choose_language(*, user: User, language: str) -> None:
    """Keep the language somebody wants; raises `ValueError` for one that is not offered."""
    if language not in dict(permitted_languages()):
        raise ValueError(language)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
