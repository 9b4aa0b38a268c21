"""From any color of an editor's to tones that can be read, by day and by night."""

from __future__ import annotations

import math
import re
from itertools import product
from pathlib import Path

import pytest

from hiwar.newsroom.colors import (
    DAY_GROUND_LIGHT,
    LEAST_CONTRAST,
    contrast,
    from_oklch,
    is_legible,
    luminance,
    nearest_legible,
    oklch,
    palette,
)

TOKENS = Path(__file__).parents[3] / "src/hiwar/delivery/static/hiwar/tokens.css"
COLORS = [
    from_oklch(lightness, chroma, math.radians(hue))
    for lightness, chroma, hue in product((0.3, 0.57, 0.85), (0.04, 0.2), range(0, 360, 24))
] + ["#000000", "#ffffff", "#ff0000", "#00ff00", "#0000ff", "#ffff00", "#808080"]


def ours(name: str) -> tuple[str, str]:
    """Return a token of our own style sheet by day and by night, as six digits."""
    day, _, night = TOKENS.read_text("utf-8").partition("prefers-color-scheme:dark")
    found = [re.search(rf"--{name}:(#[0-9a-f]+)", part) for part in (day, night)]
    long = [one[1] if len(one[1]) == 7 else "#" + "".join(2 * digit for digit in one[1][1:]) for one in found if one]
    return long[0], long[1]


def test_our_own_surfaces_are_as_light_and_as_dark_as_we_reckon_with() -> None:
    assert luminance(ours("wash")[0]) >= DAY_GROUND_LIGHT
    assert all(luminance(ours(name)[0]) >= DAY_GROUND_LIGHT for name in ("news-wash", "voice-wash"))
    assert luminance(ours("wash")[1]) < 0.018


def test_a_color_comes_back_from_its_lightness_chroma_and_hue() -> None:
    assert [from_oklch(*oklch(color)) for color in COLORS] == COLORS


def test_what_is_proposed_can_be_read_and_keeps_its_hue() -> None:
    for color in COLORS:
        proposed = nearest_legible(color)

        assert is_legible(proposed)
        assert (proposed == color) == is_legible(color)
        (_, before, hue), (_, after, hue_after) = oklch(color), oklch(proposed)
        if min(before, after) > 0.05:
            assert abs(math.remainder(hue - hue_after, math.tau)) < 0.12


@pytest.mark.parametrize("light", ["day", "night"])
def test_every_pair_of_text_and_ground_has_contrast_enough(light: str) -> None:
    place = ("day", "night").index(light)
    surfaces = [ours(name)[place] for name in ("paper", "wash", "news-wash", "voice-wash")]
    inks = [ours(name)[place] for name in ("ink-2", "ink-3", "news", "voice")]
    voices = [getattr(palette(nearest_legible(color)), light) for color in COLORS]

    texts, grounds = {voice.text for voice in voices}, {voice.wash for voice in voices}
    pairs = [
        *product(texts, [*surfaces, *grounds]),
        *product(inks, grounds),
        *(("#ffffff", voice.fill) for voice in voices),
    ]
    thin = [pair for pair in pairs if contrast(*pair) < LEAST_CONTRAST]

    assert thin == []


def test_our_own_colors_are_among_those_that_may_be_chosen() -> None:
    assert is_legible(ours("news")[0])
    assert is_legible(ours("voice")[0])
    assert palette(ours("news")[0]).day.text == ours("news")[0]
