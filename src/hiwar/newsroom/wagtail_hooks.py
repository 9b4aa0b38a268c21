"""How the newsroom appears in Wagtail's editor: its menu, its lists, its name. Rights are in `services.newsroom`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from hiwar.newsroom.models import ArticlePage, Author
from hiwar.newsroom.notices import send_letters_of_comments_beside_requests
from hiwar.newsroom.planned_list import PlannedMenuItem, planned_list
from hiwar.newsroom.redirects import RedirectViewSet
from hiwar.newsroom.tidying_room import set_text_right
from hiwar.newsroom.topic_list import TopicViewSet, suggestions
from hiwar.newsroom.twin_warning import tell_of_twins
from hiwar.newsroom.video_list import VideoViewSet

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
    panels = [FieldPanel("name"), FieldPanel("role"), FieldPanel("account")]


register_snippet(AuthorViewSet)
register_snippet(TopicViewSet)
register_snippet(RedirectViewSet)
register_snippet(VideoViewSet)
send_letters_of_comments_beside_requests()


@hooks.register("register_admin_viewset")
def register_articles() -> ArticleViewSet:
    """Add the list of articles to the menu."""
    return ArticleViewSet("articles")


@hooks.register("register_admin_urls")
def register_what_is_planned() -> list[URLPattern]:
    """Add the page of what is planned."""
    return [path("planned/", planned_list, name="newsroom_planned")]


@hooks.register("register_admin_menu_item")
def offer_what_is_planned() -> MenuItem:
    """Add the page of what is planned to the menu, below the articles."""
    return PlannedMenuItem(
        _("Planned"), reverse_lazy("newsroom_planned"), name="planned", icon_name="calendar-alt", order=95
    )


@hooks.register("register_admin_urls")
def register_topic_suggestions() -> list[URLPattern]:
    """Add what the field of topics asks while an editor types."""
    return [path("topics/suggestions/", suggestions, name="newsroom_topic_suggestions")]


@hooks.register("register_admin_urls")
def register_setting_right() -> list[URLPattern]:
    """Add the page that sets a draft's text right."""
    return [path("articles/<int:pk>/set-right/", set_text_right, name="newsroom_set_text_right")]


@hooks.register("register_page_header_buttons")
def offer_to_set_the_text_right(page: Page, **_context: Any) -> list[Button]:
    """Lead from an article to what its text would be with the typography set right."""
    if not isinstance(page, ArticlePage):
        return []
    address = reverse("newsroom_set_text_right", args=[page.pk])
    return [Button(_("Set the text right"), address, icon_name="edit", priority=45)]


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_twins(request: HttpRequest, page: Page) -> None:
    """Tell whoever has saved an article of others with nearly the same headline; autosaving tells nobody."""
    if isinstance(page, ArticlePage) and request.accepts("text/html"):
        tell_of_twins(request, page, now=timezone.now())


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
