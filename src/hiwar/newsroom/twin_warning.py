"""What an editor is told on saving an article whose headline another one has nearly: a warning, never an obstacle."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from hiwar.newsroom.models import ArticlePage
from hiwar.newsroom.queries import twins_of


def tell_of_twins(request: HttpRequest, article: ArticlePage, *, now: datetime) -> None:
    """Warn of each article of the last ninety days with nearly the same headline, with the way to it."""
    for twin in twins_of(article, now=now):
        said = _("“%(headline)s” has nearly the same headline, and readers have it.") if twin.is_live else None
        said = said or _("A draft has nearly the same headline: “%(headline)s”.")
        edit = messages.button(reverse("wagtailadmin_pages:edit", args=[twin.id]), _("Look at it"), new_window=True)
        messages.warning(request, said % {"headline": twin.headline}, buttons=[edit])
