"""What the browser makes of a headline with our replacements is what the server makes of it.

Wagtail's own script is played here in Python: its replacements one after another, then its «urlify» for any alphabet.
The journey in `tests/e2e/test_editors_day.py` asks the real one.
"""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiwar.newsroom.addresses import NAMELESS, slug_from
from hiwar.newsroom.slug_field import FORMATTERS

HEADLINES = (
    "«قِطار السّاحل» يُطلق صافرته: رحلة أولى، من الميناء",
    "أسعار الخبز ترتفع 12% في ٣ أشهر",
    "ماذا بعد؟ أسئلة وأجوبة عن المدرسة/الحديقة",
    "بعد عشرين عاماً من الصمت الطويل، قطار الساحل القديم يطلق صافرته من جديد في المحطة",
    "COVID-19 – ما نعرفه (وما لا نعرفه)",
    "قطـــار  الساحل",
    "قصيدة_نثر",
    "روز سه\u200cشنبه",
)
LETTERS = st.text(alphabet="ابتة أإىيو دسَُّ١٢3٪%،؛؟«»\"'()-–_/.:!ABz ", max_size=90)


def proposed(headline: str) -> str:
    """Return what stands in the slug's field when the headline has been typed."""
    text = headline.strip()
    for pattern, replacement in FORMATTERS:
        text = re.sub(pattern, replacement.replace("$1", r"\1"), text)
    text = "".join(one for one in text.lower() if one in "-_" or one.isspace() or unicodedata.category(one)[0] in "LN")
    return re.sub(r"-+$", "", re.sub(r"[-\s]+", "-", text)[:255])


@pytest.mark.parametrize("headline", HEADLINES)
def test_the_browser_proposes_what_the_server_would_make(headline: str) -> None:
    assert proposed(headline) == slug_from(headline)


@given(LETTERS)
def test_whatever_is_typed_both_agree(headline: str) -> None:
    assert proposed(headline) == slug_from(headline) or slug_from(headline) == NAMELESS


@given(LETTERS)
def test_a_slug_that_is_typed_by_hand_is_left_as_it_is(headline: str) -> None:
    slug = slug_from(headline)

    assert proposed(slug) == slug
