"""What is found, and in which order: one table for both databases, whose words must not differ."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hiwar.search.models import Entry
from hiwar.search.queries import suggestion
from hiwar.search.queries.finding import ON_A_PAGE
from hiwar.search.question import BadQuestion
from hiwar.search.services import index_due
from tests.factories.newsroom import NOON, a_video, an_article
from tests.integration.search.newsroom import Newsroom

LAW, STRIKE, BALL, IDEA, TRAIN, LINE = (
    "مجلس المدينة يقرّ قانون النقل",
    "إضراب في الميناء",
    "كرة القدم تعود إلى الملعب",
    "فكرة صغيرة في المكتبة",
    "قطار الساحل يعود",
    "سوريا ولبنان على خطّ واحد",
)
# What was asked, and the headlines found, in order.
EXPECTED = (
    ("القانون", [LAW, STRIKE]),
    ("قانون", [LAW, STRIKE]),
    ("بالقانون", [LAW, STRIKE]),
    ("وللقانون", [LAW, STRIKE]),
    ("قانونية", [LAW, STRIKE]),
    ("معلم", [IDEA, STRIKE]),
    ("معلمين", [IDEA, STRIKE]),
    ("المعلمون", [STRIKE, IDEA]),
    ("المعلّمة", [IDEA, STRIKE]),
    ("لاجئ", [BALL]),
    ("اللاجئين", [BALL]),
    # A headline about the ball, and no idea of it.
    ("الكرة", [BALL]),
    ("فكرة", [IDEA]),
    ("المكتبات", [IDEA]),
    ("لبنان", [LINE]),
    ("سوري", [LINE]),
    # Both have the words; one has them in its headline, and one next to each other.
    ("قطار الساحل", [TRAIN, LINE]),
    ("الساحل قطار", [TRAIN, LINE]),
    ("«قطار الساحل»", [TRAIN]),
    ('"قطار الساحل"', [TRAIN]),
    ("«الساحل قطار»", []),
    ("«قطار الساحل» المحطّة", [TRAIN]),
    ("قانون المعلمين", [STRIKE]),
    ("في", [IDEA, STRIKE, LAW]),
    ("القانون في المدينة", [LAW]),
    ("سلمى", [TRAIN, IDEA, LAW]),
    ("ديناصور", []),
)


def test_the_same_articles_are_found_in_the_same_order(newsroom: Newsroom) -> None:
    found = [(asked, newsroom.headlines(asked)) for asked, _expected in EXPECTED]

    assert found == list(EXPECTED)


def test_comments_are_found_by_what_they_say(newsroom: Newsroom) -> None:
    expected = {
        "قانون": ["القانون الجديد لا يكفي يا جماعة."],
        "المعلم": ["شكراً للمعلّمين على هذا الجهد."],
        "«الساحل تأخر»": ["قطار الساحل تأخّر نصف ساعة."],
        # Whoever writes is nobody's business: a name is no word of a comment.
        "ليلى": [],
    }

    found = {asked: newsroom.texts(asked) for asked in expected}

    assert found == expected


def test_articles_and_comments_are_apart(newsroom: Newsroom) -> None:
    assert newsroom.texts("الميناء") == []
    assert newsroom.headlines("يكفي") == []


def test_a_search_is_narrowed_by_section_author_and_day(newsroom: Newsroom) -> None:
    strike = newsroom.articles[STRIKE]
    nadim = strike.bylines.first().author_id
    day = date(2014, 1, 19) + timedelta(days=40)
    zone = ZoneInfo("Asia/Damascus")

    assert newsroom.headlines("قانون", author=nadim) == [STRIKE]
    assert newsroom.headlines("قطار", section=newsroom.articles[BALL].section_id) == []
    assert newsroom.headlines("كرة", section=newsroom.articles[BALL].section_id) == [BALL]
    assert newsroom.headlines("قانون", since=day, zone=zone) == [STRIKE]
    assert newsroom.headlines("قانون", until=day, zone=zone) == [LAW, STRIKE]
    assert newsroom.headlines("قانون", until=day - timedelta(days=1), zone=zone) == [LAW]
    assert newsroom.texts("قانون", section=newsroom.articles[LAW].section_id) == ["القانون الجديد لا يكفي يا جماعة."]


def test_what_was_found_is_marked_and_the_rest_is_not(newsroom: Newsroom) -> None:
    (hit,) = newsroom.found("لاجئ").hits

    assert [piece.text for piece in hit.text if piece.is_hit] == ["اللاجئون"]


def test_what_is_said_in_a_video_is_found_and_what_its_player_says_is_not(
    newsroom: Newsroom, settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    an_article(headline="من الرصيف", blocks=(("video", {"video": a_video(), "caption": "من فوق الجسر."}),))
    index_due()

    assert newsroom.headlines("صافرة") == newsroom.headlines("الجسر") == ["من الرصيف"]
    assert newsroom.headlines("كيلوبايت") == newsroom.headlines("الفيديو") == []


def test_every_page_goes_on_where_the_last_one_ended(newsroom: Newsroom) -> None:
    for number in range(25):
        an_article(headline=f"نشرة {number}", published_at=NOON + timedelta(days=number))
    index_due()

    pages = [newsroom.found("نشرة", page=page) for page in (1, 2, 3, 4)]

    shown = [hit.card.headline for page in pages for hit in page.hits]
    assert shown == [f"نشرة {number}" for number in reversed(range(25))]
    assert [len(page.hits) for page in pages] == [ON_A_PAGE, ON_A_PAGE, 5, 0]
    assert [page.has_more for page in pages] == [True, True, False, False]


def test_a_slip_of_a_finger_is_known_for_what_it_is(newsroom: Newsroom) -> None:
    meant = {
        "الميناد": "الميناء",
        "قطاار الساحك": "قطاار الساحل",
        "الملعت": "الملعب",
        "ديناصور": "",
        "قانون": "",
    }

    suggested = {typed: suggestion(newsroom.asked(typed), typed) for typed in meant}

    assert suggested == meant


HOSTILE = (
    'قانون" OR "1',
    "قانون NEAR(قطار, 5)",
    "terms: قانون",
    "قانون*",
    "قانون AND NOT قطار",
    "'قانون' | 'قطار':A",
    "قانون <-> !قطار & (",
    "^قانون + قطار -",
    "%s %d {0} $1 ; DROP TABLE search_entry; --",
    "\\ ' '' \" \"\" « » «« »»",
    "\u0000قانون\u202eقطار",
    "\U0001f600 قانون \u0301",
    "ا" * 199,
)


def test_what_a_database_would_take_for_its_language_is_words_or_nothing(newsroom: Newsroom) -> None:
    before = Entry.objects.count()

    for hostile in HOSTILE:
        with suppress(BadQuestion):
            newsroom.found(hostile)

    assert Entry.objects.count() == before
    assert newsroom.headlines("قانون*") == newsroom.headlines("قانون")
