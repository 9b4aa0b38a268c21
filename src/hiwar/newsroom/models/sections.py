"""The frame that articles hang in: the front page and its sections. What readers see there is *delivery*'s."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from hiwar.newsroom.addresses import path_of
from hiwar.newsroom.forms import NewsPageForm
from hiwar.newsroom.front_blocks import FRONT, MOST_PARTS
from hiwar.newsroom.slug_field import slug_input
from hiwar.screening.modes import Mode


class Addressed:
    """A page whose public path is our own and not its place in the editor's tree."""

    def public_path(self) -> str | None:
        """Return the percent-encoded path readers use, or None while there is none."""
        raise NotImplementedError

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str | None, str | None] | None:
        """Return Wagtail's (site, origin, path), the origin from settings and never from a request."""
        parts = super().get_url_parts(request)
        path = self.public_path()
        if parts is None or path is None:
            return parts and (parts[0], None, None)
        return parts[0], settings.HIWAR_ORIGIN, path


class Screening(models.TextChoices):
    """How strictly readers' comments are screened; empty means as the section, or the site, has it.

    The values are those of `hiwar.screening.modes`. What becomes of them is the discussion's business.
    """

    OPEN = Mode.OPEN.value, _("Open: only what is almost certainly a violation waits")
    CAREFUL = Mode.CAREFUL.value, _("Careful: the usual one")
    BREAKING = Mode.BREAKING.value, _("Breaking news: more waits, while tempers are high")
    HELD = Mode.HELD.value, _("Everything held: a moderator reads each comment first")


class FrontPage(Addressed, Page):
    """The root of a newsroom: what an editor composed, or the newest articles by themselves."""

    parts = StreamField(
        FRONT,
        verbose_name=_("parts"),
        blank=True,
        max_num=MOST_PARTS,
        help_text=_(
            "From top to bottom. Empty: the page composes itself of the newest articles. A part for which there is"
            " nothing to show stays out, and no article stands on the page twice unless it was chosen twice."
        ),
    )

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["newsroom.SectionPage"]
    base_form_class = NewsPageForm
    # Wagtail's own panel of a title would look for a slug to fill, and there is none: the address is the root.
    content_panels = [FieldPanel("title"), FieldPanel("parts")]
    promote_panels: list[FieldPanel] = []
    settings_panels: list[FieldPanel] = []

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def public_path(self) -> str:
        """Return the root."""
        return "/"

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the readers' front page as this draft composes it."""
        from hiwar.newsroom.views import preview_front  # Views stand above models; only a preview looks up from here.

        return preview_front(request, self)


class SectionPage(Addressed, Page):
    """A part of the newspaper: local news, culture, opinion."""

    description = models.CharField(
        _("description"), max_length=240, blank=True, help_text=_("One sentence for readers and search engines.")
    )

    screening_mode = models.CharField(
        _("how strictly comments are screened"),
        max_length=8,
        blank=True,
        choices=Screening.choices,
        help_text=_("For every article of the section that chooses nothing itself. Empty: as the whole site."),
    )

    parent_page_types = ["newsroom.FrontPage"]
    subpage_types = ["newsroom.ArticlePage"]
    base_form_class = NewsPageForm
    preview_modes: list[tuple[str, str]] = []
    content_panels = [*Page.content_panels, FieldPanel("description"), FieldPanel("screening_mode")]
    promote_panels = [FieldPanel("slug", widget=slug_input(), help_text=_("The last part of the section's address."))]
    settings_panels: list[FieldPanel] = []

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def public_path(self) -> str:
        """Return `/section/<slug>/`."""
        return path_of(f"section/{self.slug}")
