"""The editors' room of redirects: from a former address to a page, or to the answer that it is gone for good.

Wagtail's own redirects know no «gone» and answer after our pages have been asked; these are the rows that deleting an
article and renaming a section write too, so there is one list and one answer. Not here: answering (*delivery*).
"""

from __future__ import annotations

from typing import Any
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import TextInput
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.models import Page, Site
from wagtail.snippets.views.snippets import SnippetViewSet

from hiwar.newsroom.models import ArticlePage, FormerAddress, SectionPage

# Views that ask for a former address where nothing stands.
ASKING = frozenset({"article", "section"})


class RedirectForm(WagtailAdminModelForm):
    """One redirect: an address of this site at which nothing stands, and a page that can be read."""

    def clean_path(self) -> str:
        """Return the path as readers' requests spell it; whole addresses of this site are taken as well."""
        path = _path_of(self.cleaned_data["path"].strip())
        known = FormerAddress.objects.filter(site=self._site, path=path).exclude(pk=self.instance.pk)
        if known.exists():
            raise ValidationError(_("This address is in the list already. Change it there."))
        if _is_in_use(path):
            raise ValidationError(_("Something stands at this address. Only an address that is free can lead on."))
        return path

    def clean_leads_to(self) -> Page | None:
        """Return the page, if readers can read it at an address of its own."""
        page: Page | None = self.cleaned_data["leads_to"]
        if page is not None and not (page.live and _address_of(page) and page.get_site() == self._site):
            raise ValidationError(_("Readers cannot read this page now. Choose one that is published."))
        return page

    def clean(self) -> dict[str, Any]:
        """Clean; a page cannot be where its own address leads."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        page = cleaned.get("leads_to")
        if page is not None and cleaned.get("path") == unquote(_address_of(page) or ""):
            self.add_error("leads_to", _("The address would lead to itself."))
        self.instance.site = self._site
        return cleaned

    @property
    def _site(self) -> Site:
        return self.instance.site if self.instance.site_id else Site.objects.get(is_default_site=True)


def _path_of(typed: str) -> str:
    parts = urlsplit(typed)
    if (parts.scheme or parts.netloc) and f"{parts.scheme}://{parts.netloc}" != settings.HIWAR_ORIGIN:
        raise ValidationError(_("This address belongs to another site."))
    if parts.query or parts.fragment:
        raise ValidationError(_("Only what stands before “?” and “#” can lead on."))
    path = normalize("NFC", unquote(parts.path))
    segments = path.split("/")[1:]
    inner = segments[:-1] if path.endswith("/") else segments
    if not path.startswith("/") or not inner or any(not part or part.strip(".") == "" for part in inner):
        raise ValidationError(_("Type an address that begins with “/”, such as /2014/01/19/train/."))
    if any(character.isspace() or not character.isprintable() or character in "\\?#" for character in path):
        raise ValidationError(_("An address has no spaces in it."))
    # A file keeps its name; anything else ends as all our addresses do.
    return path if path.endswith("/") or "." in inner[-1] else f"{path}/"


def _is_in_use(path: str) -> bool:
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return True
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.url_name not in ASKING:
        return True
    if match.url_name == "section":
        return SectionPage.objects.live().filter(slug=match.kwargs["slug"]).exists()
    return ArticlePage.objects.live().filter(address=path.strip("/")).exists()


def _address_of(page: Page) -> str | None:
    shown = getattr(page.specific, "public_path", None)
    return shown() if shown else None


class RedirectViewSet(SnippetViewSet):
    """Former addresses, those that the house noted itself among them."""

    model = FormerAddress
    icon = "redirect"
    menu_label = _("Redirects")
    menu_name = "redirects"
    menu_order = 260
    add_to_admin_menu = True
    list_display = ["path", "destination"]
    search_fields = ["path"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        # Addresses read from the left, their slashes first.
        [FieldPanel("path", widget=TextInput(attrs={"dir": "ltr"})), FieldPanel("leads_to")],
        base_form_class=RedirectForm,
    )
