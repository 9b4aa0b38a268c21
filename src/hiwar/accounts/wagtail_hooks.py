"""The people's place in the editor: names that guests may not use."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from hiwar.accounts.models import ReservedName


class ReservedNameViewSet(ModelViewSet):
    """Names that belong to the newsroom; bylines and staff are kept without being listed here."""

    model = ReservedName
    name = "reserved-names"
    icon = "lock"
    menu_label = _("Reserved names")
    menu_order = 130
    add_to_settings_menu = True
    form_fields = ["name"]
    list_display = ["name"]
    search_fields = ["name"]
    inspect_view_enabled = False
    copy_view_enabled = False


@hooks.register("register_admin_viewset")
def register_reserved_names() -> ReservedNameViewSet:
    """Show the reserved names in the editor's settings."""
    return ReservedNameViewSet()
