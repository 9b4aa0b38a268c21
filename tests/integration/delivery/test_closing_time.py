"""An article that says itself when its discussion closes: readers are told, and then it is closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from hiwar.discussions.models import Thread
from hiwar.discussions.queries import house_rules
from hiwar.discussions.services import ThreadClosed
from hiwar.newsroom.models import ArticlePage
from tests.factories.discussions import posted
from tests.factories.newsroom import an_article
from tests.integration.delivery.kept_pages import Kept

pytestmark = pytest.mark.django_db
# Ten past noon in Damascus.
NOW = datetime(2026, 11, 29, 9, 10, tzinfo=UTC)
CLOSES = NOW + timedelta(minutes=30)
CLOSED = "أُغلق النقاش."


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def article(django_capture_on_commit_callbacks) -> ArticlePage:
    with django_capture_on_commit_callbacks(execute=True):
        article = an_article(published_at=NOW - timedelta(hours=2))
        article.closes_at = CLOSES
        article.save_revision().publish()
    return ArticlePage.objects.get(pk=article.pk)


def test_readers_are_told_when_it_closes(client, article) -> None:
    page = client.get(article.public_path()).content.decode()

    assert "يُغلق النقاش عند الساعة 12:40." in page or "12:40" in page
    assert CLOSED not in page


def test_the_page_is_true_until_then_and_says_afterwards_that_it_is_closed(client, article) -> None:
    kept = Kept(client, article.public_path())

    with time_machine.travel(CLOSES, tick=False):
        page = client.get(article.public_path()).content.decode()

    assert kept.until == CLOSES
    assert CLOSED in page


def test_nothing_is_taken_after_that_time(article) -> None:
    thread = Thread.objects.get(subject=article.subject)
    posted(thread, "قبل الموعد", at=CLOSES - timedelta(minutes=1))

    with pytest.raises(ThreadClosed):
        posted(thread, "بعد الموعد", at=CLOSES)


def test_another_time_counts_at_once(client, article, django_capture_on_commit_callbacks) -> None:
    thread = Thread.objects.get(subject=article.subject)
    house_rules(thread.site).restraints_on(thread)
    kept = Kept(client, article.public_path())

    with django_capture_on_commit_callbacks(execute=True):
        article.closes_at = None
        article.save_revision().publish()

    assert not kept.is_true()
    assert posted(Thread.objects.get(pk=thread.pk), "لا موعد بعد", at=CLOSES + timedelta(hours=1)).comment


def test_what_the_desk_asks_counts_beside_it(article) -> None:
    thread = Thread.objects.get(subject=article.subject)

    asked = house_rules(thread.site).restraints_on(thread)

    assert [one.closes_at for one in asked] == [CLOSES]
