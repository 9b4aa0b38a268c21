"""What readers are told, as they read it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from hiwar.arabic.dates import DateStyle
from hiwar.arabic.numbers import Digits
from hiwar.discussions.notices import Notice, notice_of
from hiwar.discussions.queries import UNRESTRAINED, Effective

# In Damascus, three hours on: seven in the evening.
NOW = datetime(2026, 11, 29, 16, 0, tzinfo=UTC)
NINE = NOW + timedelta(hours=2)
PAST_MIDNIGHT = NOW + timedelta(hours=6)
DAMASCUS = DateStyle(country="SY", time_zone="Asia/Damascus")
BAGHDAD = DateStyle(country="IQ", digits=Digits.ARABIC, time_zone="Asia/Baghdad")


def told(restraint: Effective, *, style: DateStyle = DAMASCUS) -> str:
    """Return the line as a page has it."""
    return str(notice_of(restraint, everything_waits=restraint.hold_all, style=style, now=NOW) or "")


@pytest.mark.parametrize(
    ("restraint", "line"),
    [
        (UNRESTRAINED, ""),
        (Effective(hold_all=True), "مؤقتاً: يُقرأ كل تعليق قبل نشره."),
        (Effective(careful=True), "خبر عاجل: تُقرأ قبل النشر تعليقات أكثر من المعتاد."),
        (Effective(hold_first=True), "مؤقتاً: يُقرأ أول تعليق لكل قارئ قبل نشره."),
        (
            Effective(careful=True, hold_first=True),
            "خبر عاجل: تُقرأ قبل النشر تعليقات أكثر من المعتاد، منها أول تعليق لكل قارئ.",
        ),
        # Where everything is read first, nothing is to be said of some of it.
        (Effective(hold_all=True, careful=True, hold_first=True), "خبر عاجل: يُقرأ كل تعليق قبل نشره."),
        (Effective(slow_minutes=1), "مؤقتاً: لكل قارئ تعليق واحد في الدقيقة."),
        (Effective(slow_minutes=2), "مؤقتاً: لكل قارئ تعليق واحد كل دقيقتين."),
        (Effective(slow_minutes=5), "مؤقتاً: لكل قارئ تعليق واحد كل 5 دقائق."),
        (Effective(slow_minutes=30), "مؤقتاً: لكل قارئ تعليق واحد كل 30 دقيقة."),
        (Effective(slow_minutes=100), "مؤقتاً: لكل قارئ تعليق واحد كل 100 دقيقة."),
        (Effective(no_links=True), "مؤقتاً: لا تُقبل الروابط."),
        (Effective(closes_at=NINE), "يُغلق النقاش عند الساعة 21:00."),
        (
            Effective(closes_at=PAST_MIDNIGHT),
            "يُغلق النقاش يوم الاثنين 30 تشرين الثاني 2026 عند الساعة 01:00.",
        ),
        (
            Effective(hold_all=True, careful=True, slow_minutes=2, no_links=True, closes_at=NINE),
            "خبر عاجل: يُقرأ كل تعليق قبل نشره، ولكل قارئ تعليق واحد كل دقيقتين، ولا تُقبل الروابط. "
            "يُغلق النقاش عند الساعة 21:00.",
        ),
    ],
)
def test_readers_are_told_what_is_asked_in_one_line(restraint, line):
    with translation.override("ar"):
        assert told(restraint) == line


def test_numbers_and_times_are_written_as_the_site_writes_them():
    with translation.override("ar"):
        line = told(Effective(slow_minutes=15, closes_at=NINE), style=BAGHDAD)

    assert line == "مؤقتاً: لكل قارئ تعليق واحد كل ١٥ دقيقة. يُغلق النقاش عند الساعة ٢١:٠٠."


def test_a_topic_that_reads_everything_first_anyway_says_so_among_the_rest():
    with translation.override("ar"):
        notice = notice_of(Effective(no_links=True), everything_waits=True, style=DAMASCUS, now=NOW)

    assert notice == Notice("مؤقتاً:", "يُقرأ كل تعليق قبل نشره، ولا تُقبل الروابط.")


def test_english_readers_get_a_sentence_too():
    with translation.override("en"):
        line = told(Effective(careful=True, slow_minutes=2, no_links=True))

    assert line == (
        "Breaking news: more comments than usual are read before they appear, "
        "each reader may write once every 2 minutes, links are not accepted."
    )
