"""Comments that arrive at the same moment: taken together, and nobody can tell by what comes of hers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError
from wagtail.models import Page, Site

from hiwar.accounts.keys import ReaderKey
from hiwar.discussions.models import Comment, CommentContact, ListedWord, ListKind, State, TextBand, Thread
from hiwar.discussions.services import (
    Attempt,
    ParentNotFound,
    Posted,
    Reader,
    Submission,
    ThreadClosed,
    Topic,
    attempt_of,
    families,
    open_thread,
    post_comments,
    posting,
)
from hiwar.discussions.services.scribe import Scribe
from tests.integration.discussions.conftest import NOON

pytestmark = pytest.mark.django_db
CAMPAIGN = "متى تفتح المحطة الجديدة أبوابها؟ الموعد تأجّل ثلاث مرات ولم نسمع شيئًا من الإدارة."

Try = Callable[..., Attempt]


@pytest.fixture
def attempt(thread: Thread, rules: Any) -> Try:
    """Return what somebody tries to say: `attempt("نص", name="ليلى", key=key, to=other, reply_to=1)`."""
    rules.hold_first = False
    rules.save()

    def tried(text: str, *, key: ReaderKey | None = None, to: Thread | None = None, **fields: Any) -> Attempt:
        reader = Reader(key=key or ReaderKey.fresh(), net_token=fields.pop("net_token", ""), is_new=key is None)
        return attempt_of(thread=to or thread, submission=Submission(text=text, **fields), reader=reader, now=NOON)

    return tried


def comments(outcomes: list[Posted | Exception]) -> list[Comment]:
    """Return the comments that were posted; there may be no other outcome."""
    assert all(isinstance(one, Posted) for one in outcomes), outcomes
    return [one.comment for one in outcomes if isinstance(one, Posted)]


def kinds(outcomes: list[Posted | Exception]) -> list[str]:
    return [type(outcome).__name__ for outcome in outcomes]


def test_they_are_numbered_in_the_order_in_which_they_came(attempt, thread):
    found = comments(post_comments([attempt(f"تعليق {number}.") for number in range(1, 6)]))

    assert [comment.number for comment in found] == [1, 2, 3, 4, 5]
    thread.refresh_from_db()
    assert (thread.last_number, thread.comment_count, thread.version) == (5, 5, 1)
    stored = Comment.objects.order_by("number").values_list("text", "number", "state", "pk")
    assert list(stored) == [(one.text, one.number, State.PUBLISHED, one.pk) for one in found]


def test_each_has_what_it_would_have_had_alone(attempt, thread, site):
    other = open_thread(site=site, topic=Topic("article:2", "/x/", "x"), opened_at=NOON)
    ListedWord.objects.create(site=site, kind=ListKind.BANNED, text="ممنوعة")
    ListedWord.objects.create(site=site, kind=ListKind.SUSPECT, text="مشبوهة")
    said: list[tuple[str, dict[str, Any]]] = [
        (CAMPAIGN, {"name": "ليلى", "email": "layla@example.org"}),
        ("كلمة ممنوعة هنا.", {"name": "عمر"}),
        ("كلمة مشبوهة هنا.", {"name": "سلمى"}),
        ("شكرًا للمراسل.", {"to": other}),
        (CAMPAIGN.replace(".", "!"), {"name": "يوسف", "to": other}),
    ]
    columns = ("text", "name", "state", "number", "family", "harm", "priority", "kinds", "language", "screening")

    comments(post_comments([attempt(text, **fields) for text, fields in said]))
    together = list(Comment.objects.order_by("pk").values(*columns, "thread__subject", "contact__kept_since"))
    Comment.objects.all().delete()
    TextBand.objects.all().delete()
    Thread.objects.update(last_number=0, comment_count=0, version=0)
    for text, fields in said:
        comments(post_comments([attempt(text, **fields)]))

    alone = Comment.objects.order_by("pk").values(*columns, "thread__subject", "contact__kept_since")
    assert sorted(together, key=lambda one: one["text"]) == sorted(alone, key=lambda one: one["text"])
    assert {one["state"] for one in together} == {State.PUBLISHED, State.REJECTED, State.HELD}
    assert CommentContact.objects.count() == 1


def test_nearly_the_same_words_are_one_family(attempt):
    found = comments(post_comments([attempt(CAMPAIGN), attempt(CAMPAIGN.replace("؟", "!"), name="عمر")]))

    assert len({comment.family for comment in found}) == 1
    assert found[0].family


def test_answers_to_one_comment_have_their_places_below_it(attempt, thread):
    comments(post_comments([attempt("أول كلام."), attempt("ثاني كلام.")]))

    found = comments(post_comments([attempt(f"جواب {number}.", reply_to=1 + number % 2) for number in range(4)]))

    assert [(one.root.number, one.place) for one in found if one.root] == [(1, 1), (2, 1), (1, 2), (2, 2)]
    assert list(Comment.objects.filter(number__lte=2).values_list("answers", flat=True)) == [2, 2]
    # Whether it is shown below its root hangs on how many stand there.
    assert [one.root.answers for one in found if one.root] == [2, 2, 2, 2]


def test_the_same_words_are_taken_once(attempt):
    outcomes = post_comments([attempt("كلام واحد.", name="ليلى") for _ in range(3)])

    assert kinds(outcomes) == ["Posted", "DuplicateComment", "DuplicateComment"]
    assert Comment.objects.count() == 1


def test_the_same_words_of_others_that_wait_are_no_reason(attempt, rules):
    rules.hold_first = True
    rules.save()

    outcomes = post_comments([attempt("كلام واحد.", name="ليلى") for _ in range(2)])

    assert kinds(outcomes) == ["Posted", "Posted"]


def test_who_writes_twice_at_once_is_judged_by_what_she_wrote_first(attempt, rules):
    key = ReaderKey.fresh()

    outcomes = post_comments([attempt("كلام واحد.", key=key, name="ليلى"), attempt("كلام، واحد", key=key, name="ليلى")])

    rules_found = [finding.rule for finding in outcomes[1].verdict.findings] if isinstance(outcomes[1], Posted) else []
    assert rules_found == ["repeats_previous"]


def test_who_writes_twice_within_the_pause_is_refused_the_second(attempt, rules):
    rules.seconds_between = 30
    rules.save()
    key = ReaderKey.fresh()

    outcomes = post_comments([attempt("كلام أول.", key=key), attempt("كلام ثانٍ.", key=key), attempt("كلام غيرها.")])

    assert kinds(outcomes) == ["Posted", "PostedTooFast", "Posted"]


def test_a_refusal_is_told_to_whom_it_concerns(attempt, site):
    closed = open_thread(site=site, topic=Topic("article:2", "/x/", "x"), opened_at=NOON, mode="closed")

    outcomes = post_comments([attempt("أول كلام."), attempt("نص", to=closed), attempt("جواب", reply_to=77)])

    assert [type(one) for one in outcomes] == [Posted, ThreadClosed, ParentNotFound]
    assert Comment.objects.count() == 1


def test_one_that_cannot_be_stored_fails_alone(attempt, monkeypatch):
    kept = posting.COMMENT_ROW.insert_all

    def picky(rows: list[Comment]) -> None:
        if any("لغم" in row.text for row in rows):
            raise IntegrityError("no such row")
        kept(rows)

    monkeypatch.setattr(posting.COMMENT_ROW, "insert_all", picky)

    outcomes = post_comments([attempt("أول كلام."), attempt("لغم"), attempt("كلام آخر.")])

    assert kinds(outcomes) == ["Posted", "IntegrityError", "Posted"]
    assert [comment.number for comment in Comment.objects.order_by("pk")] == [1, 2]


def test_whoever_was_told_to_try_again_is_not_told_that_she_is_too_fast(attempt, rules, monkeypatch):
    rules.seconds_between = 30
    rules.save()
    keys = [ReaderKey.fresh() for _ in range(3)]

    def away(*_: object) -> None:
        raise OperationalError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(posting, "_store", away)
        failed = post_comments([attempt(f"كلام {place}.", key=key) for place, key in enumerate(keys)])
    again = post_comments([attempt(f"كلام {place}.", key=key) for place, key in enumerate(keys)])

    assert kinds(failed) == ["OperationalError"] * 3
    assert kinds(again) == ["Posted"] * 3


def test_where_judging_needs_rows_that_cannot_be_read_all_are_told_so(attempt, rules, monkeypatch):
    rules.seconds_between = 30
    rules.save()
    keys = [ReaderKey.fresh() for _ in range(2)]

    def away(*_: object) -> None:
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr(posting, "judge_together", away)
        failed = post_comments([attempt(f"كلام {place}.", key=key) for place, key in enumerate(keys)])
    again = post_comments([attempt(f"كلام {place}.", key=key) for place, key in enumerate(keys)])

    assert kinds(failed) == ["DatabaseError"] * 2
    assert kinds(again) == ["Posted"] * 2


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_a_database_that_goes_away_is_asked_once_for_the_commit_may_have_happened(attempt, monkeypatch, fault):
    asked: list[int] = []

    def away(admitted: list[object], _sketches: object) -> None:
        asked.append(len(admitted))
        raise fault("server closed the connection unexpectedly")

    monkeypatch.setattr(posting, "_store", away)

    outcomes = post_comments([attempt(f"كلام {number}.") for number in range(4)])

    assert kinds(outcomes) == [fault.__name__] * 4
    assert asked == [4]


def test_sixteen_comments_cost_hardly_more_statements_than_one(attempt, following, django_assert_num_queries):
    post_comments([attempt("أول كلام في الصباح.")])

    # What stands there already is asked for each; bands, their rows and all comments are one statement each.
    with django_assert_num_queries(16 + 6):
        found = post_comments([attempt(f"{CAMPAIGN} وهذا سؤالي رقم {number}.") for number in range(16)])

    assert [comment.number for comment in comments(found)] == list(range(2, 18))


def test_all_are_kept_when_their_bands_cannot_be(attempt, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise DatabaseError("disk is full")

    monkeypatch.setattr(families, "_keep", full)

    found = comments(post_comments([attempt(CAMPAIGN), attempt(f"{CAMPAIGN} وأيضًا؟")]))

    assert [comment.family for comment in found] == ["", ""]


@pytest.mark.parametrize(("has_scribe", "lots"), [(True, [3]), (False, [2, 1])])
def test_where_others_write_too_a_transaction_holds_one_discussion(
    attempt, thread, site, monkeypatch, has_scribe, lots
):
    other = open_thread(site=site, topic=Topic("article:2", "/x/", "x"), opened_at=NOON)
    stored, kept = posting._store, []

    def counted(admitted: list[Any], sketches: Any) -> list[Comment]:
        kept.append(len(admitted))
        return stored(admitted, sketches)

    monkeypatch.setattr(posting, "_store", counted)
    monkeypatch.setattr(Scribe, "is_at_work", has_scribe)

    found = comments(post_comments([attempt("أول كلام."), attempt("كلام هناك.", to=other), attempt("كلام آخر.")]))

    assert kept == lots
    assert [(one.thread_id, one.number) for one in found] == [(thread.pk, 1), (other.pk, 1), (thread.pk, 2)]


def test_comments_of_two_sites_are_taken_together_and_kept_apart(attempt, thread):
    elsewhere = Site.objects.create(hostname="other.example", root_page=Page.objects.get(depth=1))
    foreign = open_thread(site=elsewhere, topic=Topic("article:1", "/x/", "x"), opened_at=NOON)

    found = comments(post_comments([attempt(CAMPAIGN), attempt(CAMPAIGN, to=foreign), attempt("شكرًا.")]))

    assert [(one.thread_id, one.number) for one in found if one.number] == [(thread.pk, 1), (thread.pk, 2)]
    assert set(TextBand.objects.values_list("site", flat=True)) == {thread.site_id, elsewhere.pk}


def test_nobody_at_once_is_no_crowd():
    assert post_comments([]) == []
