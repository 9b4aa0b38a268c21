"""The script of a text outweighs what its sender believes about it."""

from __future__ import annotations

import pytest

from hiwar.analysis.languages import choose, detect

ARABIC = "هذا مقال جميل"
ENGLISH = "what a lovely piece of writing"


@pytest.mark.parametrize(
    "text",
    [ARABIC, "🔥🔥 أحسنتم", "OK يا جماعة", "\ufeb3\ufefc\ufee1", "ٮٮ مرحٮا"],
    ids=["plain", "emoji", "mixed", "presentation forms", "dotless"],
)
def test_arabic_is_seen_in_every_dress(text: str) -> None:
    assert detect(text) == ("ar",)


@pytest.mark.parametrize("text", ["", "😀", "12345", ENGLISH, "這是中文"])
def test_what_is_not_arabic_is_not_called_so(text: str) -> None:
    assert detect(text) == ()


@pytest.mark.parametrize("requested", [(), ("en",), ("en", "fr"), ("de",)])
def test_arabic_text_is_scored_as_arabic_whatever_the_request_says(requested: tuple[str, ...]) -> None:
    chosen = choose(ARABIC, requested)

    assert (chosen.used, chosen.detected) == (("ar",), ("ar",))


@pytest.mark.parametrize("code", ["ar", "ar-EG", "AR", "ar_SY"])
def test_a_request_for_arabic_is_believed(code: str) -> None:
    assert choose(ENGLISH, (code,)).used == (code,)


def test_one_supported_language_among_several_is_enough() -> None:
    assert choose(ENGLISH, ("en", "ar")).used == ("ar",)


def test_persian_is_not_scored_as_arabic() -> None:
    chosen = choose("سلام دوست من", ("fa",))

    assert (chosen.used, chosen.refused) == ((), ("fa",))


def test_english_has_no_scores() -> None:
    assert choose(ENGLISH, ("en",)).refused == ("en",)
    assert choose(ENGLISH, ()) == choose("😀", ())


def test_signs_are_scored_in_the_language_of_the_newspaper() -> None:
    assert choose("🔥🔥", ("en",)).used == ("ar",)


def test_arabic_in_latin_letters_is_arabic() -> None:
    assert choose("ya 7ayawan enta w ahlak kolohom", ("en",)).used == ("ar-Latn",)
