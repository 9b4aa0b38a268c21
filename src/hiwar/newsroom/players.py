"""How a video stands in an article: a sized player that loads nothing by itself, its weight said, its words below.

A reader on a slow line knows what pressing the button costs, and can read what is said instead. `render` marks the
result as safe, as it does with every other part of a text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from hiwar.arabic.languages import language_of
from hiwar.arabic.numbers import Digits, localize_digits
from hiwar.newsroom.captions import cues_in, transcript
from hiwar.newsroom.sizes import NATURAL, picture

if TYPE_CHECKING:
    from hiwar.newsroom.models import NewsVideo

_PLACE = re.compile(r'<figure class="film" data-video="(\d+)">')
_SAID = re.compile(r'<details class="said">.*?</details>', re.DOTALL)
_FACTS = re.compile(r" <span>[^<]*</span>(?=</figcaption>)")
_SAID_LABEL = re.compile(r'(?<=<details class="said">)<summary>[^<]*</summary>')


def player(video: NewsVideo, *, caption: str, digits: Digits) -> str:
    """Return the player with its caption, credit, length, weight and transcript."""
    spoken = language_of(settings.LANGUAGE_CODE)
    track = ""
    if video.track:
        # Shown from the start: who reads on the way has the sound off. The button in the player hides them.
        track = format_html(
            '<track kind="captions" src="{}" srclang="{}" label="{}" default>',
            video.track.url,
            spoken.code,
            spoken.own_name,
        )
    facts = localize_digits(f"{length(video.seconds)} · {weight(video.weight)}", digits)
    return format_html(
        '<figure class="film" data-video="{}"><video controls preload="none" playsinline width="{}" height="{}"{}'
        ' aria-label="{}"><source src="{}" type="video/mp4">{}<a href="{}">{}</a></video>'
        "<figcaption>{}<b>{}</b> <span>{}</span></figcaption>{}</figure>",
        video.pk,
        video.width,
        video.height,
        _poster(video),
        video.title,
        video.file.url,
        track,
        video.file.url,
        video.title,
        format_html("{} ", caption) if caption else "",
        video.credit,
        facts,
        _transcript(video),
    )


def videos_in(html: str) -> tuple[int, ...]:
    """Return the ids of the videos in a text, each once."""
    return tuple(dict.fromkeys(map(int, _PLACE.findall(html))))


def without_transcripts(html: str) -> str:
    """Return a text as one reads it from top to bottom, what is folded below its videos left out."""
    return _SAID.sub("", html)


def words_alone(html: str) -> str:
    """Return a text without what only the page says of its videos: length, weight, and what the fold is called."""
    return _SAID_LABEL.sub("", _FACTS.sub("", html))


def length(seconds: int) -> str:
    """Return a length as players show it.

    >>> length(3725), length(34)
    ('1:02:05', '0:34')
    """
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def weight(size: int) -> str:
    """Return a number of bytes in the unit that mobile networks count in, never as nothing."""
    if size < 1_000_000:
        return _("%(size)s KB") % {"size": max(1, round(size / 1000))}
    return _("%(size)s MB") % {"size": f"{size / 1_000_000:.1f}".removesuffix(".0")}


def _poster(video: NewsVideo) -> str:
    if video.poster is None:
        return ""
    return format_html(' poster="{}"', picture(video.poster, NATURAL[:2]).src)


def _transcript(video: NewsVideo) -> str:
    if not video.captions:
        return ""
    paragraphs = format_html_join("", "<p>{}</p>", ((text,) for text in transcript(cues_in(video.captions))))
    return format_html('<details class="said"><summary>{}</summary>{}</details>', _("What is said in it"), paragraphs)
