"""A reader's comment as a card inside an article: what it says now, and nothing once nobody can read it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from hiwar.delivery.reader_quotes import LONGEST
from hiwar.discussions.models import Comment, State, Thread
from hiwar.discussions.queries import thread_about
from hiwar.discussions.services import set_aside_comment
from hiwar.discussions.services.states import withdraw_comment
from hiwar.discussions.services.threads import move_version
from hiwar.newsroom.blocks import ReaderQuoteBlock
from hiwar.newsroom.models import ArticlePage
from hiwar.newsroom.services import unpublish_article
from tests.factories.discussions import a_held_comment, a_thread, an_imported_comment
from tests.factories.newsroom import NOON
from tests.integration.delivery.conftest import Publish
from tests.integration.delivery.kept_pages import Kept
from tests.integration.delivery.readers import CountQueries

pytestmark = pytest.mark.django_db
WORDS = "ركبت أول قطار، وكان نصف الركاب يبكون."


@pytest.fixture(autouse=True)
def that_day() -> Any:
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def comment(thread: Thread) -> Comment:
    """A reader's comment below another article."""
    return an_imported_comment(thread, WORDS, name="ليلى")


@pytest.fixture
def quoting(publish: Publish, comment: Comment) -> ArticlePage:
    """An article that quotes it."""
    return publish(headline="ماذا قال القراء", blocks=(("reader_quote", {"comment": comment.public_id}),))


@pytest.fixture
def kept(client: Client, quoting: ArticlePage) -> Kept:
    return Kept(client, str(quoting.public_path()))


def test_the_card_shows_the_words_the_name_and_the_way_to_the_comment(kept: Kept, comment: Comment) -> None:
    page = kept.draw()

    card = page[page.index('class="reader-q"') : page.index("</aside>", page.index('class="reader-q"'))]
    assert WORDS in card
    assert "<bdi>ليلى</bdi>" in card
    assert f'href="{comment.thread.url}#c{comment.number}"' in card
    assert "data-quote" not in page


@pytest.mark.parametrize("state", [State.HELD, State.REJECTED, State.SPAM])
def test_the_card_goes_at_once_with_its_comment_and_comes_back(kept: Kept, comment: Comment, state: str) -> None:
    assert kept.is_true()

    set_aside_comment(comment=comment, state=state)
    assert not kept.is_true()
    page = kept.draw()
    assert "reader-q" not in page
    assert "ليلى" not in page

    Comment.objects.filter(pk=comment.pk).update(state=State.PUBLISHED)
    move_version(comment.thread)
    assert not kept.is_true()
    assert WORDS in kept.draw()


def test_the_card_of_a_withdrawn_or_deleted_comment_is_gone(kept: Kept, comment: Comment) -> None:
    withdraw_comment(comment=comment)
    withdrawn = kept.draw()
    thread = comment.thread
    comment.delete()
    move_version(thread)

    assert "reader-q" not in withdrawn
    assert "reader-q" not in kept.draw()


def test_the_card_goes_with_the_discussion_of_an_unpublished_article(
    kept: Kept, article: ArticlePage, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        unpublish_article(article=article, by=None)

    assert not kept.is_true()
    assert "reader-q" not in kept.draw()


def test_an_edited_comment_reads_as_edited(kept: Kept, comment: Comment) -> None:
    Comment.objects.filter(pk=comment.pk).update(text="ركبته، ولم يبكِ أحد.", edited_at=NOON + timedelta(minutes=5))
    move_version(comment.thread)

    assert not kept.is_true()
    page = kept.draw()
    assert "ولم يبكِ أحد" in page
    assert WORDS not in page


def test_words_of_readers_stay_words(client: Client, publish: Publish, thread: Thread) -> None:
    said = an_imported_comment(thread, '<script>alert(1)</script> "<b>', key="x", name="<i>ليلى")
    article = publish(headline="نص خطر", blocks=(("reader_quote", {"comment": said.public_id}),))

    page = client.get(str(article.public_path())).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<i>ليلى" not in page


def test_a_long_comment_is_cut_at_its_end(client: Client, publish: Publish, thread: Thread) -> None:
    said = an_imported_comment(thread, "كلمة " * 300, key="long")
    article = publish(headline="رأي طويل", blocks=(("reader_quote", {"comment": said.public_id}),))

    page = client.get(str(article.public_path())).content.decode()

    start = page.index("<blockquote><p")
    card = page[start : page.index("</blockquote>", start)]
    assert card.endswith("…</p>")
    assert len(card) < LONGEST + 60


def test_ten_cards_cost_one_query_and_none_cost_none(client: Client, publish: Publish, thread: Thread) -> None:
    said = [an_imported_comment(thread, f"{WORDS} {number}", key=str(number)) for number in range(10)]
    plain = publish(headline="بلا اقتباس")
    full = publish(headline="اقتباسات", blocks=tuple(("reader_quote", {"comment": one.public_id}) for one in said))

    counts = []
    for article in (plain, full):
        client.get(str(article.public_path()))
        with CountQueries() as asked:
            page = client.get(str(article.public_path())).content.decode()
        counts.append(len(asked.queries))

    assert page.count('class="reader-q"') == 10
    assert counts[1] - counts[0] == 1


class TestTheEditorsForm:
    def test_takes_an_address_as_the_desk_gives_it_or_the_id_alone(self, comment: Comment) -> None:
        block = ReaderQuoteBlock()
        given = (f"http://127.0.0.1:8000/c/{comment.public_id}/", comment.public_id, f" /c/{comment.public_id} ")

        assert [block.clean(block.to_python({"comment": one}))["comment"] for one in given] == [
            one.strip() for one in given
        ]

    def test_refuses_what_readers_cannot_see_and_what_is_no_address(self, thread: Thread, comment: Comment) -> None:
        block, held = ReaderQuoteBlock(), a_held_comment(thread)
        hidden = an_imported_comment(a_thread(subject="article:99", mode="hidden"), WORDS, key="hidden")

        for wrong in (held.public_id, hidden.public_id, "x" * 16, "https://example.org/", ""):
            with pytest.raises(ValidationError):
                block.clean(block.to_python({"comment": wrong}))

    def test_shows_the_card_in_the_preview_of_a_draft(self, quoting: ArticlePage, admin_client: Client) -> None:
        answer = quoting.make_preview_request(preview_mode="")

        assert WORDS in answer.content.decode()

    def test_shows_no_card_there_that_readers_could_not_see(self, quoting: ArticlePage, comment: Comment) -> None:
        set_aside_comment(comment=comment, state=State.REJECTED)

        answer = quoting.make_preview_request(preview_mode="").content.decode()

        assert WORDS not in answer
        assert "reader-q" not in answer


def test_a_card_leads_to_the_page_of_a_long_discussion(client: Client, kept: Kept, comment: Comment) -> None:
    Thread.objects.filter(pk=comment.thread_id).update(last_number=500)
    move_version(comment.thread)

    page = kept.draw()

    address = reverse("comment-by-number", args=[comment.thread.public_id, comment.number])
    assert f'href="{address}"' in page
    assert client.get(address).status_code == 302


def test_the_article_may_quote_its_own_discussion(client: Client, publish: Publish) -> None:
    article = publish(headline="خبر")
    own = thread_about(article.subject, site=article.get_site())
    assert own is not None
    said = an_imported_comment(own, WORDS)
    article.body = [*article.body.raw_data, {"type": "reader_quote", "value": {"comment": said.public_id}}]
    article.save_revision().publish()

    page = client.get(str(article.public_path())).content.decode()

    assert page.count(WORDS) >= 2
