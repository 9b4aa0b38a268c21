"""The article: what an editor writes, and what is fixed on the day it is first published."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import CommentPanel, FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page, Revision
from wagtail.search import index

from hiwar.newsroom.addresses import path_of, phrases_of
from hiwar.newsroom.blocks import BODY
from hiwar.newsroom.forms import ArticleForm
from hiwar.newsroom.models.people import Author
from hiwar.newsroom.models.sections import Addressed, Screening, SectionPage
from hiwar.newsroom.models.topics import ArticleTopic, Topic, meant
from hiwar.newsroom.panels import SchedulePanel
from hiwar.newsroom.slug_field import slug_input


class Discussion(models.TextChoices):
    """How readers may answer an article."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed, earlier comments stay")
    OFF = "off", _("No discussion")


class Label(models.TextChoices):
    """What kind of piece it is, said before the headline; a plain report has none."""

    BREAKING = "breaking", _("Breaking")
    LIVE = "live", pgettext_lazy("label of an article", "Live")
    ANALYSIS = "analysis", pgettext_lazy("label of an article", "Analysis")
    OPINION = "opinion", _("Opinion")
    EXPLAINER = "explainer", _("Explainer")


# Nothing is breaking news for ever. Counted from the publication, or from the last change of a live report.
LABEL_LASTS = {Label.BREAKING: timedelta(hours=12), Label.LIVE: timedelta(hours=24)}

# What was published at least once; lists are read along indexes of these.
ADDRESSED = models.Q(address__isnull=False)


class ArticlePage(Addressed, Page):
    """An article. Its address is given at first publication and never changes, whatever moves afterwards."""

    label = models.CharField(
        _("label"),
        max_length=9,
        blank=True,
        default="",
        db_default="",
        choices=Label.choices,
        help_text=_("Stands before the headline. “Breaking” goes by itself after twelve hours, “live” after a day."),
    )
    standfirst = models.TextField(_("standfirst"), blank=True, max_length=500)
    place = models.CharField(
        _("dateline"), max_length=60, blank=True, help_text=_("The place the story comes from; it opens the text.")
    )
    lead_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    lead_alt = models.CharField(
        _("what the picture shows"),
        max_length=250,
        blank=True,
        help_text=_("For those who do not see it. Empty: the description of the picture itself."),
    )
    lead_caption = models.CharField(_("caption"), max_length=300, blank=True)
    lead_credit = models.CharField(
        _("credit"), max_length=120, blank=True, help_text=_("Empty: the credit of the picture itself.")
    )
    body = StreamField(BODY, verbose_name=_("text"), blank=True)
    is_draft_headline = models.BooleanField(
        _("the headline is a draft"),
        default=False,
        help_text=_("An import took the first sentence. Write a headline, then clear this mark."),
    )
    published_at = models.DateTimeField(
        _("publication time"),
        null=True,
        blank=True,
        help_text=_("Readers see it, and the address carries its day. Empty: the moment of first publication."),
    )
    discussion = models.CharField(_("discussion"), max_length=6, choices=Discussion.choices, default=Discussion.OPEN)
    closes_at = models.DateTimeField(
        _("the discussion closes at"),
        null=True,
        blank=True,
        help_text=_("Readers are told. Empty: as the site has it. A time that has passed closes it at once."),
    )
    screening_mode = models.CharField(
        _("how strictly comments are screened"),
        max_length=8,
        blank=True,
        choices=Screening.choices,
        help_text=_(
            "Empty: as the section has it. A stricter mode lets more comments wait for a moderator, and less slip"
            " through; it can be changed at any time."
        ),
    )
    source_url = models.URLField(
        _("original address"), max_length=500, null=True, blank=True, unique=True, help_text=_("For imported articles.")
    )

    topics = ParentalManyToManyField(
        Topic, through=ArticleTopic, blank=True, related_name="articles", verbose_name=_("topics")
    )

    # Fixed at publication by `services.settle_article`; a page view needs no StreamField work.
    address = models.CharField(_("address"), max_length=300, unique=True, null=True, editable=False)
    rendered_body = models.TextField(blank=True, editable=False)
    reading_minutes = models.PositiveSmallIntegerField(_("reading time"), default=0, editable=False)
    corrected_at = models.DateTimeField(_("corrected"), null=True, editable=False)
    # How long its videos are together; 0 where there is none. Lists say so.
    video_seconds = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    # When it leaves readers by itself, who have it now: Wagtail's `expire_at`, whose table can have no index of ours.
    leaves_at = models.DateTimeField(null=True, editable=False)
    # And when it did. What time does or did is read along these; the newest draft says when it means to go out.
    left_at = models.DateTimeField(null=True, editable=False)
    goes_out_at = models.DateTimeField(null=True, editable=False)
    label_ends_at = models.DateTimeField(null=True, editable=False)

    # The tree knows it by the path of the page; no index can join a path with a time, and a section's pages need both.
    section = models.ForeignKey(
        SectionPage, null=True, editable=False, on_delete=models.CASCADE, related_name="+", db_index=False
    )

    parent_page_types = ["newsroom.SectionPage"]
    subpage_types: list[str] = []
    # A copy is another article: it goes out at a time of its own, to an address of its own.
    exclude_fields_in_copy = ["address", "published_at", "source_url", "corrected_at"]
    base_form_class = ArticleForm
    search_fields = [*Page.search_fields, index.SearchField("standfirst"), index.SearchField("body")]

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *Page.content_panels,
                    FieldPanel("is_draft_headline"),
                    FieldPanel("label"),
                    FieldPanel("standfirst"),
                    InlinePanel("bylines", heading=_("Byline"), label=_("author")),
                    FieldPanel("place"),
                    MultiFieldPanel(
                        [FieldPanel(f"lead_{part}") for part in ("image", "alt", "caption", "credit")],
                        heading=_("Lead picture"),
                    ),
                    FieldPanel("body"),
                    FieldPanel("topics"),
                    InlinePanel(
                        "corrections",
                        heading=_("Corrections"),
                        label=_("correction"),
                        help_text=_("What was wrong and what is right. Readers see it below the text, for good."),
                    ),
                    CommentPanel(),
                ],
                heading=_("Content"),
            ),
            ObjectList(
                [
                    SchedulePanel(),
                    FieldPanel("discussion"),
                    FieldPanel("closes_at"),
                    FieldPanel("screening_mode"),
                ],
                heading=_("Publication and discussion"),
            ),
            ObjectList(
                [
                    FieldPanel(
                        "slug",
                        widget=slug_input(),
                        help_text=_("The last part of the address, fixed at first publication."),
                    ),
                    FieldPanel("search_description"),
                    FieldPanel("source_url"),
                ],
                heading=_("Address and search"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(fields=["-published_at", "-page_ptr"], name="article_newest", condition=ADDRESSED),
            models.Index(
                fields=["section", "-published_at", "-page_ptr"], name="article_newest_in_section", condition=ADDRESSED
            ),
            # The newest opinion of each columnist is found along it.
            models.Index(
                fields=["label", "-published_at", "-page_ptr"], name="article_newest_by_label", condition=ADDRESSED
            ),
            models.Index(fields=["leaves_at"], name="article_leaves", condition=models.Q(leaves_at__isnull=False)),
            models.Index(fields=["left_at"], name="article_left", condition=models.Q(left_at__isnull=False)),
            models.Index(
                fields=["goes_out_at"], name="article_goes_out", condition=models.Q(goes_out_at__isnull=False)
            ),
            models.Index(fields=["closes_at"], name="article_closes", condition=models.Q(closes_at__isnull=False)),
            models.Index(
                fields=["label_ends_at"], name="article_label_ends", condition=models.Q(label_ends_at__isnull=False)
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, noting the section the article stands in: copies and revisions may have come from another."""
        above = SectionPage.objects.filter(path=self.path[: -self.steplen])
        self.section_id = above.values_list("pk", flat=True).first()
        self.leaves_at = self.expire_at if self.live else None
        self.left_at = self.expire_at if self.expired else None
        self.label_ends_at = self.label_until if self.live else None
        super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Save a draft, noting when it means to go out."""
        revision = super().save_revision(*args, **kwargs)
        self.goes_out_at = self.go_live_at
        # Editors save every two seconds, and whatever changes in this table of what is live is news to all pages.
        noted = ArticlePage.objects.filter(pk=self.pk).exclude(goes_out_at=self.go_live_at)
        noted.update(goes_out_at=self.go_live_at)
        return revision

    def public_path(self) -> str | None:
        """Return the address as a path, or None before first publication."""
        return path_of(self.address) if self.address else None

    @property
    def headline_phrases(self) -> tuple[str, ...]:
        """Return the headline in the phrases at which it may break."""
        return phrases_of(self.title)

    @property
    def subject(self) -> str:
        """Return the key under which others, discussions first of all, know this article."""
        return f"article:{self.pk}"

    @property
    def section_key(self) -> str:
        """Return the key under which others know the section it stands in."""
        return f"section:{self.section_id}" if self.section_id else ""

    @property
    def effective_screening_mode(self) -> str:
        """Return the mode of the article, else that of its section; empty where both leave it to the site."""
        return self.screening_mode or self.get_parent().specific.screening_mode

    @property
    def updated_at(self) -> datetime | None:
        """Return when the text last changed for readers, or None if it is as first published."""
        first, last = self.first_published_at, self.last_published_at
        if first is None or last is None or (last - first).total_seconds() < 60:
            return None
        return last

    @property
    def lacking_of_lead(self) -> tuple[str, ...]:
        """Return which words the lead picture lacks, the article's own counted: of alt and credit, those missing."""
        return self.lead_image.lacks(alt=self.lead_alt, credit=self.lead_credit) if self.lead_image else ()

    @property
    def label_until(self) -> datetime | None:
        """Return when the label has grown old; None if it never does."""
        lasts = LABEL_LASTS.get(Label(self.label)) if self.label else None
        since = (self.updated_at if self.label == Label.LIVE else None) or self.published_at
        return since + lasts if lasts and since else None

    def with_content_json(self, content: dict) -> ArticlePage:
        """Return the page as a revision has it, keeping what belongs to the publication and not to a revision."""
        page = super().with_content_json(content)
        page.address = self.address
        page.rendered_body = self.rendered_body
        page.reading_minutes = self.reading_minutes
        page.corrected_at = self.corrected_at
        page.video_seconds = self.video_seconds
        page.goes_out_at = self.goes_out_at
        page.published_at = page.published_at or self.published_at
        page.topics = meant(page.topics.all())
        if page.discussion == "held":
            # Revisions of before there were modes know it as a state of the discussion.
            page.discussion, page.screening_mode = Discussion.OPEN, Screening.HELD
        return page

    def clean(self) -> None:
        """Clean; an empty source must be NULL, for uniqueness is asked of real addresses only."""
        super().clean()
        self.source_url = self.source_url or None

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        """Return the widths in which the preview can be looked at: a phone's first, as most readers have it."""
        return [
            {"name": "phone", "icon": "mobile-alt", "device_width": 360, "label": _("As on a phone")},
            {"name": "tablet", "icon": "tablet-alt", "device_width": 768, "label": _("As on a tablet")},
            {"name": "desktop", "icon": "desktop", "device_width": 1280, "label": _("As on a wide screen")},
        ]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the reader's page of this draft, without its discussion."""
        from hiwar.newsroom.views import preview  # Views stand above models; only a preview looks up from here.

        return preview(request, self, now=timezone.now())


class Correction(Orderable):
    """A mistake of ours and what is right instead; it stays below the article as long as the article stays."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="corrections")
    text = models.TextField(_("what was wrong, what is right"), max_length=600)
    at = models.DateTimeField(_("time"), default=timezone.now)

    panels = [FieldPanel("text"), FieldPanel("at")]

    class Meta(Orderable.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")


class ArticleByline(Orderable):
    """One author of one article, in the order of the byline."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="+", verbose_name=_("author"))

    panels = [FieldPanel("author")]

    class Meta(Orderable.Meta):
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
