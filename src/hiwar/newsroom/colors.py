"""From one color of an editor's to the tones a page needs, so that whatever stands on them can be read.

Pure. Lightness is sought in OKLCH, where a change of it keeps the hue the eye sees (Ottosson 2020); contrast is that of
WCAG 2.2. Where the tones are used is the style sheet's business.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

HEX = re.compile(r"#[0-9a-f]{6}")
LEAST_CONTRAST = 4.5

# What text stands on by day has at least this relative luminance: paper, our wash, and every wash made here.
DAY_GROUND_LIGHT = 0.88
# Of a wash, of text by night, and the bounds of a fill by night that white letters stand on.
DAY_WASH_LIGHT, NIGHT_WASH_LIGHT = 0.908, 0.0125
NIGHT_TEXT_LIGHT = 0.45
NIGHT_FILL_LEAST, NIGHT_FILL_MOST = 0.125, 0.165
DAY_RULE_LIGHT, NIGHT_RULE_LIGHT = 0.56, 0.09
# What has more color than this burns on a dark screen; a wash has a breath of it.
NIGHT_CHROMA, WASH_CHROMA = 0.13, 0.018
# Halvings until a step is finer than a screen's.
STEPS = 18

Linear = tuple[float, float, float]


@dataclass(frozen=True)
class Tones:
    """One voice in one light: text and hairlines on paper, and a fill that white letters stand on."""

    text: str
    fill: str
    wash: str
    rule: str


@dataclass(frozen=True)
class Palette:
    """One voice by day and by night."""

    day: Tones
    night: Tones


def palette(color: str) -> Palette:
    """Return the tones of a color; by day text and fill are the color itself, if it can be read at all.

    >>> palette("#a3123c").day.text
    '#a3123c'
    """
    _, chroma, hue = oklch(color)
    fill = min(max(luminance(color), NIGHT_FILL_LEAST), NIGHT_FILL_MOST)
    calm = min(chroma, NIGHT_CHROMA)
    return Palette(
        Tones(
            color,
            color,
            _with_luminance(DAY_WASH_LIGHT, min(chroma, WASH_CHROMA), hue),
            _with_luminance(DAY_RULE_LIGHT, min(chroma, 0.06), hue),
        ),
        Tones(
            _with_luminance(NIGHT_TEXT_LIGHT, calm, hue),
            _with_luminance(fill, chroma, hue),
            _with_luminance(NIGHT_WASH_LIGHT, min(chroma, WASH_CHROMA * 1.6), hue),
            _with_luminance(NIGHT_RULE_LIGHT, min(chroma, 0.06), hue),
        ),
    )


def is_legible(color: str) -> bool:
    """Tell whether text of this color can be read on every light surface, and white letters on the color.

    >>> is_legible("#ffcc00")
    False
    """
    return (DAY_GROUND_LIGHT + 0.05) / (luminance(color) + 0.05) >= LEAST_CONTRAST


def nearest_legible(color: str) -> str:
    """Return the lightest color of the same hue that can be read; the color itself if it can.

    >>> nearest_legible("#a3123c")
    '#a3123c'
    """
    if is_legible(color):
        return color
    _, chroma, hue = oklch(color)
    return _lightest(chroma, hue, is_legible)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors, from 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(color: str) -> float:
    """Return the relative luminance of a color, from 0 to 1."""
    red, green, blue = _linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def oklch(color: str) -> tuple[float, float, float]:
    """Return lightness (0 to 1), chroma and hue (in radians) of a color."""
    red, green, blue = _linear(color)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """Return the color, with as much of its chroma as a screen can show."""
    low, high = 0.0, chroma
    if not _can_be_shown(_rgb(lightness, chroma, hue)):
        for _ in range(STEPS):
            middle = (low + high) / 2
            low, high = (middle, high) if _can_be_shown(_rgb(lightness, middle, hue)) else (low, middle)
        chroma = low
    return "#" + "".join(f"{_coded(one):02x}" for one in _rgb(lightness, chroma, hue))


def _with_luminance(wanted: float, chroma: float, hue: float) -> str:
    return _lightest(chroma, hue, lambda color: luminance(color) <= wanted)


def _lightest(chroma: float, hue: float, holds: Callable[[str], bool]) -> str:
    """Return the lightest color of a hue for which something holds that holds for all darker ones."""
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(from_oklch(middle, chroma, hue)) else (low, middle)
    return from_oklch(low, chroma, hue)


def _linear(color: str) -> Linear:
    red, green, blue = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _coded(part: float) -> int:
    part = min(max(part, 0.0), 1.0)
    return round(255 * (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055))


def _can_be_shown(color: Linear) -> bool:
    return all(-1e-4 <= part <= 1 + 1e-4 for part in color)


def _rgb(lightness: float, chroma: float, hue: float) -> Linear:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
