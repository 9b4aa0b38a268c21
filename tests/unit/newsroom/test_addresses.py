"""An article's address: its day in the newsroom's own time zone, and a slug that survives being typed and pasted."""

from datetime import UTC, datetime
from itertools import islice

import pytest

from hiwar.newsroom.addresses import LONGEST_SLUG, address_of, numbered, path_of, phrases_of, slug_from, slugs_like


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("قِطارُ السّاحِلِ", "قطار-الساحل"),
        ("قطـــار", "قطار"),
        ("«تذكرة» بأي ثمن؟!", "تذكرة-بأي-ثمن"),
        ("نسبة 63٪ من ٢٠١٤", "نسبة-63-من-2014"),
        ("GTFS بصيغة مفتوحة", "gtfs-بصيغة-مفتوحة"),
        ("قطار\N{RIGHT-TO-LEFT MARK}الساحل", "قطارالساحل"),
        ("سه\N{ZERO WIDTH NON-JOINER}شنبه", "سه-شنبه"),
        ("پەڕەی نوێ: ڤیان، گۆڕان و چاڵ", "پەڕەی-نوێ-ڤیان-گۆڕان-و-چاڵ"),
        ("ٹرین ڈاک سے بڑی ہے؟ نہیں۔", "ٹرین-ڈاک-سے-بڑی-ہے-نہیں"),
        ("«گزارش» از روز ۲۹ آذر", "گزارش-از-روز-29-آذر"),
        ("../../etc/passwd", "etc-passwd"),
        ("؟!", "خبر"),
        ("", "خبر"),
    ],
)
def test_a_slug_keeps_letters_and_digits_only(headline: str, slug: str) -> None:
    assert slug_from(headline) == slug


def test_a_slug_made_of_a_slug_is_the_same() -> None:
    slug = slug_from("قطار الساحل يطلق صافرته")

    again = slug_from(slug)

    assert again == slug


def test_a_long_headline_is_cut_after_a_whole_word() -> None:
    headline = "مجلس المدينة يقترح تعرفة موحّدة للقطار والحافلات مع اشتراك شهري للطلاب وكبار السن"

    slug = slug_from(headline)

    assert len(slug) <= LONGEST_SLUG
    assert slug == "مجلس-المدينة-يقترح-تعرفة-موحدة-للقطار-والحافلات-مع-اشتراك"


def test_one_endless_word_is_cut_all_the_same() -> None:
    slug = slug_from("ا" * 500)

    assert len(slug) == LONGEST_SLUG


def test_namesakes_are_numbered_from_two_within_the_same_length() -> None:
    first, second, third = islice(slugs_like("ا" * LONGEST_SLUG), 3)

    assert first == "ا" * LONGEST_SLUG
    assert second == "ا" * (LONGEST_SLUG - 2) + "-2"
    assert third.endswith("-3")
    assert numbered("قطار", 12) == "قطار-12"


@pytest.mark.parametrize(
    ("zone", "day"), [("Asia/Damascus", "2014/01/19"), ("Africa/Casablanca", "2014/01/18"), ("UTC", "2014/01/18")]
)
def test_the_day_is_the_newsrooms_own(zone: str, day: str) -> None:
    just_after_midnight_in_damascus = datetime(2014, 1, 18, 22, 5, tzinfo=UTC)

    address = address_of("قطار", just_after_midnight_in_damascus, zone)

    assert address == f"{day}/قطار"


def test_a_path_is_percent_encoded() -> None:
    assert path_of("2014/01/19/قطار") == "/2014/01/19/%D9%82%D8%B7%D8%A7%D8%B1/"


@pytest.mark.parametrize(
    ("headline", "phrases"),
    [
        ("بعد الصمت، القطار يعود", ("بعد الصمت،", "القطار يعود")),
        ("الساعة 9:30 موعد القطار", ("الساعة 9:30 موعد القطار",)),
        ("قطار الساحل", ("قطار الساحل",)),
        ("  ", ()),
    ],
)
def test_a_headline_breaks_after_its_punctuation(headline: str, phrases: tuple[str, ...]) -> None:
    assert phrases_of(headline) == phrases
