"""The style sheet of a site's look: only what differs from our own, under the name of its content."""

from __future__ import annotations

import re

import pytest

from hiwar.delivery.assets import our_assets
from hiwar.delivery.look import DISPLAY_SIZES, NEWS, OTHER_SIZES, TEXT_SIZES, dressed
from hiwar.newsroom.queries import Look

CSS = our_assets().named("site.css").body.decode()


def test_a_look_that_was_left_alone_needs_no_sheet() -> None:
    plain = dressed(Look())

    assert plain.sheet == ""
    assert plain.accent == NEWS
    assert plain.fonts == ("fonts/hiwar-display-700-core.woff2", "fonts/hiwar-text-400-core.woff2")


def test_a_color_is_said_by_day_and_by_night_and_paper_keeps_its_own() -> None:
    sheet = dressed(Look(accent="#1d4f91", band="#5b3a8e")).sheet

    assert "@media screen{:root{--news:#1d4f91;--news-solid:#1d4f91;" in sheet
    assert "@media screen and (prefers-color-scheme:dark){:root{--news:#" in sheet
    assert "--voice:#5b3a8e" in sheet
    assert re.search(r"^:root", sheet, re.MULTILINE) is None


def test_another_look_has_another_name_and_the_same_has_the_same() -> None:
    blue, again, green = (dressed(Look(accent=color)) for color in ("#1d4f91", "#1d4f91", "#2b6a2b"))

    assert blue.digest == again.digest != green.digest


@pytest.mark.parametrize(
    ("headlines", "texts", "fonts"),
    [
        ("text", "text", ("hiwar-text-700", "hiwar-text-400")),
        ("ui", "text", ("hiwar-ui-600", "hiwar-text-400")),
        ("display", "ui", ("hiwar-display-700", "hiwar-ui-400")),
        ("ui", "ui", ("hiwar-ui-600", "hiwar-ui-400")),
    ],
)
def test_a_page_begins_with_the_letters_that_were_chosen(headlines: str, texts: str, fonts: tuple[str, ...]) -> None:
    look = dressed(Look(headline_face=headlines, text_face=texts))

    assert look.fonts == tuple(f"fonts/{name}-core.woff2" for name in fonts)
    assert all(our_assets().url(name) for name in look.fonts)
    assert ("--f-display:" in look.sheet) == (headlines != "display")
    assert ("--f-text:var(--f-ui)" in look.sheet) == (texts == "ui")


def test_another_face_keeps_the_size_that_the_eye_sees() -> None:
    sheet = dressed(Look(headline_face="text")).sheet

    assert "--d-xs:1.15rem" in sheet
    assert ".hero h2,.a-head h1.long{font-size:clamp(1.8rem,1.44rem + 1.6vw,2.8rem)}" in sheet


@pytest.mark.parametrize(("name", "size"), [*DISPLAY_SIZES.items(), *TEXT_SIZES.items(), ("--news", NEWS)])
def test_what_is_scaled_is_what_our_style_sheet_says(name: str, size: str) -> None:
    assert f"{name}:{size};" in CSS


@pytest.mark.parametrize(("where", "size"), OTHER_SIZES.items())
def test_headlines_with_a_size_of_their_own_have_it_in_our_style_sheet(where: str, size: str) -> None:
    for one in where.split(","):
        assert re.search(rf"^{re.escape(one)}\{{[^}}]*font-size:{re.escape(size)}", CSS, re.MULTILINE), one
