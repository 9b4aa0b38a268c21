"""The desk's place in the editor: an author's way from the menu to her readers. The desk itself is in `views`."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Site

from hiwar.newsroom.queries import author_with


class AnswersMenuItem(MenuItem):
    """The way to one's readers, for those who have a byline."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether a byline belongs to this account."""
        site = Site.find_for_request(request)
        return site is not None and author_with(request.user.pk, site=site) is not None


@hooks.register("register_admin_menu_item")
def lead_to_readers() -> AnswersMenuItem:
    """Add the way to the menu."""
    return AnswersMenuItem(_("Awaiting your answer"), reverse_lazy("desk-answers"), icon_name="comment", order=95)
