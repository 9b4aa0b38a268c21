"""One comment of a discussion is pinned, some are featured; readers see it as long as they see the comment."""

from __future__ import annotations

import pytest
from django.db import connection

from hiwar.discussions.models import Comment, DiscussionSettings, Mark, State, Thread
from hiwar.discussions.queries import Conversation, conversation
from hiwar.discussions.queries.marks import marked_rows
from hiwar.discussions.services import (
    ParentNotFound,
    TooManyFeatured,
    mark_comment,
    publish_comment,
    set_aside_comment,
)
from hiwar.discussions.services.marking import MOST_FEATURED
from hiwar.discussions.windows import FIRST, Order, Window
from tests.factories.discussions import a_held_comment, a_thread, an_imported_comment
from tests.factories.newsroom import NOON

pytestmark = pytest.mark.django_db
FEATURED = Window(order=Order.FEATURED)


@pytest.fixture
def thread(db: None) -> Thread:
    return a_thread()


def numbered(thread: Thread, count: int) -> list[Comment]:
    return [an_imported_comment(thread, f"رأي رقم {number}.", key=str(number)) for number in range(1, count + 1)]


def shown(thread: Thread, window: Window = FIRST) -> Conversation:
    thread.refresh_from_db()
    return conversation(thread, settings=DiscussionSettings.for_site(thread.site), now=NOON, window=window)


def test_pinning_a_second_comment_takes_the_pin_from_the_first(thread):
    first, second = numbered(thread, 2)

    mark_comment(comment=first, mark=Mark.PINNED)
    mark_comment(comment=second, mark=Mark.PINNED)

    assert shown(thread).marks.pinned.number == 2
    assert [row.pk for row in marked_rows(thread)] == [second.pk]


def test_a_comment_can_be_pinned_and_featured_and_lose_one_of_both(thread):
    (comment,) = numbered(thread, 1)
    mark_comment(comment=comment, mark=Mark.PINNED)
    mark_comment(comment=comment, mark=Mark.FEATURED)

    mark_comment(comment=comment, mark=Mark.PINNED, is_on=False)

    marks = shown(thread).marks
    assert (marks.pinned, marks.featured) == (None, 1)


def test_marking_twice_changes_nothing(thread):
    (comment,) = numbered(thread, 1)
    mark_comment(comment=comment, mark=Mark.FEATURED)
    version = Thread.objects.get(pk=thread.pk).version

    assert mark_comment(comment=comment, mark=Mark.FEATURED) is False
    assert Thread.objects.get(pk=thread.pk).version == version


def test_what_nobody_can_read_is_not_marked(thread):
    held = a_held_comment(thread)

    with pytest.raises(ParentNotFound):
        mark_comment(comment=held, mark=Mark.PINNED)


def test_a_choice_of_everything_is_refused(thread):
    comments = numbered(thread, MOST_FEATURED + 1)
    for comment in comments[:-1]:
        mark_comment(comment=comment, mark=Mark.FEATURED)

    with pytest.raises(TooManyFeatured):
        mark_comment(comment=comments[-1], mark=Mark.FEATURED)


@pytest.mark.parametrize("state", [State.HELD, State.REJECTED, State.SPAM, State.WITHDRAWN])
def test_marks_vanish_with_their_comment_and_come_back_with_it(thread, state):
    pinned, featured = numbered(thread, 2)
    mark_comment(comment=pinned, mark=Mark.PINNED)
    mark_comment(comment=featured, mark=Mark.FEATURED)

    for comment in (pinned, featured):
        set_aside_comment(comment=comment, state=state)

    assert (shown(thread).marks.pinned, shown(thread).marks.featured) == (None, 0)
    assert shown(thread, FEATURED).comments == ()
    for comment in (pinned, featured):
        publish_comment(comment=comment, now=NOON)
    assert (shown(thread).marks.pinned.number, shown(thread).marks.featured) == (1, 1)


def test_the_featured_stand_alone_and_replies_say_whom_they_answer(thread):
    root, other, *_ = numbered(thread, 3)
    reply = an_imported_comment(thread, "رد يستحق القراءة.", key="reply", parent_key="2", name="ليلى")
    for comment in (root, reply):
        mark_comment(comment=comment, mark=Mark.FEATURED)
    mark_comment(comment=other, mark=Mark.PINNED)

    found = shown(thread, FEATURED).comments

    assert [(view.number, view.replies, view.is_featured) for view in found] == [(1, (), True), (4, (), True)]
    assert found[1].answers.number == 2


def test_a_long_discussion_is_read_in_one_query_more_and_only_if_something_is_marked(
    thread, django_assert_num_queries, django_assert_max_num_queries
):
    comments = numbered(thread, 3)
    Thread.objects.filter(pk=thread.pk).update(last_number=500)
    settings = DiscussionSettings.for_site(thread.site)
    thread.refresh_from_db()
    with django_assert_max_num_queries(2) as unmarked:
        conversation(thread, settings=settings, now=NOON)
    mark_comment(comment=comments[2], mark=Mark.PINNED)
    thread.refresh_from_db()

    with django_assert_num_queries(len(unmarked) + 1):
        marks = conversation(thread, settings=settings, now=NOON).marks

    assert marks.pinned.number == 3


def test_marks_are_found_along_their_index(thread):
    rows = [
        Comment(thread=thread, number=number, state=State.PUBLISHED, text="رأي.", submitted_at=NOON, published_at=NOON)
        for number in range(1, 300)
    ]
    for marked in rows[::100]:
        marked.marks = Mark.FEATURED
    Comment.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            # Of so few rows PostgreSQL reads all, whatever index there is.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")

    plan = marked_rows(thread).explain()

    assert "comment_marked" in plan
