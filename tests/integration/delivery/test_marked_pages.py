"""Readers see at once what is pinned, featured and answered: on pages, in feeds and in structured data."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hiwar.discussions.models import Badge, Comment, Mark, State, Thread
from hiwar.discussions.services import Voice, answer_comment, mark_comment, set_aside_comment, take_back_answer
from hiwar.newsroom.models import ArticlePage
from tests.factories.discussions import an_imported_comment
from tests.factories.newsroom import NOON
from tests.integration.delivery.kept_pages import Kept

pytestmark = pytest.mark.django_db
BEST = "رأي يستحق أن يُقرأ أولاً."
AUTHOR = Voice("نديم العلي", Badge.AUTHOR)
PINNED, CHOSEN, ORDER = 'class="pinned"', 'class="badge chosen"', "order=featured"


@pytest.fixture(autouse=True)
def that_day() -> Any:
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def comment(thread: Thread) -> Comment:
    return an_imported_comment(thread, BEST, name="ليلى")


@pytest.fixture
def kept(client: Client, article: ArticlePage, comment: Comment) -> Kept:
    return Kept(client, str(article.public_path()))


def graph(page: str) -> dict[str, Any]:
    """Return what a page says of its article to search engines."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    article: dict[str, Any] = json.loads(found[1])["@graph"][0]
    return article


def test_a_page_shows_the_pin_at_once_and_no_longer_than_the_comment(kept: Kept, comment: Comment) -> None:
    assert kept.is_true()

    mark_comment(comment=comment, mark=Mark.PINNED)
    assert not kept.is_true()
    page = kept.draw()
    assert PINNED in page
    assert page.index(PINNED) < page.index(f'id="c{comment.number}"')

    set_aside_comment(comment=comment, state=State.REJECTED)
    assert not kept.is_true()
    page = kept.draw()
    assert PINNED not in page
    assert BEST not in page


def test_a_page_shows_a_choice_and_leads_to_all_of_them(kept: Kept, client: Client, comment: Comment) -> None:
    mark_comment(comment=comment, mark=Mark.FEATURED)
    page = kept.draw()
    talk = client.get(f"/talk/{comment.thread.public_id}/?{ORDER}")

    assert CHOSEN in page
    assert f"{ORDER}#talk" in page
    assert BEST in talk.content.decode()

    mark_comment(comment=comment, mark=Mark.FEATURED, is_on=False)
    assert not kept.is_true()
    assert ORDER not in kept.draw()
    assert client.get(f"/talk/{comment.thread.public_id}/?{ORDER}").status_code == 404


def test_the_page_of_the_choice_grows_old_with_it(client: Client, comment: Comment) -> None:
    mark_comment(comment=comment, mark=Mark.FEATURED)
    kept = Kept(client, f"/talk/{comment.thread.public_id}/", ORDER)
    assert kept.is_true()

    set_aside_comment(comment=comment, state=State.HELD)

    assert not kept.is_true()


def test_open_pages_hear_that_something_was_marked(client: Client, comment: Comment) -> None:
    address = reverse("talk-state", args=[comment.thread.public_id])
    before = client.get(address).json()

    mark_comment(comment=comment, mark=Mark.PINNED)

    after = client.get(address).json()
    assert (before["marked"], after["marked"]) == (0, 1)
    assert after["version"] > before["version"]
    assert (after["last"], after["count"]) == (before["last"], before["count"])


def test_an_answer_wears_its_badge_wherever_it_is_read(kept: Kept, client: Client, comment: Comment) -> None:
    answer = answer_comment(comment=comment, text="في الربيع المقبل.", voice=AUTHOR, now=NOON)
    label = str(Badge.AUTHOR.label)

    page = kept.draw()
    feeds = [
        client.get(reverse("comments-feed", args=[comment.thread.public_id, form])).content.decode()
        for form in ("rss", "atom")
    ]

    line = page[page.index(f'id="c{answer.number}"') :]
    assert f'<span class="badge desk">{label}</span>' in unescape(line)
    assert page.count('class="badge desk"') == 1
    assert all(f"نديم العلي ({label})" in unescape(feed) for feed in feeds)


def test_structured_data_says_who_answered(kept: Kept, comment: Comment) -> None:
    answer_comment(comment=comment, text="في الربيع المقبل.", voice=AUTHOR, now=NOON)
    answer_comment(comment=comment, text="نتابع الأمر.", voice=Voice("حوار", Badge.STAFF), now=NOON)

    said = graph(kept.draw())["comment"]

    assert [one["author"]["name"] for one in said] == ["ليلى", "نديم العلي", "حوار"]
    assert [one["author"]["@type"] for one in said] == ["Person", "Person", "NewsMediaOrganization"]
    assert said[1]["author"]["worksFor"]["name"] == "حوار"
    assert "worksFor" not in said[0]["author"]


def test_an_answer_that_was_taken_back_leaves_no_word(kept: Kept, client: Client, comment: Comment) -> None:
    answer = answer_comment(comment=comment, text="سبق قلم.", voice=AUTHOR, now=NOON)
    kept.draw()

    take_back_answer(answer=answer)

    assert not kept.is_true()
    page = kept.draw()
    assert "سبق قلم" not in page
    assert "نديم العلي" not in page


def test_a_readers_name_and_words_give_no_badge(kept: Kept, thread: Thread) -> None:
    an_imported_comment(thread, '<span class="badge desk">كاتب المقال</span>', key="2", name="كاتب المقال")

    assert '<span class="badge desk">' not in kept.draw()
