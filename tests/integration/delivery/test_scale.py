"""What readers ask for must not cost more as a newsroom grows: each statement of each page is planned and counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from wagtail.models import Site

from hiwar.discussions.models import Thread
from hiwar.discussions.queries.feeds import newest_comments
from hiwar.newsroom.models import ArticlePage, Topic
from hiwar.newsroom.queries import (
    Clock,
    counted_days,
    days_beside,
    feed_articles,
    former,
    listed_topics,
    news_of,
    section_named,
    section_part,
    suggested_topics,
    topic_named,
)
from scale_newsroom import ASLEEP, TOPICS, Size, found, pour
from scale_pages import Act, acts, recorded
from scale_plans import MOST_ROWS, Statement, big_tables, cost_of, plan_as_for_millions, sweep
from tests.fakes.scorer import FakeScorer

pytestmark = pytest.mark.django_db
# So many that reading all of one table shows, and so few that a test can wait for them.
GROWN = Size(articles=3_000, comments=9_000, long=3_000)


@pytest.fixture
def fake() -> FakeScorer:
    """Find nothing in any comment: what is posted here is published."""
    return FakeScorer()


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Keep the connection this test's transaction is on: a request of its own would begin by closing it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def newsroom(settings, tmp_path) -> None:
    """A newsroom of some size, as its database knows it after a while."""
    settings.MEDIA_ROOT = tmp_path
    sweep()
    pour(GROWN, found())
    plan_as_for_millions()


def turning_far_back() -> Act:
    """Return what turns to the oldest articles of a section."""
    site = Site.objects.get(is_default_site=True)
    oldest = ArticlePage.objects.exclude(section__title=ASLEEP).order_by("published_at")[100]
    section = section_named(oldest.section.slug, site=site)

    def turned() -> None:
        part = section_part(section, limit=13, before=oldest.pk, site=site)
        assert len(part.cards) > 5

    return turned


def programs() -> dict[str, Act]:
    """Return what programs ask for again and again; a month's sitemap reads its month."""
    site = Site.objects.get(is_default_site=True)
    newest = ArticlePage.objects.live().exclude(section__title=ASLEEP).order_by("-published_at")[0]
    section = section_named(newest.section.slug, site=site)
    thread = Thread.objects.order_by("-last_number")[0]
    topic = topic_named(Topic.objects.get(name=TOPICS[0]).slug, site=site)

    def asked() -> None:
        assert feed_articles(site=site, limit=50)
        assert feed_articles(site=site, section=section, limit=50)
        assert feed_articles(site=site, topic=topic, limit=50)
        assert listed_topics(site=site)
        assert suggested_topics("موضوع 1", site=site)
        assert newest_comments(thread, limit=50)
        assert news_of(site=site, since=newest.published_at - timedelta(hours=1), limit=1000)
        assert former("/2014/01/19/nowhere/", site=site) is None

    def looked_up() -> None:
        clock, day = Clock(site, "Asia/Damascus"), newest.published_at.date()
        assert counted_days(day.replace(day=1), clock)
        assert any(days_beside(day, clock))

    return {"what programs ask for": asked, "a month and the days beside a day": looked_up}


def test_no_statement_of_a_page_or_of_a_post_grows_with_the_newsroom() -> None:
    big = big_tables(MOST_ROWS)
    everything = {**acts(), "a section far back": turning_far_back(), **programs()}

    growing = {
        (name, statement.sql): complaints
        for name, act in everything.items()
        for statement, _seconds in recorded(act)
        if (complaints := cost_of(statement, big).complaints)
    }

    assert {
        "newsroom_articlepage",
        "newsroom_articletopic",
        "wagtailcore_page",
        "discussions_thread",
        "discussions_comment",
    } <= big
    assert growing == {}


def test_statements_that_grow_are_noticed() -> None:
    big = big_tables(MOST_ROWS)
    growing = (
        "SELECT id FROM discussions_comment WHERE owner_tag = %s",
        "SELECT id FROM discussions_comment WHERE name <> %s ORDER BY text LIMIT 5",
        "SELECT page_ptr_id FROM newsroom_articlepage WHERE standfirst <> %s ORDER BY published_at LIMIT 5 OFFSET 2500",
    )

    found = [cost_of(Statement(sql, ("ليلى",)), big).complaints for sql in growing]

    assert all(found), found
