"""A card is a picture of the right size whose letters are joined, whatever the headline."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from hiwar.delivery.machines.card_drawing import DISPLAY, HEIGHT, WIDTH, CardFacts, _width, can_draw, draw

PLAIN = CardFacts("بعد عشرين عاماً، قطار الساحل يعود", "محليات", "حوار", "example.org")


def picture(data: bytes) -> Image.Image:
    opened = Image.open(BytesIO(data))
    opened.load()
    return opened


def a_photograph(color: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (1200, 675), color).save(out, "WEBP")
    return out.getvalue()


@pytest.mark.parametrize("headline", ["قطار", "كلمة " * 80, "ك" * 200, "Trains return", "پاکستان وGPT-5 و200 مليون"])
def test_every_headline_makes_a_card_of_one_size(headline: str) -> None:
    drawn = picture(draw(CardFacts(headline, "محليات", "حوار", "example.org")))

    assert (drawn.format, drawn.size) == ("JPEG", (WIDTH, HEIGHT))


def test_letters_are_joined() -> None:
    apart = sum(_width(letter, DISPLAY, 80) for letter in "بيت")

    assert _width("بيت", DISPLAY, 80) < apart * 0.8


def test_letters_of_two_cut_fonts_are_joined_too() -> None:
    apart = _width("پ", DISPLAY, 80) + _width("بيت", DISPLAY, 80)

    assert _width("پبيت", DISPLAY, 80) < apart * 0.9


def test_a_persian_non_joiner_keeps_two_letters_apart() -> None:
    joined = _width("میکشد", DISPLAY, 80)

    assert _width("می\N{ZERO WIDTH NON-JOINER}کشد", DISPLAY, 80) > joined * 1.05


def test_a_sorani_headline_is_drawn_in_the_face_that_has_its_letters() -> None:
    headline, name = "ڕۆژنامەی گەلی کوردستان", "گفتوگۆ"

    drawn = picture(draw(CardFacts(headline, "شار", name, "example.org")))

    assert can_draw(headline, "شار", name)
    assert drawn.size == (WIDTH, HEIGHT)


def test_an_arabic_headline_begins_at_the_right() -> None:
    blank = picture(draw(CardFacts("…", "محليات", "حوار", "example.org")))
    ink = ImageChops.difference(picture(draw(CardFacts("قطار", "محليات", "حوار", "example.org"))), blank)

    box = ink.convert("L").point(lambda value: 255 if value > 60 else 0).getbbox()

    assert box is not None
    assert box[0] > WIDTH / 2


def test_white_letters_stand_on_a_dark_field_whatever_the_picture() -> None:
    snow = picture(draw(CardFacts("قطار", "محليات", "حوار", "example.org", picture=a_photograph("white"))))

    # Beside the headline, from the line it stands on: large white letters need three to one.
    brightest = max(max(snow.convert("RGB").getpixel((300, row))) for row in range(410, HEIGHT))  # type: ignore[arg-type]
    light = ((brightest / 255 + 0.055) / 1.055) ** 2.4

    assert 1.05 / (light + 0.05) > 4


def test_a_script_that_our_fonts_do_not_have_makes_no_card() -> None:
    assert can_draw("قطار", "Train 5", "پاکستان")
    assert not can_draw("Поезд")
