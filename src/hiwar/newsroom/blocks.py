"""The parts an article's text is made of. There is no block for HTML; how each part reads is in `render.py`."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    DecimalBlock,
    ListBlock,
    RichTextBlock,
    StructBlock,
    StructValue,
    TextBlock,
    URLBlock,
)
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from hiwar.newsroom.reader_quotes import cards_for, id_from

PARAGRAPH_FEATURES = ["bold", "link"]


class ListStyle(models.TextChoices):
    """How a list marks its items."""

    BULLETS = "bullets", _("Bullets")
    NUMBERS = "numbers", _("Numbers")


class QuoteBlock(StructBlock):
    """A sentence lifted out of the text, with the person who said it."""

    text = TextBlock(label=_("what was said"), max_length=600)
    who = CharBlock(label=_("who said it"), max_length=120)
    role = CharBlock(label=_("role"), max_length=120, required=False)

    class Meta:
        label = _("Quote")
        label_format = "{who}"
        icon = "openquote"


class ItemsBlock(StructBlock):
    """A list of short lines."""

    style = ChoiceBlock(label=_("style"), choices=ListStyle.choices, default=ListStyle.BULLETS)
    items = ListBlock(TextBlock(label=_("item"), max_length=600, rows=1), label=_("items"))

    class Meta:
        label = _("List")
        icon = "list-ul"


class ImageBlock(StructBlock):
    """A picture inside the text."""

    image = ImageChooserBlock(label=_("picture"))
    alt = CharBlock(
        label=_("what the picture shows"), max_length=250, help_text=_("For those who do not see it: one sentence.")
    )
    caption = CharBlock(label=_("caption"), max_length=300, required=False)
    credit = CharBlock(label=_("credit"), max_length=120)

    class Meta:
        label = _("Picture")
        label_format = "{alt}"
        icon = "image"


class GalleryBlock(StructBlock):
    """Pictures that belong together, one beside the other."""

    title = CharBlock(label=_("title"), max_length=120)
    pictures = ListBlock(ImageBlock(), label=_("pictures"), min_num=2, max_num=12)

    class Meta:
        label = _("Gallery")
        label_format = "{title}"
        icon = "image"


class VideoBlock(StructBlock):
    """A video of the newsroom's list."""

    video = SnippetChooserBlock("newsroom.NewsVideo", label=_("video"))
    caption = CharBlock(label=_("caption"), max_length=300, required=False)

    class Meta:
        label = _("Video")
        icon = "media"

    def clean(self, value: StructValue) -> StructValue:
        """Clean; a video has its picture, and words for those who do not hear it, before it stands in an article.

        None is chosen yet in a draft that saves itself.
        """
        cleaned = super().clean(value)
        if cleaned["video"] and cleaned["video"].lacks:
            wrong = ValidationError(_("This video has no picture or no captions yet. Add them in the list of videos."))
            raise StructBlockValidationError(block_errors={"video": wrong})
        return cleaned


class TableBlock(StructBlock):
    """Rows and columns, typed or pasted from a spreadsheet; the first row and the first column name the others."""

    title = CharBlock(label=_("title"), max_length=160)
    rows = TextBlock(
        label=_("rows"),
        max_length=20_000,
        help_text=_("One row a line, its cells apart by tabs, as a spreadsheet copies them, or by “|”."),
    )
    source = CharBlock(label=_("source"), max_length=200, required=False)

    class Meta:
        label = _("Table")
        label_format = "{title}"
        icon = "table"

    def clean(self, value: StructValue) -> StructValue:
        """Clean; a table has at least two rows, and no row more cells than the first. A draft's may be empty yet."""
        cleaned = super().clean(value)
        if not cleaned["rows"]:
            return cleaned
        rows = table_rows(cleaned["rows"])
        if len(rows) < 2 or any(len(row) > len(rows[0]) for row in rows):
            wrong = ValidationError(_("A table needs two rows or more, and no row more cells than the first."))
            raise StructBlockValidationError(block_errors={"rows": wrong})
        return cleaned


def table_rows(text: str) -> list[list[str]]:
    """Return the cells of a table as it was typed, row by row; empty lines are none."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [[cell.strip() for cell in re.split(r"\t|\|", line.strip().strip("|"))] for line in lines]


class BarBlock(StructBlock):
    """One bar of a figure's comparison."""

    label = CharBlock(label=_("what is counted"), max_length=60)
    value = DecimalBlock(label=_("value"), min_value=0, max_digits=15, decimal_places=2)
    highlight = BooleanBlock(label=_("this one is the figure"), required=False)

    class Meta:
        label = _("bar")
        label_format = "{label}"


class FigureBlock(StructBlock):
    """One number, one sentence, at most two bars, and where the number comes from."""

    number = CharBlock(label=_("number"), max_length=24)
    sentence = TextBlock(label=_("the sentence that goes on from the number"), max_length=300)
    bars = ListBlock(
        BarBlock(), label=_("comparison"), max_num=2, default=[], help_text=_("None, or two bars drawn to scale.")
    )
    source = CharBlock(label=_("source"), max_length=200)
    source_url = URLBlock(label=_("link to the source"), required=False)

    class Meta:
        label = _("Figure")
        label_format = "{number}"
        icon = "order"


class ReaderQuoteBlock(StructBlock):
    """A reader's comment as a card. Kept is its id alone: readers see what the comment says at that moment."""

    comment = CharBlock(
        label=_("address of the comment"),
        max_length=300,
        help_text=_("Open a published comment at the desk and copy its address from there."),
    )

    class Meta:
        label = _("Reader's comment")
        label_format = "{comment}"
        icon = "user"

    def clean(self, value: StructValue) -> StructValue:
        """Clean; the comment must be one that everybody can read. In a draft its address may not be there yet."""
        cleaned = super().clean(value)
        if not cleaned["comment"]:
            return cleaned
        public_id = id_from(cleaned["comment"])
        if not public_id or public_id not in cards_for([public_id]):
            wrong = ValidationError(
                _("No published comment has this address. Copy it from the desk, where the comment is open.")
            )
            raise StructBlockValidationError(block_errors={"comment": wrong})
        return cleaned


BODY = [
    ("paragraph", RichTextBlock(label=_("Paragraph"), icon="pilcrow", features=PARAGRAPH_FEATURES)),
    ("heading", CharBlock(label=_("Heading"), icon="title", max_length=120)),
    ("quote", QuoteBlock()),
    ("list", ItemsBlock()),
    ("image", ImageBlock()),
    ("gallery", GalleryBlock()),
    ("video", VideoBlock()),
    ("table", TableBlock()),
    ("figure", FigureBlock()),
    ("reader_quote", ReaderQuoteBlock()),
]
