"""What becomes of an editor's text: each rule by an example, and what holds for every text."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hiwar.arabic.numbers import Digits
from hiwar.newsroom.typography import tidied, tidied_html

PIECES = st.sampled_from(
    [
        *("قال", "سنة", "هـ", "عـــاد", "\u064e", " ", "  ", "\u00a0", "\n", '"', "“", "”", "«", "»", "(", "."),
        *(",", "،", " ?", "؛", "1445", "5", "٣٫٥", "12,000", "80%", "15", "iPhone", "`x  1`"),
        *("https://a.example/b?c=1,2", "salma@example.org"),
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@pytest.mark.parametrize(
    ("typed", "set_right"),
    [
        ('قال "نعم" ثم سكت', "قال «نعم» ثم سكت"),
        ("قال “نعم” ثم سكت", "قال «نعم» ثم سكت"),
        ('ل"الشرق الأوسط"', "ل«الشرق الأوسط»"),
        ('قال " نعم "', "قال «نعم»"),
        ("وصل القطار ، ثم عاد ؟", "وصل القطار، ثم عاد؟"),
        ("وصل القطار , ثم عاد?", "وصل القطار، ثم عاد؟"),
        ("عــــاد القطـار", "عاد القطار"),
        ("وصل  القطار   اليوم", "وصل القطار اليوم"),
    ],
)
def test_each_habit_of_the_keyboard_is_set_right(typed: str, set_right: str) -> None:
    assert tidied(typed, digits=Digits.LATIN) == set_right


@pytest.mark.parametrize(
    "kept",
    [
        "سنة 1445 هـ",
        "سنة 1445هـ،",
        'شاشة 5" و 7"',
        'قال "yes, of course" بالإنكليزية',
        "لـ«حوار» مراسل في الميناء",
        "انظر https://a.example/b?c=1,2 اليوم",
        "اكتب `print(1,  2)` ثم اضغط",
        "راسل salma@example.org اليوم",
    ],
)
def test_what_only_looks_alike_is_left_alone(kept: str) -> None:
    assert tidied(kept, digits=Digits.LATIN) == kept


def test_digits_are_the_sites_but_for_those_of_latin_names() -> None:
    typed = "باع 1200 جهاز iPhone 15 بنسبة 80% في 3.5 ساعة، انظر https://a.example/2014"

    told = tidied(typed, digits=Digits.ARABIC)

    assert told == "باع ١٢٠٠ جهاز iPhone 15 بنسبة ٨٠٪ في ٣٫٥ ساعة، انظر https://a.example/2014"


def test_tags_stay_where_they_are_and_what_needs_nothing_keeps_its_bytes() -> None:
    html = (
        '<p data-block-key="a1">قال "نـعم <b>هذا</b>" ,  ثم <a linktype="page" id="3">عاد</a> &amp; ذهب</p>'
        "<p>Latin &quot;x&quot; &amp; y</p>"
    )

    told = tidied_html(html, digits=Digits.LATIN)

    assert told == (
        '<p data-block-key="a1">قال «نعم <b>هذا</b>»، ثم <a linktype="page" id="3">عاد</a> &amp; ذهب</p>'
        "<p>Latin &quot;x&quot; &amp; y</p>"
    )


def test_quotation_marks_pair_within_a_paragraph_only() -> None:
    html = '<p>قال "نعم</p><p>ثم سكت" اليوم</p>'

    assert tidied_html(html, digits=Digits.LATIN) == html


@given(TEXTS, st.sampled_from(list(Digits)))
def test_doing_it_twice_changes_nothing_more(text: str, digits: Digits) -> None:
    once = tidied(text, digits=digits)

    assert tidied(once, digits=digits) == once


@given(TEXTS, st.sampled_from(list(Digits)))
@example("https://a.example/b?c=1,2`x  1`", Digits.ARABIC)
@example("a@b.example`x  1`", Digits.ARABIC)
def test_links_and_code_come_out_as_they_went_in(text: str, digits: Digits) -> None:
    kept = "`x  1`"

    told = tidied(f"{text} {kept} https://a.example/b?c=1,2", digits=digits)

    assert told.count(kept) == f"{text} {kept}".count(kept)
    assert told.endswith("https://a.example/b?c=1,2")


@given(TEXTS, st.sampled_from(list(Digits)))
def test_no_letter_is_lost(text: str, digits: Digits) -> None:
    told = tidied(text, digits=digits)

    assert re.sub(r"[\W\d_\u0640]", "", told) == re.sub(r"[\W\d_\u0640]", "", text)
