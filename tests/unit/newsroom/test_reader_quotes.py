"""The place of a reader's comment in a text: how its id is read, and what is put there."""

import doctest

import pytest
from django.utils.safestring import SafeString

from hiwar.newsroom import reader_quotes
from hiwar.newsroom.reader_quotes import filled, id_from, place_for, quoted_in

ONE, OTHER = "AbCdEfGh-1234_6x", "0123456789abcdef"


@pytest.mark.parametrize(
    "typed",
    [
        ONE,
        f"  {ONE}\n",
        f"/c/{ONE}/",
        f"https://paper.example/c/{ONE}",
        f"http://127.0.0.1:8000/c/{ONE}/?utm_source=mail#top",
    ],
)
def test_an_address_or_the_id_alone_names_the_comment(typed):
    assert id_from(typed) == ONE


@pytest.mark.parametrize("typed", ["", "x", f"{ONE}y", f"https://paper.example/a/{ONE}/", f"{ONE} {OTHER}", "c/"])
def test_anything_else_names_none(typed):
    assert id_from(typed) == ""


def test_a_place_is_filled_and_one_without_a_card_disappears():
    html = f"<p>قبل</p>{place_for(ONE)}<p>بين</p>{place_for(OTHER)}<p>بعد</p>"

    assert quoted_in(html) == (ONE, OTHER)
    assert filled(html, {ONE: SafeString("<b>بطاقة</b>")}) == "<p>قبل</p><b>بطاقة</b><p>بين</p><p>بعد</p>"


def test_what_is_no_id_gets_no_place():
    assert place_for('"><script>') == ""


def test_a_card_cannot_open_another_place():
    html = filled(place_for(ONE), {ONE: place_for(OTHER), OTHER: SafeString("nie")})

    assert html == place_for(OTHER)


def test_its_examples_hold():
    assert doctest.testmod(reader_quotes).failed == 0
