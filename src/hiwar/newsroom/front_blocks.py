"""The parts an editor composes the front page of. What stands in each at a moment is found in `queries.front`.

A part names what it wants and holds no article itself, but those an editor chose. How it looks is *delivery*'s.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, IntegerBlock, ListBlock, PageChooserBlock, StructBlock

ARTICLE = "newsroom.ArticlePage"
SECTION = "newsroom.SectionPage"
# A page that is longer than this is read by nobody to its end, and each part costs a look at the index.
MOST_PARTS = 14


class Arrangement(models.TextChoices):
    """How a list of articles stands on the page."""

    CARDS = "cards", _("Across the page, with pictures")
    LINES = "lines", _("Across the page, headlines only")
    COLUMN = "column", _("As a column, beside the columns next to it")


class LeadBlock(StructBlock):
    """The first story, as large as the page allows."""

    article = PageChooserBlock(
        label=_("article"), page_type=ARTICLE, required=False, help_text=_("Empty: always the newest one.")
    )
    also = IntegerBlock(
        label=_("more headlines of its section below it"), min_value=0, max_value=4, default=2, required=False
    )

    class Meta:
        label = _("Lead")
        icon = "pick"


class BesideBlock(StructBlock):
    """What stands beside the lead."""

    articles = ListBlock(
        PageChooserBlock(label=_("article"), page_type=ARTICLE),
        label=_("articles"),
        max_num=4,
        default=[],
        help_text=_("None, or fewer than there is room for: the newest follow."),
    )
    count = IntegerBlock(label=_("how many"), min_value=1, max_value=4, default=3)

    class Meta:
        label = _("Beside the lead")
        icon = "list-ul"


class LatestBlock(StructBlock):
    """The newest articles by the clock."""

    count = IntegerBlock(label=_("how many"), min_value=3, max_value=12, default=7)

    class Meta:
        label = _("Latest")
        icon = "time"


class SectionBlock(StructBlock):
    """The newest articles of a section."""

    section = PageChooserBlock(label=_("section"), page_type=SECTION)
    count = IntegerBlock(label=_("how many"), min_value=1, max_value=12, default=4)
    arrangement = ChoiceBlock(label=_("arrangement"), choices=Arrangement.choices, default=Arrangement.CARDS)

    class Meta:
        label = _("Section")
        icon = "folder-open-inverse"


class ChosenBlock(StructBlock):
    """Articles that belong together for a reason of the editor's."""

    title = CharBlock(label=_("title"), max_length=80)
    articles = ListBlock(
        PageChooserBlock(label=_("article"), page_type=ARTICLE), label=_("articles"), min_num=1, max_num=12
    )
    arrangement = ChoiceBlock(label=_("arrangement"), choices=Arrangement.choices, default=Arrangement.CARDS)

    class Meta:
        label = _("Chosen articles")
        label_format = "{title}"
        icon = "doc-full"


class MostDiscussedBlock(StructBlock):
    """What readers talk about."""

    days = IntegerBlock(
        label=_("published within so many days"), min_value=1, max_value=30, default=7, help_text=_("Up to thirty.")
    )
    count = IntegerBlock(label=_("how many"), min_value=3, max_value=10, default=5)

    class Meta:
        label = _("Most discussed")
        icon = "comment"


class VoicesBlock(StructBlock):
    """The newest of what readers wrote, one of each discussion."""

    count = IntegerBlock(label=_("how many"), min_value=1, max_value=6, default=3)

    class Meta:
        label = _("Readers' opinions")
        icon = "openquote"


class ColumnistsBlock(StructBlock):
    """The newest opinion of each author."""

    count = IntegerBlock(label=_("how many"), min_value=2, max_value=8, default=4)

    class Meta:
        label = _("Columnists")
        icon = "user"


FRONT = [
    ("lead", LeadBlock()),
    ("beside", BesideBlock()),
    ("latest", LatestBlock()),
    ("section", SectionBlock()),
    ("chosen", ChosenBlock()),
    ("most", MostDiscussedBlock()),
    ("voices", VoicesBlock()),
    ("columnists", ColumnistsBlock()),
]
