"""How the newsroom appears in Wagtail's editor: its menu, its lists, its name. Rights are in `services.newsroom`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from hiwar.newsroom.models import ArticlePage, Author

# Documents are never served, and the help menu leads to other hosts.
HIDDEN_MENU_ITEMS = {"documents", "help"}


class ArticleViewSet(PageListingViewSet):
    """All articles in one list, newest first, with the button that begins one."""

    model = ArticlePage
    icon = "doc-full"
    menu_label = _("Articles")
    menu_name = "articles"
    menu_order = 90
    add_to_admin_menu = True


class AuthorViewSet(SnippetViewSet):
    """Those who may stand in a byline."""

    model = Author
    icon = "user"
    menu_label = _("Authors")
    menu_name = "authors"
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["name", "role"]
    panels = [FieldPanel("name"), FieldPanel("role")]


register_snippet(AuthorViewSet)


@hooks.register("register_admin_viewset")
def register_articles() -> ArticleViewSet:
    """Add the list of articles to the menu."""
    return ArticleViewSet("articles")


@hooks.register("insert_global_admin_css")
def add_our_touches() -> str:
    """Load our few lines of style into every screen of the editor."""
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/editor.css"))


@hooks.register("construct_main_menu")
def hide_what_we_do_not_offer(_request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Take away menu items that lead nowhere here."""
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN_MENU_ITEMS]


@hooks.register("register_rich_text_features", order=100)
def offer_few_features(features: Any) -> None:
    """Offer bold and links only, wherever a field does not say so itself."""
    features.default_features = ["bold", "link"]
