"""Drawing a card: a story's picture, its headline in our own letters, and the newspaper's name, 1200 by 630.

Here belong fonts, places and colors. Not here: which way a text runs (`card_text`), whose card it is (`cards`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps, features

from hiwar.arabic.direction import base_direction
from hiwar.delivery.look import NEWS
from hiwar.delivery.machines.card_text import LTR, RTL, FontOf, can_be_drawn, lines, segments

WIDTH, HEIGHT = 1200, 630
MARGIN = 72
QUALITY = 84
DISPLAY, UI = "hiwar-display-700", "hiwar-ui-600"
# Sorani has letters that the first of them lacks; the other looks larger at the same size.
HEADLINES = {DISPLAY: 1.0, "hiwar-text-700": 0.8}
PARTS = ("core", "extended", "latin")
FONTS = Path(__file__).resolve().parents[1] / "static" / "hiwar" / "fonts"

# As in tokens.css: paper and ink. White letters can be read on whatever may be an accent (`newsroom.colors`).
PAPER, INK, SOFT = "#ffffff", "#14191d", "#5b656d"
SHADE = (20, 25, 29)
# Largest first: the first in which the headline needs no more than so many lines.
SIZES = ((96, 3), (84, 3), (74, 4), (62, 4), (52, 5), (44, 6))
# On a picture smaller, so that most of it can be seen.
SIZES_ON_PICTURE = ((80, 2), (70, 2), (62, 3), (54, 3), (48, 4), (44, 6))
LINE_HEIGHT = 1.16
# Under a veil of this depth (of 255) white on white has a contrast of 7 : 1; above the text it fades in so many rows.
VEIL, FADE = 184, 130


@dataclass(frozen=True)
class CardFacts:
    """What stands on a card. `picture` holds the bytes of an image, or nothing."""

    headline: str
    section: str
    name: str
    address: str
    picture: bytes = b""
    accent: str = NEWS


def can_draw(*texts: str) -> bool:
    """Tell whether letters can be joined here, and whether our fonts have all of these."""
    return shapes() and _can(UI, texts) and any(_can(face, texts) for face in HEADLINES)


def _can(face: str, texts: Iterable[str]) -> bool:
    return all(can_be_drawn(text, _font_of(face)) for text in texts)


@cache
def shapes() -> bool:
    """Tell whether the library that joins Arabic letters is there: Pillow brings it, the system brings FriBidi."""
    return bool(features.check("raqm"))


def draw(facts: CardFacts) -> bytes:
    """Return the card as a JPEG."""
    way = base_direction(facts.headline)
    face = next((one for one in HEADLINES if _can(one, (facts.headline, facts.name))), DISPLAY)
    size, broken = _set(facts.headline, face, SIZES_ON_PICTURE if facts.picture else SIZES)
    step, foot = round(size * LINE_HEIGHT), HEIGHT - 62
    # Right above the name where a picture is to be seen, else in the middle.
    last = foot - 96 if facts.picture else (HEIGHT - 130 + step * len(broken)) // 2 + 20
    label = last - len(broken) * step - 22
    canvas = _photograph(facts.picture, dark_from=label + 10) if facts.picture else _paper(way, facts.accent)
    ink, soft = (PAPER, PAPER) if facts.picture else (INK, SOFT)
    pen = ImageDraw.Draw(canvas)
    _line(pen, facts.name, (face, round(50 * HEADLINES[face])), (foot, ink), way)
    _line(pen, facts.address, (UI, 26), (foot, soft), RTL if way == LTR else LTR)
    for place, text in enumerate(reversed(broken)):
        _line(pen, text, (face, size), (last - place * step, ink), way)
    _label(pen, facts.section, (label, facts.accent), way)
    out = BytesIO()
    canvas.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _paper(way: str, accent: str) -> Image.Image:
    canvas = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    edge = WIDTH - 20 if way == RTL else 0
    ImageDraw.Draw(canvas).rectangle((edge, 0, edge + 20, HEIGHT), fill=accent)
    return canvas


def _photograph(data: bytes, *, dark_from: int) -> Image.Image:
    """Return the picture under a veil: white letters below that line can be read on a field of snow."""
    with Image.open(BytesIO(data)) as opened:
        canvas = ImageOps.fit(opened.convert("RGB"), (WIDTH, HEIGHT))
    veil = Image.new("L", (1, HEIGHT))
    veil.putdata([_depth(row - dark_from) for row in range(HEIGHT)])
    canvas.paste(SHADE, (0, 0), veil.resize((WIDTH, HEIGHT)))
    return canvas


def _depth(below: int) -> int:
    return round(VEIL * max(0.0, 1 + below / FADE)) if below < 0 else min(240, VEIL + below // 12)


def _set(headline: str, face: str, sizes: tuple[tuple[int, int], ...]) -> tuple[int, list[str]]:
    """Return the size in which a headline fits, and its lines."""
    for largest, most in sizes:
        size = round(largest * HEADLINES[face])
        broken = lines(headline, width=WIDTH - 2 * MARGIN, measure=lambda text, size=size: _width(text, face, size))
        if len(broken) <= most:
            return size, broken
    kept = broken[:most]
    kept[-1] += "…"
    return size, kept


def _label(pen: ImageDraw.ImageDraw, text: str, place: tuple[int, str], way: str) -> None:
    base, accent = place
    width = _width(text, UI, 30)
    start = WIDTH - MARGIN - width - 36 if way == RTL else MARGIN
    pen.rounded_rectangle((start, base - 42, start + width + 36, base + 14), radius=4, fill=accent)
    _run(pen, text, (UI, 30), (start + 18, base, PAPER), way)


def _line(pen: ImageDraw.ImageDraw, text: str, font: tuple[str, int], place: tuple[int, str], way: str) -> None:
    """Draw a line on the baseline `place[0]`, beginning where lines of that direction begin."""
    start = WIDTH - MARGIN - _width(text, *font) if way == RTL else MARGIN
    _run(pen, text, font, (start, place[0], place[1]), way)


def _run(pen: ImageDraw.ImageDraw, text: str, font: tuple[str, int], place: tuple[float, int, str], way: str) -> None:
    x, base, color = place
    for piece, name, direction in _visible(text, font[0], way):
        cut = _cut(name, font[1])
        pen.text((x, base), piece, font=cut, fill=color, anchor="ls", direction=direction)
        x += cut.getlength(piece, direction=direction)


def _visible(text: str, face: str, way: str) -> Iterator[tuple[str, str, str]]:
    """Yield the pieces of a line from left to right, each with its font and its direction."""
    parts = segments(text, direction=way, font_of=_font_of(face))
    for segment in reversed(parts) if way == RTL else parts:
        pieces = reversed(segment.pieces) if segment.direction == RTL else segment.pieces
        for piece in pieces:
            yield piece.text, piece.font, segment.direction


@lru_cache(maxsize=2048)
def _width(text: str, face: str, size: int) -> float:
    way = base_direction(text)
    return sum(_cut(name, size).getlength(piece, direction=way) for piece, name, way in _visible(text, face, way))


@lru_cache(maxsize=64)
def _cut(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / name), size, layout_engine=ImageFont.Layout.RAQM)


@cache
def _font_of(face: str) -> FontOf:
    """Return what tells the file that has a character, the core of a face first."""
    letters: dict[str, str] = {}
    listed = {one["file"]: one["unicode_range"] for one in json.loads((FONTS / "manifest.json").read_text())["files"]}
    for part in reversed(PARTS):
        name = f"{face}-{part}.woff2"
        for span in listed[name].split(","):
            first, _, last = span.removeprefix("U+").partition("-")
            letters |= {chr(code): name for code in range(int(first, 16), int(last or first, 16) + 1)}
    return letters.get
