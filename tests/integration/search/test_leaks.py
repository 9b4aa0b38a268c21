"""What is not public is not in the index, and what ceases to be leaves it in the same transaction (threats, row Z7)."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction

from hiwar.discussions.models import Comment, State, Thread
from hiwar.discussions.services import publish_comment, set_aside_comment
from hiwar.discussions.services.threads import hide_thread
from hiwar.newsroom.models import ArticlePage
from hiwar.newsroom.services import publish_article, unpublish_article
from hiwar.search.models import Due, Entry, Kind
from hiwar.search.queries import find, suggestion
from hiwar.search.services import index_due, mend, rebuild
from tests.factories.discussions import an_imported_comment
from tests.factories.newsroom import NOON, an_article
from tests.integration.search.newsroom import COMMENTS, Newsroom

SECRET = "زعفران"
TRAIN = "قطار الساحل يعود"
NEVER_PUBLIC = (State.HELD, State.REJECTED, State.SPAM, State.WITHDRAWN)
BAR = "القانون الجديد لا يكفي يا جماعة."


def terms_kept() -> str:
    """Return every term the database holds, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(terms AS text) FROM search_terms")
        return " ".join(row[0] for row in cursor.fetchall())


def numbers_kept() -> int:
    """Return how many texts the index holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_terms")
        return cursor.fetchone()[0]


WAYS_OUT: dict[str, Callable[[Comment], object]] = {
    "held": lambda comment: set_aside_comment(comment=comment, state=State.HELD),
    "rejected": lambda comment: set_aside_comment(comment=comment, state=State.REJECTED),
    "spam": lambda comment: set_aside_comment(comment=comment, state=State.SPAM),
    "withdrawn": lambda comment: set_aside_comment(comment=comment, state=State.WITHDRAWN),
    "hidden with its page": lambda comment: hide_thread(site=comment.thread.site, subject=comment.thread.subject),
    "changed in bulk": lambda comment: Comment.objects.filter(pk=comment.pk).update(state=State.REJECTED),
    "hidden in bulk": lambda comment: Thread.objects.filter(pk=comment.thread_id).update(mode="hidden"),
    "blanked": lambda comment: Comment.objects.filter(pk=comment.pk).update(text=""),
    "deleted": lambda comment: comment.delete(),
}


def test_a_comment_leaves_the_index_in_the_transaction_that_takes_it_from_readers(newsroom: Newsroom) -> None:
    comment = newsroom.comments["1"]
    left = {}

    for way, take_out in WAYS_OUT.items():
        with transaction.atomic():
            take_out(Comment.objects.get(pk=comment.pk))
            is_there = Entry.objects.filter(kind=Kind.COMMENT, source_id=comment.pk).exists()
            found, are_one = newsroom.texts("القانون"), numbers_kept() == Entry.objects.count()
            index_due()
            left[way] = (is_there, found, are_one, newsroom.texts("القانون"))
            transaction.set_rollback(True)

    assert left == dict.fromkeys(WAYS_OUT, (False, [], True, []))
    # Nothing was taken out for good: the transactions failed.
    assert newsroom.texts("القانون") == [BAR]


def test_a_comment_that_is_put_back_is_found_again(newsroom: Newsroom) -> None:
    comment = newsroom.comments["1"]
    set_aside_comment(comment=comment, state=State.REJECTED)

    publish_comment(comment=comment, now=NOON)
    index_due()

    assert newsroom.texts("القانون") == [BAR]


def test_a_discussion_that_comes_back_brings_its_comments(newsroom: Newsroom) -> None:
    thread = newsroom.comments["1"].thread
    Thread.objects.filter(pk=thread.pk).update(mode="hidden")
    index_due()

    Thread.objects.filter(pk=thread.pk).update(mode="closed")
    index_due()

    assert Entry.objects.filter(thread_id=thread.pk).count() == len(COMMENTS)
    assert newsroom.texts("القانون") == [BAR]


def test_what_was_never_public_answers_like_what_never_was(newsroom: Newsroom) -> None:
    thread = newsroom.comments["1"].thread
    for number, state in enumerate(NEVER_PUBLIC, start=20):
        hidden = an_imported_comment(thread, f"كلمة لا تُنسى: {SECRET} {state}", key=str(number), approved=False)
        Comment.objects.filter(pk=hidden.pk).update(state=state)
    index_due()
    rebuild()

    found, absent = (newsroom.asked(word, kind=Kind.COMMENT) for word in (SECRET, "فستقان"))

    assert find(found) == find(absent)
    assert suggestion(newsroom.asked("زعفرانا", kind=Kind.COMMENT), "زعفرانا") == ""
    assert Entry.objects.filter(kind=Kind.COMMENT).count() == len(COMMENTS)


def test_drafts_are_nowhere(newsroom: Newsroom) -> None:
    draft = an_article(headline=f"مسودة عن {SECRET}", publish=False)
    live = newsroom.articles[TRAIN]
    live.title = f"قطار {SECRET}"
    live.save_revision()
    index_due()
    rebuild()

    assert newsroom.headlines(SECRET) == []
    assert newsroom.headlines("الساحل")[0] == TRAIN
    assert not Entry.objects.filter(kind=Kind.ARTICLE, source_id=draft.pk).exists()


ARTICLES_OUT: dict[str, Callable[[ArticlePage], object]] = {
    "unpublished": lambda article: unpublish_article(article=article, by=None),
    "changed in bulk": lambda article: ArticlePage.objects.filter(pk=article.pk).update(live=False),
    "deleted": lambda article: article.delete(),
}


def test_an_article_leaves_the_index_in_the_transaction_that_takes_it_from_readers(newsroom: Newsroom) -> None:
    key, left = newsroom.articles[TRAIN].pk, {}

    for way, take_out in ARTICLES_OUT.items():
        with transaction.atomic():
            take_out(ArticlePage.objects.get(pk=key))
            is_there = Entry.objects.filter(kind=Kind.ARTICLE, source_id=key).exists()
            found = TRAIN in newsroom.headlines("الساحل")
            index_due()
            left[way] = (is_there, found, TRAIN in newsroom.headlines("الساحل"))
            transaction.set_rollback(True)

    assert left == dict.fromkeys(ARTICLES_OUT, (False, False, False))


def test_a_new_text_takes_the_place_of_the_old_one(newsroom: Newsroom) -> None:
    article = newsroom.articles[TRAIN]
    article.title = "قطار الجبل يعود"
    article.save_revision()

    publish_article(article=article, by=None, now=NOON)
    index_due()

    assert newsroom.headlines("«قطار الجبل»") == ["قطار الجبل يعود"]
    assert newsroom.headlines("«قطار الساحل يعود»") == []


def test_an_entry_that_should_not_be_there_shows_nothing_and_is_mended(newsroom: Newsroom) -> None:
    comment = newsroom.comments["1"]
    entry = Entry.objects.get(kind=Kind.COMMENT, source_id=comment.pk)
    # As if somebody had worked on the tables while there were no triggers.
    Entry.objects.filter(pk=entry.pk).update(source_id=10**8)

    assert newsroom.texts("القانون") == []
    assert mend() == {"taken out": 1, "missing": 1}
    index_due()
    assert newsroom.texts("القانون") == [BAR]
    assert mend() == {"taken out": 0, "missing": 0}


def test_another_sites_texts_are_not_found(newsroom: Newsroom) -> None:
    asked = newsroom.asked("القانون")
    elsewhere = type(newsroom.site)(pk=newsroom.site.pk + 1, root_page=newsroom.site.root_page)

    found = find(type(asked)(question=asked.question, site=elsewhere))

    assert found.hits == ()


def test_what_is_due_is_looked_at_once(newsroom: Newsroom) -> None:
    assert not Due.objects.exists()

    Comment.objects.filter(pk=newsroom.comments["1"].pk).update(text="زعتر وزيت")

    assert index_due() == Due.objects.count() + 1
    assert newsroom.texts("زعتر") == ["زعتر وزيت"]


def test_the_index_holds_stems_and_no_readers_name(newsroom: Newsroom) -> None:
    kept = terms_kept()

    assert "ليلى" not in kept
    assert "القانون" not in kept
    assert kept.isascii()
