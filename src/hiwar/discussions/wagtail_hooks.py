"""The discussion's place in the editor: word lists beside the settings. How the discussion runs is in `services`."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.generic.models import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from hiwar.discussions.models import ListedWord
from hiwar.discussions.word_views import ExportWordsView, WordTableView


class ListedWordIndexView(IndexView):
    """The list of words, with a button that leads to the table."""

    table_url_name = ""

    def get_header_buttons(self) -> list[Any]:
        """Add the way to the table for those who may use it."""
        buttons = super().get_header_buttons()
        if self.permission_policy.user_has_permission(self.request.user, "change"):
            label = _("Import and export")
            buttons.append(HeaderButton(label, url=reverse(self.table_url_name), icon_name="table", priority=90))
        return buttons


class ListedWordViewSet(ModelViewSet):
    """Words a newsroom holds, rejects or lets pass, with the reason a moderator will read."""

    model = ListedWord
    name = "listed-words"
    icon = "list-ul"
    menu_label = _("Word lists")
    menu_order = 120
    add_to_settings_menu = True
    form_fields = ["kind", "text", "with_clitics", "by_stem", "forms", "reason"]
    list_display = ["text", "kind", "with_clitics", "by_stem", "reason"]
    list_filter = ["kind"]
    search_fields = ["text", "reason"]
    inspect_view_enabled = False
    copy_view_enabled = False
    index_view_class = ListedWordIndexView

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Tell the list where its table is."""
        return super().get_index_view_kwargs(table_url_name=self.get_url_name("table"), **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the table: a page that takes one, and the file itself."""
        table = self.construct_view(WordTableView, export_url_name=self.get_url_name("export"))
        export = self.construct_view(ExportWordsView)
        return [
            *super().get_urlpatterns(),
            path("table/", table, name="table"),
            path("table/words.csv", export, name="export"),
        ]


@hooks.register("register_admin_viewset")
def register_listed_words() -> ListedWordViewSet:
    """Show the word lists in the editor's settings."""
    return ListedWordViewSet()
