"""What the operator asks for is one address in one spelling, one moment, one headline, or a reason why not."""

from datetime import UTC, datetime

import pytest

from hiwar.importers.page.headline import draft_headline
from hiwar.importers.page.order import BadOrder, checked_headline, publication_time, source_url

NOW = datetime(2026, 1, 10, 12, 0, tzinfo=UTC)
DAMASCUS = "Asia/Damascus"


@pytest.mark.parametrize(
    "spelling",
    [
        "https://paper.example/خبر/4",
        "https://paper.example/%D8%AE%D8%A8%D8%B1/4",
        "https://paper.example/%d8%ae%d8%a8%d8%b1/4",
        "HTTPS://Paper.Example/خبر/4#comments",
        "  https://paper.example/خبر/4 ",
    ],
)
def test_one_address_has_one_spelling(spelling):
    assert source_url(spelling) == "https://paper.example/خبر/4"


def test_what_has_a_meaning_in_an_address_stays_escaped():
    assert source_url("https://paper.example/a%2Fb%20c?q=%26%D8") == "https://paper.example/a%2Fb%20c?q=%26%D8"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("", "bad_url"),
        ("paper.example/news", "bad_url"),
        ("ftp://paper.example/", "bad_url"),
        ("javascript:alert(1)", "bad_url"),
        ("https:///news", "bad_url"),
        ("https://paper example/", "bad_url"),
        ("https://paper.example/a b", "bad_url"),
        ("https://-paper.example/", "bad_url"),
        ("https://paper.example:99999/", "bad_url"),
        ("https://[::1/", "bad_url"),
        ("https://salma:secret@paper.example/", "url_with_password"),
        ("https://paper.example/" + "a" * 500, "url_too_long"),
    ],
)
def test_what_is_no_address_is_refused(raw, reason):
    with pytest.raises(BadOrder) as refusal:
        source_url(raw)

    assert refusal.value.reason == reason
    assert "secret" not in str(refusal.value.data)


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("2014-01-19", "2014-01-19T10:00:00+00:00"),
        ("2014-01-19T09:30", "2014-01-19T07:30:00+00:00"),
        ("2014-01-19 09:30", "2014-01-19T07:30:00+00:00"),
        ("2014-01-19T09:30:59Z", "2014-01-19T09:30:00+00:00"),
        ("2014-01-19T09:30+03:00", "2014-01-19T06:30:00+00:00"),
    ],
)
def test_a_moment_is_told_in_the_newsroom_s_own_time(raw, moment):
    told = publication_time(raw, time_zone=DAMASCUS, now=NOW)

    assert told.astimezone(UTC).isoformat() == moment


def test_a_page_of_this_morning_is_not_from_the_future():
    early = datetime(2026, 1, 10, 5, 0, tzinfo=UTC)

    assert publication_time("2026-01-10", time_zone=DAMASCUS, now=early) == early


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("", "bad_date"),
        ("yesterday", "bad_date"),
        ("19-01-2014", "bad_date"),
        ("2014-13-01", "bad_date"),
        ("2014-02-30", "bad_date"),
        ("2014-01-19T25:00", "bad_date"),
        ("٢٠١٤-٠١-١٩", "bad_date"),
        ("1980-01-01", "date_out_of_range"),
        ("2026-01-11", "date_out_of_range"),
        ("9999-12-31", "date_out_of_range"),
    ],
)
def test_what_is_no_possible_moment_is_refused(raw, reason):
    with pytest.raises(BadOrder) as refusal:
        publication_time(raw, time_zone=DAMASCUS, now=NOW)

    assert refusal.value.reason == reason


def test_a_headline_is_one_line_that_fits_a_title():
    assert checked_headline(" عودة \n القطار ") == "عودة القطار"
    with pytest.raises(BadOrder):
        checked_headline("ع" * 251)


@pytest.mark.parametrize(
    ("paragraph", "headline"),
    [
        ("عاد القطار. واستقبله الأهالي.", "عاد القطار"),
        ("وصل بعد 3.5 ساعات! ثم عاد.", "وصل بعد 3.5 ساعات!"),
        ("قال د. أحمد إن القطار عاد. وابتسم.", "قال د. أحمد إن القطار عاد"),
        ("هل عاد القطار؟ نعم.", "هل عاد القطار؟"),
        ("قالت: «عاد القطار.» ومضت.", "قالت: «عاد القطار.»"),
        ("عاد القطار", "عاد القطار"),
        ("...", "..."),
    ],
)
def test_a_draft_headline_is_the_first_sentence(paragraph, headline):
    assert draft_headline(paragraph) == headline


def test_a_draft_headline_never_outgrows_a_title_or_breaks_a_word():
    headline = draft_headline("القطار الساحلي " * 40)

    assert len(headline) <= 240
    assert headline.endswith(("القطار…", "الساحلي…"))
