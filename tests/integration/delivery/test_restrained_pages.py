"""A page tells what is asked of comments, and no page in the store goes on telling it when it is no longer so.

The views, the database's own notes and the page store are the real ones; what lies between them, the server's loop, has
tests of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from hiwar.accounts.models import User
from hiwar.delivery.models import Change
from hiwar.delivery.page_rules import PLAN, Plan
from hiwar.delivery.watched_rows import NEWSROOM, terms_key, thread_key
from hiwar.discussions.models import Scope
from hiwar.discussions.queries import Asked
from hiwar.discussions.services import Place, lift_restraint, set_restraint
from tests.integration.delivery.kept_pages import Kept

pytestmark = pytest.mark.django_db
# Ten past noon in Damascus: pages hold until the hour is over unless something ends earlier.
NOW = datetime(2026, 11, 29, 9, 10, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
CLOSED, OPEN_FORM = "أُغلق النقاش.", 'id="say"'
EVERYTHING_WAITS = "يُقرأ كل تعليق قبل نشره"


@pytest.fixture(autouse=True)
def ten_past() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ask(article) -> Callable[..., None]:
    """Ask something of comments under the article: of it alone unless another place is named."""
    salma = User.objects.create_user("salma", display_name="سلمى درويش")

    def asked(place: Place | None = None, **what: Any) -> None:
        here = place or Place(Scope.THREAD, article.subject)
        set_restraint(site=article.get_site(), place=here, asked=Asked(**what), by=salma, now=NOW)

    return asked


@pytest.fixture(params=["article", "talk"])
def kept(request, client, article, thread) -> Kept:
    """The article's page, and the discussion's own."""
    return Kept(client, article.public_path() if request.param == "article" else f"/talk/{thread.public_id}/")


def test_a_page_grows_old_when_something_is_asked_changed_and_lifted(kept, ask, article):
    assert kept.is_true()

    ask(hold_all=True)
    assert not kept.is_true()
    assert EVERYTHING_WAITS in kept.draw()
    assert kept.is_true()

    ask(no_links=True)
    assert not kept.is_true()
    changed = kept.draw()
    assert "لا تُقبل الروابط" in changed
    assert EVERYTHING_WAITS not in changed

    lift_restraint(site=article.get_site(), place=Place(Scope.THREAD, article.subject))
    assert not kept.is_true()
    assert "مؤقتاً" not in kept.draw()


def test_what_is_asked_of_the_site_or_the_section_is_told_under_its_articles(kept, ask, article):
    ask(Place(), careful=True)
    ask(Place(Scope.SECTION, article.section_key), slow_minutes=2)

    page = kept.draw()

    assert "<b>خبر عاجل:</b> تُقرأ قبل النشر تعليقات أكثر من المعتاد، ولكل قارئ تعليق واحد كل دقيقتين." in page


def test_a_page_does_not_claim_that_a_discussion_is_open_after_it_closed(kept, ask):
    ask(closes_at=NOW + 20 * MINUTE)

    assert "يُغلق النقاش عند الساعة 12:30." in kept.draw()

    assert kept.until == NOW + 20 * MINUTE
    assert kept.is_true(at=NOW + 19 * MINUTE)
    assert not kept.is_true(at=NOW + 20 * MINUTE)
    with time_machine.travel(NOW + 20 * MINUTE, tick=False):
        after = kept.draw()
    assert CLOSED in after
    assert OPEN_FORM not in after


def test_a_page_does_not_claim_what_has_ended(kept, ask):
    ask(hold_all=True, ends_at=NOW + 5 * MINUTE)
    assert EVERYTHING_WAITS in kept.draw()

    with time_machine.travel(NOW + 5 * MINUTE, tick=False):
        assert not kept.is_true(at=NOW + 5 * MINUTE)
        after = kept.draw()

    assert EVERYTHING_WAITS not in after
    assert kept.until == NOW + 50 * MINUTE


def test_a_discussion_that_was_closed_for_a_while_opens_again_by_itself(kept, ask):
    ask(closes_at=NOW - HOUR, ends_at=NOW + 10 * MINUTE)
    assert CLOSED in kept.draw()

    with time_machine.travel(NOW + 10 * MINUTE, tick=False):
        assert not kept.is_true(at=NOW + 10 * MINUTE)
        assert OPEN_FORM in kept.draw()


def test_a_reader_who_asks_with_her_tag_gets_the_page_anew_when_the_clock_changed_it(client, article, thread, ask):
    ask(closes_at=NOW + 20 * MINUTE)
    tag = client.get(article.public_path())["ETag"]

    before = client.get(article.public_path(), headers={"If-None-Match": tag})
    with time_machine.travel(NOW + 20 * MINUTE, tick=False):
        after = client.get(article.public_path(), headers={"If-None-Match": tag})

    assert (before.status_code, after.status_code) == (304, 200)


def test_whoever_has_cookies_is_told_the_same(client, article, thread, ask):
    ask(hold_all=True)
    client.cookies["hiwar_mine"] = "x"

    page = client.get(f"{article.public_path()}?sent=held")

    assert page["Cache-Control"] == "private, no-store"
    assert EVERYTHING_WAITS in page.content.decode()


def test_the_database_notes_a_restraint_whoever_sets_it(ask, article):
    Change.objects.all().delete()

    ask(hold_all=True)
    ask(hold_all=True, no_links=True)
    lift_restraint(site=article.get_site(), place=Place(Scope.THREAD, article.subject))

    noted = Counter(Change.objects.values_list("key", flat=True))
    assert noted == {NEWSROOM: 3, terms_key(article.get_site().pk): 3}


def test_whoever_has_a_discussion_open_hears_of_it_and_of_nothing_else_of_the_newsroom(client, thread, ask):
    plan, address = Plan(), f"/talk/{thread.public_id}/state/"
    client.get(address, **{PLAN: plan})
    heard = {key for key in plan.keys if ":" in key}
    before = set(Change.objects.values_list("pk", flat=True))

    ask(slow_minutes=2)

    told = set(Change.objects.exclude(pk__in=before).values_list("key", flat=True))
    assert told & heard == {terms_key(thread.site_id)}
    assert heard == {terms_key(thread.site_id), thread_key(thread.pk)}


def test_an_open_page_and_the_state_it_asks_for_bear_one_mark_that_moves_with_what_is_asked(client, kept, thread, ask):
    def marks() -> tuple[str, str]:
        on_page = kept.draw().split('data-terms="')[1].split('"')[0]
        return on_page, client.get(f"/talk/{thread.public_id}/state/").json()["terms"]

    first = marks()
    ask(slow_minutes=2)
    slow = marks()
    ask(slow_minutes=5)
    slower = marks()

    assert [len(set(pair)) for pair in (first, slow, slower)] == [1, 1, 1]
    assert len({first, slow, slower}) == 3
