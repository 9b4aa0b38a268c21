"""What the clock does: an embargoed article leaks nowhere, appears on time everywhere, and leaves on time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from hiwar.delivery.models import Change
from hiwar.delivery.watched_rows import NEWSROOM
from hiwar.discussions.models import Thread
from hiwar.newsroom.models import ArticlePage
from hiwar.newsroom.services import next_due_at, publish_due
from hiwar.search.services import index_due
from tests.factories.newsroom import a_section, an_article
from tests.integration.delivery.kept_pages import Kept

pytestmark = pytest.mark.django_db
# Half past eleven at night in Damascus: the article goes out on another day than it was scheduled on.
NOW = datetime(2026, 11, 29, 20, 30, tzinfo=UTC)
OUT = datetime(2026, 11, 29, 22, 0, tzinfo=UTC)
SECRET = "زيتونة القلعة تثمر بعد قرن"


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def at(django_capture_on_commit_callbacks) -> Callable[[datetime], int]:
    """Let it be a moment, and let the clock do what is due then."""

    def moment(when: datetime) -> int:
        with time_machine.travel(when, tick=False), django_capture_on_commit_callbacks(execute=True):
            return publish_due(now=when)

    return moment


@pytest.fixture
def planned() -> ArticlePage:
    """An article that goes out at midnight."""
    # Something stands beside it, as in every newsroom.
    an_article(headline="القطار يعود", published_at=NOW - timedelta(hours=1))
    article = an_article(headline=SECRET, publish=False, published_at=None, slug="olive")
    article.go_live_at = OUT
    article.save_revision().publish()
    return ArticlePage.objects.get(pk=article.pk)


def answers(client: Client, article: ArticlePage) -> dict[str, Any]:
    """Return what the public doors say at which an article could be seen."""
    section = article.get_parent().slug
    paths = [
        "/",
        f"/section/{section}/",
        "/2026/11/30/olive/",
        f"/a/{article.pk}/",
        reverse("site-feed", kwargs={"form": "rss"}),
        reverse("section-feed", kwargs={"slug": section, "form": "atom"}),
        reverse("sitemap-month", kwargs={"name": "2026-11"}),
        reverse("sitemap-news"),
        f"{reverse('search')}?q=زيتونة",
        f"{reverse('oembed')}?url=http://127.0.0.1:8000/a/{article.pk}/",
        f"{reverse('oembed')}?url=http://127.0.0.1:8000/2026/11/30/olive/",
        reverse("card", kwargs={"pk": article.pk, "digest": "0" * 16}),
    ]
    return {path: client.get(path) for path in paths}


def test_before_its_time_no_door_says_a_word_of_it(client, planned) -> None:
    index_due(most=50)

    told = answers(client, planned)

    assert told["/"].status_code == 200
    for path, answer in told.items():
        assert "زيتونة القلعة" not in answer.content.decode("utf-8", "replace"), path
        assert "olive" not in answer.content.decode("utf-8", "replace"), path
    assert [answer.status_code for path, answer in told.items() if "olive" in path or "/a/" in path] == [404] * 4
    assert not Thread.objects.filter(subject=planned.subject).exists()


def test_a_minute_early_nothing_happens(planned, at) -> None:
    assert at(OUT - timedelta(minutes=1)) == 0
    assert not ArticlePage.objects.get(pk=planned.pk).live


def test_on_time_readers_see_it_everywhere_under_the_address_of_that_day(client, planned, at) -> None:
    assert at(OUT) == 1

    with time_machine.travel(OUT, tick=False):
        index_due(most=50)
        told = answers(client, planned)
    article = ArticlePage.objects.get(pk=planned.pk)
    assert (article.address, article.published_at) == ("2026/11/30/olive", OUT)
    assert Thread.objects.get(subject=article.subject).mode == "open"
    for path, answer in told.items():
        if "/a/" not in path and "/card/" not in path:
            assert answer.status_code == 200, path
    said = [path for path, answer in told.items() if "زيتونة" in answer.content.decode("utf-8", "replace")]
    assert {"/", "/2026/11/30/olive/", reverse("sitemap-news")} <= set(said)
    assert any(path.startswith(reverse("search")) for path in said)


def test_a_kept_page_grows_old_when_it_goes_out(client, planned, at) -> None:
    kept = Kept(client, "/")

    at(OUT)

    assert not kept.is_true()


def test_a_planned_change_of_what_readers_have_waits_beside_it(client, at) -> None:
    article = an_article(headline="القطار يعود", published_at=NOW - timedelta(hours=1))
    article.title, article.go_live_at = SECRET, OUT
    article.save_revision().publish()

    before = client.get(article.public_path()).content.decode()
    at(OUT)
    after = client.get(article.public_path()).content.decode()

    assert SECRET not in before
    assert "زيتونة القلعة" in after


def test_what_has_run_out_is_gone_and_no_list_has_it(client, planned, at) -> None:
    at(OUT)
    article = ArticlePage.objects.get(pk=planned.pk)
    article.expire_at = OUT + timedelta(days=2)
    with time_machine.travel(OUT + timedelta(hours=1), tick=False):
        article.save_revision().publish()
    kept = Kept(client, "/")

    changed = at(OUT + timedelta(days=2))

    assert changed == 1
    assert not kept.is_true()
    assert client.get("/2026/11/30/olive/").status_code == 410
    assert ArticlePage.objects.get(pk=planned.pk).leaves_at is None
    assert "زيتونة" not in client.get("/").content.decode()
    assert Thread.objects.get(subject=article.subject).mode == "hidden"


def test_what_would_have_left_already_does_not_appear_for_a_moment(planned) -> None:
    draft = planned.get_latest_revision_as_object()
    draft.expire_at = OUT + timedelta(hours=1)
    draft.save_revision().publish()

    changed = publish_due(now=OUT + timedelta(hours=2))

    assert changed == 0
    assert not ArticlePage.objects.get(pk=planned.pk).live
    assert publish_due(now=OUT + timedelta(hours=2)) == 0


def test_one_that_cannot_be_published_keeps_no_other_waiting(planned, at, monkeypatch, caplog) -> None:
    second = an_article(headline="الثانية", publish=False, published_at=None, slug="second")
    second.go_live_at = OUT + timedelta(minutes=1)
    second.save_revision().publish()
    real = ArticlePage.save

    def save(self: ArticlePage, *args: Any, **kwargs: Any) -> None:
        if self.pk == planned.pk:
            raise ValueError("something is wrong with this one")
        real(self, *args, **kwargs)

    monkeypatch.setattr(ArticlePage, "save", save)

    assert at(OUT + timedelta(minutes=2)) == 1
    assert ArticlePage.objects.get(pk=second.pk).live
    assert "article_not_on_time" in caplog.messages


def test_where_nothing_is_due_two_queries_along_an_index_say_so(planned, django_assert_num_queries) -> None:
    with django_assert_num_queries(2) as asked:
        publish_due(now=NOW)

    coming, leaving = (_plan(query["sql"]) for query in asked.captured_queries)
    assert "approved_go_live_at" in coming
    assert "article_leaves" in leaving


def _plan(statement: str) -> str:
    """Return along which indexes the database answers."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Of a few rows PostgreSQL would rather read all; of a hundred thousand it would not.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {statement}")
            return " ".join(row[0] for row in cursor.fetchall())
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        return " ".join(row[3] for row in cursor.fetchall())


def test_the_next_moment_is_the_earliest_of_coming_and_leaving(planned, at) -> None:
    assert next_due_at(after=NOW) == OUT
    assert next_due_at(after=OUT) is None

    at(OUT)
    article = ArticlePage.objects.get(pk=planned.pk)
    article.expire_at = OUT + timedelta(days=2)
    with time_machine.travel(OUT + timedelta(hours=1), tick=False):
        article.save_revision().publish()

    assert next_due_at(after=OUT) == OUT + timedelta(days=2)


def test_the_next_moment_is_asked_for_in_one_query_along_the_same_indexes(planned, django_assert_num_queries) -> None:
    with django_assert_num_queries(1) as asked:
        next_due_at(after=NOW)

    plan = _plan(asked.captured_queries[0]["sql"])
    assert "approved_go_live_at" in plan
    assert "article_leaves" in plan


def test_a_draft_that_nobody_sees_ages_no_page(client) -> None:
    draft = an_article(section=a_section(), publish=False, headline="مسودة")
    Change.objects.all().delete()

    for letter in "أبجد":
        draft.title += letter
        draft.save()
        draft.save_revision()

    assert not Change.objects.filter(key=NEWSROOM).exists()
