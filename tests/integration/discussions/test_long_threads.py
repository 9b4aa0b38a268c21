"""A discussion of more comments than a page holds: windows by keyset, folded replies, and every link leading home."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from urllib.parse import parse_qsl

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hiwar.discussions.models import Comment, DiscussionSettings, State, Thread
from hiwar.discussions.queries import CommentView, Conversation, address_of, conversation
from hiwar.discussions.services import publish_comment, set_aside_comment
from hiwar.discussions.windows import FIRST, FOLDED_TO, ON_A_PAGE, UNFOLDED, Window, window_from
from tests.factories.discussions import a_thread, an_imported_comment
from tests.factories.newsroom import NOON

pytestmark = pytest.mark.django_db
LONG = 260


def grown(thread: Thread, *, roots: int, replies: dict[int, int] | None = None) -> None:
    """Write comments as they would stand after years: roots 1, 2, 3 … and then replies to some of them."""
    made = [a_row(thread, number) for number in range(1, roots + 1)]
    Comment.objects.bulk_create(made)
    by_number = {row.number: row for row in Comment.objects.filter(thread=thread)}
    number, below = roots, []
    for root, count in (replies or {}).items():
        for place in range(1, count + 1):
            number += 1
            below.append(a_row(thread, number, parent=by_number[root], root=by_number[root], place=place))
        Comment.objects.filter(pk=by_number[root].pk).update(answers=count)
    Comment.objects.bulk_create(below)
    Thread.objects.filter(pk=thread.pk).update(last_number=number, comment_count=number)
    thread.refresh_from_db()


def a_row(thread: Thread, number: int, **more: object) -> Comment:
    """Return a published comment that has not been saved."""
    at = NOON + timedelta(minutes=number)
    said = {"text": f"رأي رقم {number}.", "name": "ليلى", "submitted_at": at, "published_at": at}
    return Comment(thread=thread, number=number, state=State.PUBLISHED, **said, **more)


def shown(thread: Thread, window: Window = FIRST) -> Conversation:
    """Return a part of the thread."""
    return conversation(thread, settings=DiscussionSettings.for_site(thread.site), now=NOON, window=window)


def every(views: tuple[CommentView, ...]) -> Iterator[CommentView]:
    """Yield the comments of a page from top to bottom."""
    for view in views:
        yield view
        yield from every(view.replies)


def turned(thread: Thread, window: Window = FIRST) -> Iterator[Conversation]:
    """Yield page after page from a window on."""
    while True:
        page = shown(thread, window)
        yield page
        if not page.more:
            return
        window = window_from(dict(parse_qsl(page.more)))


@pytest.fixture
def thread() -> Thread:
    """A discussion of 260 roots; the third has 40 replies, the fifth four."""
    found = a_thread()
    grown(found, roots=LONG, replies={3: 40, 5: 4})
    return found


def test_a_short_discussion_is_whole() -> None:
    short = a_thread()
    grown(short, roots=60, replies={1: 40})

    page = shown(short)

    assert page.is_whole
    assert page.more == ""
    assert len(list(every(page.comments))) == 100
    assert page.comments[0].folded == 0


def test_a_page_of_a_long_one_is_bounded(thread: Thread) -> None:
    for page in turned(thread):
        assert len(list(every(page.comments))) <= ON_A_PAGE + FOLDED_TO


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("", list(range(1, LONG + 1))),
        ("newest", list(range(LONG, 0, -1))),
        ("answered", [3, 5]),
    ],
)
def test_turning_the_pages_shows_every_root_once_in_order(thread: Thread, order: str, expected: list[int]) -> None:
    pages = turned(thread, window_from({"order": order} if order else {}))

    assert [view.number for page in pages for view in page.comments] == expected


def test_most_answered_turns_its_pages_too() -> None:
    thread = a_thread()
    grown(thread, roots=150, replies={number: 1 + number % 3 for number in range(1, 151)})

    found = [view.number for page in turned(thread, window_from({"order": "answered"})) for view in page.comments]

    assert found == sorted(range(1, 151), key=lambda number: (-(1 + number % 3), number))


def test_many_replies_are_folded_and_few_are_not(thread: Thread) -> None:
    _, _, many, _, few, *_ = shown(thread).comments

    assert [reply.number for reply in many.replies] == [261, 262, 263]
    assert many.folded == 37
    assert many.rest == f"after={FOLDED_TO}&branch=3"
    assert len(few.replies) == 4 <= UNFOLDED
    assert few.folded == 0


def test_folded_replies_are_shown_on_their_own_page(thread: Thread) -> None:
    rest = shown(thread, Window(branch=3, after=FOLDED_TO))

    (root,) = rest.comments
    assert root.number == 3
    assert [reply.number for reply in root.replies] == list(range(264, 301))


def test_a_long_branch_turns_its_pages() -> None:
    thread = a_thread()
    grown(thread, roots=1, replies={1: 250})

    found = [reply.number for page in turned(thread, Window(branch=1)) for reply in page.comments[0].replies]

    assert found == list(range(2, 252))


@pytest.mark.parametrize("number", [1, 3, 100, 101, 260, 261, 263, 264, 300, 301, 304])
def test_a_link_to_any_comment_leads_to_the_page_it_stands_on(thread: Thread, number: int) -> None:
    comment = Comment.objects.select_related("thread", "root").get(thread=thread, number=number)

    path, _, mark = address_of(comment).partition("#")
    where, _, query = path.partition("?")

    assert mark == f"c{number}"
    assert where == (f"/talk/{thread.public_id}/" if query else thread.url)
    assert number in {view.number for view in every(shown(thread, window_from(dict(parse_qsl(query)))).comments)}


def test_a_link_still_leads_home_when_comments_before_it_are_gone(thread: Thread) -> None:
    comment = Comment.objects.select_related("thread", "root").get(thread=thread, number=200)
    address = address_of(comment)
    for number in range(150, 200):
        set_aside_comment(comment=Comment.objects.get(thread=thread, number=number), state=State.REJECTED)

    query = address.partition("?")[2].partition("#")[0]

    assert shown(thread, window_from(dict(parse_qsl(query)))).comments[0].number == 200


def test_what_is_gone_keeps_its_place_only_where_something_stands_below_it(thread: Thread) -> None:
    for number in (2, 3):
        set_aside_comment(comment=Comment.objects.get(thread=thread, number=number), state=State.REJECTED)
    thread.refresh_from_db()

    first, third, *_ = shown(thread).comments

    assert (first.number, third.number, third.gone, third.folded) == (1, 3, True, 37)
    assert third.text.shown == ""


def test_a_reply_that_is_gone_is_neither_shown_nor_counted_as_folded(thread: Thread) -> None:
    set_aside_comment(comment=Comment.objects.get(thread=thread, number=262), state=State.REJECTED)

    many = shown(thread).comments[2]

    assert [reply.number for reply in many.replies] == [261, 263]
    assert len(many.replies) + many.folded == 39


def test_few_replies_that_stand_behind_many_that_are_gone_have_a_link() -> None:
    thread = a_thread()
    grown(thread, roots=LONG, replies={7: UNFOLDED + 2})
    for place in range(1, UNFOLDED):
        set_aside_comment(comment=Comment.objects.get(thread=thread, place=place), state=State.REJECTED)

    root = next(view for view in shown(thread).comments if view.number == 7)
    behind = shown(thread, window_from(dict(parse_qsl(root.rest))))

    read = [view.number for view in every(root.replies) if not view.gone]
    assert (len(read), root.folded) == (1, 2)
    assert [view.number for view in every(behind.comments) if not view.gone][1:] == [LONG + 6, LONG + 7]


def test_a_reply_whose_parent_is_on_another_page_says_whom_it_answers(thread: Thread) -> None:
    parent = Comment.objects.get(thread=thread, number=261)
    Comment.objects.filter(thread=thread, number=264).update(parent=parent)

    (root,) = shown(thread, Window(branch=3, after=FOLDED_TO)).comments

    answers = root.replies[0].answers
    assert answers is not None
    assert (answers.number, answers.name) == (261, "ليلى")


def test_the_name_of_one_who_is_gone_is_not_said(thread: Thread) -> None:
    parent = Comment.objects.get(thread=thread, number=261)
    Comment.objects.filter(thread=thread, number=264).update(parent=parent)
    set_aside_comment(comment=parent, state=State.REJECTED)

    (root,) = shown(thread, Window(branch=3, after=FOLDED_TO)).comments

    assert root.replies[0].answers is not None
    assert root.replies[0].answers.name == ""


@pytest.mark.parametrize("query", ["", "after=100", "order=newest", "order=answered", "branch=3"])
def test_a_page_costs_at_most_two_queries_however_long_the_discussion_is(thread: Thread, query: str) -> None:
    settings = DiscussionSettings.for_site(thread.site)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        conversation(thread, settings=settings, now=NOON, window=window_from(dict(parse_qsl(query))))

    assert 1 <= len(asked) <= 2


@pytest.mark.parametrize(
    "query",
    ["after=200", "order=newest&after=2000", "order=answered", "order=answered&after=4-90", "branch=3&after=5"],
)
def test_no_query_of_a_page_reads_the_whole_thread(query: str) -> None:
    thread = a_thread()
    grown(thread, roots=3000, replies={3: 400} | dict.fromkeys(range(10, 510), 4))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE discussions_comment" if connection.vendor == "postgresql" else "ANALYZE")
    with CaptureQueriesContext(connection) as asked:
        shown(thread, window_from(dict(parse_qsl(query))))

    plans = [plan_of(found["sql"]) for found in asked if 'FROM "discussions_comment"' in found["sql"]]

    assert plans
    assert all("comment_roots" in plan or "comment_replies" in plan for plan in plans), plans


def plan_of(statement: str) -> str:
    """Return how the database means to answer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Of three thousand rows PostgreSQL would rather read all; of a million it would not.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {statement}")
            return " ".join(row[0] for row in cursor.fetchall())
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        return " ".join(row[3] for row in cursor.fetchall())


def test_publishing_counts_and_places_replies_at_any_depth() -> None:
    thread = a_thread()
    root = an_imported_comment(thread, key="1")
    an_imported_comment(thread, "الأول.", key="2", parent_key="1")
    an_imported_comment(thread, "الثاني.", key="3", parent_key="2")
    an_imported_comment(thread, "ليس رداً.", key="4")

    placed = list(Comment.objects.order_by("number").values_list("root", "place", "answers"))

    assert placed == [(None, None, 2), (root.pk, 1, 0), (root.pk, 2, 0), (None, None, 0)]


def test_a_reply_that_goes_and_comes_back_keeps_its_place() -> None:
    thread = a_thread()
    an_imported_comment(thread, key="1")
    first = an_imported_comment(thread, "الأول.", key="2", parent_key="1")
    an_imported_comment(thread, "الثاني.", key="3", parent_key="1")

    set_aside_comment(comment=first, state=State.HELD)
    assert Comment.objects.get(number=1).answers == 1
    publish_comment(comment=first, now=NOON)

    assert Comment.objects.get(number=1).answers == 2
    assert list(Comment.objects.filter(place__isnull=False).order_by("place").values_list("number")) == [(2,), (3,)]


def test_the_migration_gives_earlier_comments_the_places_they_would_have_been_given() -> None:
    thread = a_thread()
    an_imported_comment(thread, key="1")
    for key, parent in (("2", "1"), ("3", "2"), ("4", "1"), ("5", "4")):
        an_imported_comment(thread, f"رد {key}.", key=key, parent_key=parent)
    set_aside_comment(comment=Comment.objects.get(number=4), state=State.REJECTED)
    given = list(Comment.objects.order_by("number").values_list("root", "place", "answers"))
    Comment.objects.update(root=None, place=None, answers=0)
    migration = import_module("hiwar.discussions.migrations.0006_places_of_earlier_comments")

    for _ in range(2):
        migration.give_places(apps, type("Editor", (), {"connection": connection}))

    assert list(Comment.objects.order_by("number").values_list("root", "place", "answers")) == given
