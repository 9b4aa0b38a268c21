"""The discussion's place in the editor: word lists beside the settings. How the discussion runs is in `services`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from hiwar.discussions.models import ListedWord


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


@hooks.register("register_admin_viewset")
def register_listed_words() -> ListedWordViewSet:
    """Show the word lists in the editor's settings."""
    return ListedWordViewSet()
