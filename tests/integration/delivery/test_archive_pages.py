"""The archive by date: months, days and articles by the newsroom's clock, and what an empty day says."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from wagtail.models import Page, Site

from hiwar.accounts.models import SiteProfile
from hiwar.delivery.page_rules import PLAN, Plan
from hiwar.delivery.watched_rows import NEWSROOM
from hiwar.newsroom.models import ArticlePage, FrontPage
from hiwar.newsroom.queries import Clock, counted_days, counted_months, days_beside
from hiwar.newsroom.services import create_section, publish_article, unpublish_article
from tests.factories.newsroom import NOON, ORIGIN, a_newsroom, a_section, an_article

pytestmark = pytest.mark.django_db


def clock() -> Clock:
    return Clock(Site.objects.get(is_default_site=True), "Asia/Damascus")


def published(*times: datetime) -> list[ArticlePage]:
    """Publish an article at each of these times."""
    section = a_section()
    return [an_article(headline=f"خبر {place}", section=section, published_at=at) for place, at in enumerate(times, 1)]


def bars(html: str) -> list[tuple[str, str]]:
    """Return address and count of each bar of a page, from top to bottom."""
    found = re.findall(r'<li><a href="([^"]+)"><span>[^<]*</span><span class="num">\s*([^<]*?)\s*</span>', html)
    return [(address, count) for address, count in found]


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_archive_counts_each_month_and_names_the_year(client: Client) -> None:
    published(NOON, NOON + timedelta(days=1), datetime(2013, 11, 2, 9, tzinfo=UTC))

    html = page_of(client, "/archive/")

    assert bars(html) == [("/archive/2014/01/", "مقالان"), ("/archive/2013/11/", "مقال واحد")]
    assert re.findall(r'<h2 id="y\d+">(\d+)</h2>', html) == ["2014", "2013"]
    assert re.findall(r'<rect x="(\d+)" width="(\d+)"', html) == [("0", "100"), ("50", "50")]


def test_an_empty_newsroom_has_an_archive_that_says_so(client: Client) -> None:
    a_newsroom()

    assert "لم يُنشر شيء بعد" in page_of(client, "/archive/")


def test_a_month_counts_its_days_and_leads_to_the_months_beside_it(client: Client) -> None:
    first, second = NOON, NOON + timedelta(days=3)
    published(first, first, second, datetime(2013, 11, 2, 9, tzinfo=UTC), datetime(2014, 4, 1, 9, tzinfo=UTC))

    html = page_of(client, "/archive/2014/01/")

    assert bars(html) == [("/archive/2014/01/22/", "مقال واحد"), ("/archive/2014/01/19/", "مقالان")]
    assert re.findall(r'href="([^"]+)" rel="(next|prev)"', html) == [
        ("/archive/2014/04/", "next"),
        ("/archive/2013/11/", "prev"),
    ]


def test_a_day_shows_its_articles_and_leads_to_the_days_beside_it(client: Client) -> None:
    published(NOON - timedelta(days=9), NOON, NOON + timedelta(hours=1), NOON + timedelta(days=2))

    html = page_of(client, "/archive/2014/01/19/")

    assert re.findall(r"خبر \d", html) == ["خبر 3", "خبر 2"]
    assert re.findall(r'href="([^"]+)" rel="(next|prev)"', html) == [
        ("/archive/2014/01/21/", "next"),
        ("/archive/2014/01/10/", "prev"),
    ]
    assert f'rel="canonical" href="{ORIGIN}/archive/2014/01/19/"' in html


def test_a_long_day_is_shown_part_by_part(client: Client) -> None:
    published(*(NOON + timedelta(minutes=number) for number in range(15)))

    first = page_of(client, "/archive/2014/01/19/")
    (older,) = re.findall(r'href="/archive/2014/01/19/\?before=(\d+)" rel="next"', first)
    second = page_of(client, f"/archive/2014/01/19/?before={older}")

    assert len(set(re.findall(r"خبر \d+", first))) == 13
    assert set(re.findall(r"خبر \d+", second)) == {"خبر 1", "خبر 2"}


def test_a_day_is_one_of_the_newsrooms_clock() -> None:
    # Damascus is two hours ahead in winter: the first of these is the evening of the 18th, the second the 19th.
    published(datetime(2014, 1, 18, 21, 59, tzinfo=UTC), datetime(2014, 1, 18, 22, 1, tzinfo=UTC))

    days = counted_days(NOON.date().replace(day=1), clock())

    assert [(one.day.day, one.count) for one in days] == [(19, 1), (18, 1)]


def test_a_month_begins_when_it_does_in_the_newsroom() -> None:
    published(datetime(2013, 12, 31, 21, 59, tzinfo=UTC), datetime(2013, 12, 31, 22, 1, tzinfo=UTC))

    assert [(str(one.day), one.count) for one in counted_months(clock())] == [("2014-01-01", 1), ("2013-12-01", 1)]


def test_days_on_which_the_clock_is_changed_have_no_gap_and_no_overlap() -> None:
    # In 2014 Damascus put its clocks forward in the night of the 28th of March.
    published(*(datetime(2014, 3, 27, 21, 30, tzinfo=UTC) + timedelta(minutes=30 * step) for step in range(52)))

    days = counted_days(date(2014, 3, 1), clock())

    assert sum(day.count for day in days) == 52
    assert [day.day.day for day in days] == [29, 28, 27]


def test_another_clock_is_another_archive_at_once(client: Client) -> None:
    published(datetime(2014, 1, 18, 22, 1, tzinfo=UTC))
    before = client.get("/archive/2014/01/19/").status_code

    SiteProfile.objects.update(time_zone="Africa/Casablanca")

    assert before == 200
    assert client.get("/archive/2014/01/19/").status_code == 404
    assert client.get("/archive/2014/01/18/").status_code == 200


@pytest.mark.parametrize("path", ["/archive/2014/01/20/", "/archive/2014/02/", "/archive/1999/12/31/"])
def test_where_nothing_was_published_one_is_told_so_and_led_on(client: Client, path: str) -> None:
    published(NOON, NOON + timedelta(days=60))

    answer = client.get(path)

    html = answer.content.decode()
    assert answer.status_code == 404
    assert "لم يُنشر شيء" in html
    assert 'href="/archive/2014/' in html
    assert 'href="/archive/"' in html
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("path", ["/archive/2014/01/21/", "/archive/2014/02/", "/archive/2150/01/01/"])
def test_a_day_that_is_still_to_come_says_so(client: Client, path: str) -> None:
    published(NOON)

    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        answer = client.get(path)

    assert answer.status_code == 404
    assert "لم يأتِ بعد" in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/archive/2014/02/31/", "/archive/2014/00/", "/archive/2014/13/01/", "/archive/0000/01/", "/archive/14/1/"]
)
def test_what_is_no_day_is_not_found(client: Client, path: str) -> None:
    published(NOON)

    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("cut_off", "whole"),
    [
        ("/2014/", "/archive/"),
        ("/archive/2014/", "/archive/"),
        ("/2014/01/", "/archive/2014/01/"),
        ("/2014/01/19/", "/archive/2014/01/19/"),
    ],
)
def test_an_address_whose_end_was_cut_off_leads_to_what_there_is(client: Client, cut_off: str, whole: str) -> None:
    published(NOON)

    answer = client.get(cut_off)

    assert (answer.status_code, answer["Location"]) == (301, whole)
    assert client.get(whole).status_code == 200


@pytest.mark.parametrize("path", ["/2014/13/", "/0014/", "/2014/01/40/", "/20140/"])
def test_numbers_that_are_no_date_lead_nowhere(client: Client, path: str) -> None:
    published(NOON)

    assert client.get(path).status_code == 404


def test_an_empty_day_has_its_own_words_whoever_asks_next(client: Client) -> None:
    published(NOON)
    plan = Plan()

    client.get("/archive/2014/01/20/", **{PLAN: plan})

    assert plan.has_words
    assert not plan.declared


def test_a_page_of_the_archive_hangs_on_the_newsroom(client: Client) -> None:
    published(NOON)
    for path in ("/archive/", "/archive/2014/01/", "/archive/2014/01/19/"):
        plan = Plan()

        client.get(path, **{PLAN: plan})

        assert plan.keys == {NEWSROOM}, path


@pytest.mark.parametrize("change", ["published", "withdrawn", "another day", "another headline"])
def test_a_change_shows_at_once(client: Client, change: str) -> None:
    _first, second = published(NOON, NOON + timedelta(hours=1))
    paths = ("/archive/", "/archive/2014/01/", "/archive/2014/01/19/")
    before = {path: client.get(path)["ETag"] for path in paths}

    if change == "published":
        an_article(headline="خبر 3", published_at=NOON + timedelta(hours=2))
    elif change == "withdrawn":
        unpublish_article(article=second, by=None)
    elif change == "another day":
        second.published_at = NOON + timedelta(days=40)
        second.save_revision().publish()
    else:
        second.title = "عنوان آخر"
        second.save_revision().publish()

    answers = {path: client.get(path, headers={"If-None-Match": before[path]}) for path in paths}
    changed = [path for path, answer in answers.items() if answer.status_code == 200]
    assert changed == (list(paths) if change != "another headline" else ["/archive/2014/01/19/"])


def test_what_readers_may_not_see_is_neither_counted_nor_shown(client: Client) -> None:
    shown, taken = published(NOON, NOON + timedelta(days=1))
    an_article(headline="مسودة", publish=False, published_at=NOON + timedelta(days=2))
    unpublish_article(article=taken, by=None)

    assert [one.count for one in counted_months(clock())] == [1]
    assert bars(page_of(client, "/archive/2014/01/")) == [("/archive/2014/01/19/", "مقال واحد")]
    assert days_beside(shown.published_at.date(), clock()) == (None, None)
    assert "خبر 2" not in client.get("/archive/2014/01/20/").content.decode()
    publish_article(article=taken, by=None, now=NOON)
    assert client.get("/archive/2014/01/20/").status_code == 200


def test_every_site_has_an_archive_of_its_own() -> None:
    published(NOON)
    front = Page.get_first_root_node().add_child(instance=FrontPage(title="الجار", slug="neighbor"))
    neighbor = Site.objects.create(hostname="neighbor.example", root_page=front, site_name="الجار")
    an_article(section=create_section(parent=front, name="محليات"), published_at=NOON + timedelta(days=1))

    assert [str(day.day) for day in counted_days(NOON.date(), clock())] == ["2014-01-19"]
    assert [str(day.day) for day in counted_days(NOON.date(), Clock(neighbor, "UTC"))] == ["2014-01-20"]


def test_the_archive_is_linked_from_every_foot_and_listed_in_the_sitemap(client: Client) -> None:
    published(NOON)

    foot = page_of(client, "/").partition('<footer class="foot">')[2]
    listed = page_of(client, "/sitemap-pages.xml")

    assert 'href="/archive/"' in foot
    assert f"<loc>{ORIGIN}/archive/</loc>" in listed
    assert f"<loc>{ORIGIN}/archive/2014/01/</loc>" in listed


def test_a_publication_time_that_is_a_slip_of_the_pen_does_not_make_endless_months(client: Client) -> None:
    published(NOON, datetime(2999, 1, 1, tzinfo=UTC))

    assert [str(one.day) for one in counted_months(clock())] == ["2014-01-01"]
