"""An article's text as HTML, written once at publication. The one reviewed place of *newsroom* that marks HTML as safe.

No style attribute and no script ever: readers' pages forbid both. What each block means is in `blocks.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import nh3
from django.conf import settings
from django.utils import translation
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText, expand_db_html

from hiwar.arabic.languages import language_of
from hiwar.arabic.numbers import Digits, localize_digits
from hiwar.newsroom.blocks import ListStyle, table_rows
from hiwar.newsroom.players import player, without_transcripts
from hiwar.newsroom.reader_quotes import id_from, place_for
from hiwar.newsroom.sizes import NATURAL, picture

WORDS_A_MINUTE = 180  # Adults read Arabic prose at about 140 to 200 words a minute; connected letters slow the eye.
PARAGRAPH_TAGS = {"p", "b", "strong", "a", "br"}
LINK_SCHEMES = {"http", "https", "mailto"}
BODY_SIZES = "(min-width: 48rem) 42rem, 100vw"


@dataclass(frozen=True)
class Rendered:
    """A text ready for readers, and how long they need for it."""

    html: SafeString
    reading_minutes: int


@dataclass(frozen=True)
class Setting:
    """What a block must know beyond its own value: its place in the article and the site's digits."""

    number: int
    digits: Digits


def rendered(body: StreamValue | Iterable[Any], *, place: str = "", digits: Digits = Digits.LATIN) -> Rendered:
    """Return the text as HTML in the site's language, the dateline inside its first paragraph."""
    # The editor who publishes may use the editor in English; readers must not notice.
    with translation.override(settings.LANGUAGE_CODE):
        parts = [
            RENDERERS[block.block_type](block.value, Setting(number, digits))
            for number, block in enumerate(body, start=1)
        ]
    html = _with_dateline("\n".join(part for part in parts if part), place)
    words = len(strip_tags(without_transcripts(html)).split())
    return Rendered(mark_safe(html), max(1, math.ceil(words / WORDS_A_MINUTE)))  # noqa: S308


def with_corrections(html: SafeString, told: Iterable[tuple[str, str, str]]) -> SafeString:
    """Return a text with its corrections below it: (when, ISO 8601; the same as the site writes it; what is right)."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = format_html_join("", '<li><time datetime="{}">{}</time> <p>{}</p></li>', told)
        if not lines:
            return html
        title = ngettext("Correction", "Corrections", lines.count("<li>"))
    return format_html(
        '{}\n<section class="errata" id="errata" aria-labelledby="errata-t">'
        '<h2 id="errata-t">{}</h2><ol>{}</ol></section>',
        html,
        title,
        lines,
    )


def stored_html(html: str) -> SafeString:
    """Return HTML that `rendered` wrote earlier as what it is: safe to put on a page."""
    return mark_safe(html)  # noqa: S308


def clean_rich_text(source: str) -> str:
    """Return an editor's rich text with our few tags only; cleaning its own result changes nothing."""
    return nh3.clean(
        source,
        tags=PARAGRAPH_TAGS,
        attributes={"a": {"href"}},
        url_schemes=LINK_SCHEMES,
        link_rel=None,
    )


def _with_dateline(html: str, place: str) -> str:
    if not place:
        return html
    dateline = format_html('<span class="dateline">{} –</span> ', place)
    return html.replace("<p>", f"<p>{dateline}", 1) if html.startswith("<p>") else f"<p>{dateline}</p>\n{html}"


def _paragraph(value: RichText, _setting: Setting) -> str:
    html = clean_rich_text(expand_db_html(value.source))
    return re.sub(r"<p>\s*(<br>\s*)*</p>", "", html).strip()


def _heading(value: str, _setting: Setting) -> str:
    return format_html("<h2>{}</h2>", value)


def _quote(value: dict[str, str], _setting: Setting) -> str:
    text = value["text"].strip()
    # The marks are part of the text: they are copied with it and read aloud with it.
    spoken = language_of(settings.LANGUAGE_CODE)
    opening, closing = spoken.quotes
    text = text if text.startswith((opening, "«")) else f"{opening}{text}{closing}"
    role = format_html("{}{}", spoken.comma, value["role"]) if value["role"] else ""
    return format_html(
        '<blockquote class="pull"><p>{}</p><footer><b>{}</b>{}</footer></blockquote>', text, value["who"], role
    )


def _items(value: dict[str, Any], _setting: Setting) -> str:
    lines = format_html_join("", "<li>{}</li>", ((item,) for item in value["items"]))
    return format_html("<ol>{}</ol>" if value["style"] == ListStyle.NUMBERS else "<ul>{}</ul>", lines)


def _image(value: dict[str, Any], _setting: Setting) -> str:
    if value["image"] is None:  # Deleted since; the caption alone would describe nothing.
        return ""
    shown = picture(value["image"], NATURAL)
    caption = format_html("{} ", value["caption"]) if value["caption"] else ""
    return format_html(
        '<figure class="inline"><img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" loading="lazy">'
        "<figcaption>{}<b>{}</b></figcaption></figure>",
        shown.src,
        shown.srcset,
        BODY_SIZES,
        shown.width,
        shown.height,
        value["alt"],
        caption,
        value["credit"],
    )


def _gallery(value: dict[str, Any], setting: Setting) -> str:
    shown = [html for html in (_image(picture, setting) for picture in value["pictures"]) if html]
    if not shown:
        return ""
    name = f"set{setting.number}"
    pictures = format_html_join("", "{}", ((SafeString(html),) for html in shown))
    return format_html(
        '<section class="plates" aria-labelledby="{0}"><h2 id="{0}">{1}</h2><div>{2}</div></section>',
        name,
        value["title"],
        pictures,
    )


def _video(value: dict[str, Any], setting: Setting) -> str:
    if value["video"] is None:  # Deleted since.
        return ""
    return player(value["video"], caption=value["caption"], digits=setting.digits)


def _table(value: dict[str, Any], setting: Setting) -> str:
    first, *rest = table_rows(value["rows"]) or [[]]
    if not first:
        return ""
    head = format_html_join("", '<th scope="col">{}</th>', ((cell,) for cell in _numbered(first, setting)))
    rows = format_html_join(
        "", "<tr>{}</tr>", ((_row([*row, *[""] * (len(first) - len(row))], setting),) for row in rest)
    )
    source = (
        format_html('<p class="src">{}</p>', _("Source: %(source)s.") % {"source": value["source"].rstrip(".")})
        if value["source"]
        else ""
    )
    # Wide tables scroll by themselves; whoever has no pointer gets there with the keyboard.
    return format_html(
        '<div class="sheet" role="region" tabindex="0" aria-labelledby="tab{0}">'
        '<table><caption id="tab{0}">{1}</caption>'
        "<thead><tr>{2}</tr></thead><tbody>{3}</tbody></table>{4}</div>",
        setting.number,
        value["title"],
        head,
        rows,
        source,
    )


def _row(cells: list[str], setting: Setting) -> str:
    name, *values = _numbered(cells, setting)
    told = format_html_join(
        "", "<td{}>{}</td>", ((SafeString(' class="num"') if _is_number(v) else "", v) for v in values)
    )
    return format_html('<th scope="row">{}</th>{}', name, told)


def _numbered(cells: list[str], setting: Setting) -> list[str]:
    return [localize_digits(cell, setting.digits) for cell in cells]


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"[-+−]?[\d.,٫٬%٪ ]*\d[\d.,٫٬%٪ ]*", cell))


def _figure(value: dict[str, Any], setting: Setting) -> str:
    name = f"fig{setting.number}"
    link = ""
    if value["source_url"]:
        link = format_html(' <a href="{}">{}</a>', value["source_url"], _("Read the source"))
    return format_html(
        '<aside class="figure" aria-labelledby="{0}"><h2 id="{0}">{1}</h2><p class="big">{2}</p><p>{3}</p>{4}'
        '<p class="src">{5}{6}</p></aside>',
        name,
        _("Figure"),
        localize_digits(value["number"], setting.digits),
        value["sentence"],
        _bars(value["bars"], setting.digits),
        _("Source: %(source)s.") % {"source": value["source"].rstrip(".")},
        link,
    )


def _bars(bars: Iterable[dict[str, Any]], digits: Digits) -> str:
    # A draft that is looked at may lack a value yet.
    bars = [bar for bar in bars if bar["value"] is not None]
    highest = max((bar["value"] for bar in bars), default=0)
    if not highest:
        return ""
    rows = format_html_join("", "{}", ((_bar(bar, highest, digits),) for bar in bars))
    spoken = " ".join(f"{bar['label']}: {_amount(bar['value'], digits)}." for bar in bars)
    return format_html('<div class="bars" role="img" aria-label="{}">{}</div>', spoken, rows)


def _bar(bar: dict[str, Any], highest: Decimal, digits: Digits) -> str:
    share = round(bar["value"] / highest * 100)
    # An attribute of SVG, because a style attribute is forbidden; x makes the bar grow from where reading begins.
    return format_html(
        '<div{}><span>{}</span><svg class="bar" aria-hidden="true">'
        '<rect x="{}%" width="{}%" height="100%"></rect></svg><b class="num">{}</b></div>',
        SafeString(' class="hi"') if bar["highlight"] else "",
        bar["label"],
        100 - share if language_of(settings.LANGUAGE_CODE).rtl else 0,
        share,
        _amount(bar["value"], digits),
    )


def _amount(value: Decimal, digits: Digits) -> str:
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return localize_digits(text, digits)


def _reader_quote(value: dict[str, str], _setting: Setting) -> str:
    # What the comment says is not the article's to keep: its author may edit or withdraw it.
    return place_for(id_from(value["comment"]))


RENDERERS: dict[str, Callable[[Any, Setting], str]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "quote": _quote,
    "list": _items,
    "image": _image,
    "gallery": _gallery,
    "video": _video,
    "table": _table,
    "figure": _figure,
    "reader_quote": _reader_quote,
}
