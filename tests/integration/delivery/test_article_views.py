"""Counts of views in the database: added up by every worker, for an hour and an article, and forgotten in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hiwar.delivery.article_views import forget_views, recent_views, write_views
from hiwar.delivery.models import ArticleViews
from hiwar.delivery.page_rules import PLAN, Plan

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def test_several_workers_add_to_the_same_row():
    write_views({"article:1": 3, "article:2": 1}, now=NOON)
    write_views({"article:1": 4}, now=NOON + timedelta(minutes=59))

    assert dict(ArticleViews.objects.values_list("subject", "count")) == {"article:1": 7, "article:2": 1}
    assert set(ArticleViews.objects.values_list("hour", flat=True)) == {NOON}


def test_the_next_hour_has_rows_of_its_own():
    write_views({"article:1": 3}, now=NOON)
    write_views({"article:1": 4}, now=NOON + timedelta(hours=1))

    assert sorted(ArticleViews.objects.values_list("count", flat=True)) == [3, 4]


def test_the_last_sixty_minutes_take_their_part_of_the_hour_before():
    write_views({"article:1": 60, "article:2": 60}, now=NOON)
    write_views({"article:1": 10}, now=NOON + timedelta(hours=1))

    found = recent_views(now=NOON + timedelta(hours=1, minutes=15))

    assert found == {"article:1": pytest.approx(55.0), "article:2": pytest.approx(45.0)}
    assert recent_views(now=NOON + timedelta(hours=3)) == {}


def test_after_thirteen_months_they_are_forgotten():
    write_views({"article:1": 60}, now=NOON)

    assert forget_views(now=NOON + timedelta(days=390)) == 0
    assert forget_views(now=NOON + timedelta(days=397, hours=1)) == 1
    assert not ArticleViews.objects.exists()


def test_the_page_of_an_article_says_what_it_is_counted_as_and_no_other_page_does(client, article, thread):
    said = {}
    for path in (article.public_path(), f"/talk/{thread.public_id}/", "/", "/about/rules/"):
        plan = Plan()
        client.get(path, **{PLAN: plan})
        said[path] = plan.subject

    assert said.pop(article.public_path()) == article.subject
    assert set(said.values()) == {""}
