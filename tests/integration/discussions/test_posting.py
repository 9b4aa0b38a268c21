"""What happens when a reader comments: `post_comment` and the rules WordPress taught readers to expect."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.models import User
from hiwar.discussions.models import Comment, CommentContact, ListedWord, ListKind, Mode, State
from hiwar.discussions.services import (
    DuplicateComment,
    ParentNotFound,
    PostedTooFast,
    ThreadClosed,
    publish_comment,
    withdraw_comment,
)
from hiwar.discussions.services.sweeping import sweep
from tests.integration.discussions.conftest import NOON

pytestmark = pytest.mark.django_db


def rules_of(comment: Comment) -> set[str]:
    return {finding["rule"] for finding in comment.screening["findings"]}


def test_the_first_comment_of_an_unknown_author_waits(write):
    posted = write("الرصيف عالٍ على كبار السن.", name="ليلى")

    assert posted.comment.state == State.HELD
    assert rules_of(posted.comment) == {"first_comment"}


def test_a_site_may_publish_first_comments_at_once(write, rules):
    rules.hold_first = False
    rules.save()

    posted = write("الرصيف عالٍ على كبار السن.")

    assert posted.is_published
    assert posted.comment.number == 1


def test_only_minutes_are_kept_of_the_time(write):
    comment = write("نص").comment

    assert comment.submitted_at == NOON.replace(second=0)


def test_nothing_a_comment_keeps_says_who_wrote_it(write):
    key = ReaderKey.fresh()

    one, two = write("أول", key=key).comment, write("ثانٍ", key=key).comment

    assert one.owner_tag != two.owner_tag
    kept = " ".join(str(value) for value in Comment.objects.values_list())
    assert key.to_cookie() not in kept
    assert key.secret.hex() not in kept


def test_an_address_left_for_the_newsroom_is_kept_sealed(write):
    write("نص", email="layla@example.org")

    kept = bytes(CommentContact.objects.get().sealed_email)
    assert b"layla" not in kept
    assert b"example" not in kept


def test_a_closed_thread_takes_no_comment(write, thread):
    type(thread).objects.update(mode=Mode.CLOSED)
    thread.refresh_from_db()

    with pytest.raises(ThreadClosed):
        write("نص")

    assert not Comment.objects.exists()


def test_a_thread_closes_by_itself_after_the_days_the_site_sets(write, rules):
    rules.close_after_days = 14
    rules.save()

    write("قبل الموعد", now=NOON + timedelta(days=13))
    with pytest.raises(ThreadClosed):
        write("بعد الموعد", now=NOON + timedelta(days=14))


def test_the_same_published_words_are_refused(write, rules):
    rules.hold_first = False
    rules.save()
    write("شكراً لكم")

    with pytest.raises(DuplicateComment):
        write("شكراً لكم")


def test_ones_own_waiting_words_are_refused_too(write):
    key = ReaderKey.fresh()
    write("شكراً لكم", key=key)

    with pytest.raises(DuplicateComment):
        write("شكراً لكم", key=key)


def test_another_readers_waiting_words_are_no_reason_to_refuse(write):
    """A refusal would tell a stranger that the comment exists (threats, row Z7)."""
    write("شكراً لكم")

    posted = write("شكراً لكم")

    assert posted.comment.state == State.HELD


def test_one_browser_must_pause_between_comments(write, rules):
    rules.seconds_between = 15
    rules.save()
    key = ReaderKey.fresh()
    write("أول", key=key)

    with pytest.raises(PostedTooFast) as refusal:
        write("ثانٍ", key=key)

    assert refusal.value.seconds == 15
    assert Comment.objects.count() == 1


def test_many_readers_behind_one_address_lose_nothing(write, rules):
    """Whole towns share an address: beyond the limit comments wait, none is refused (threats, row D1)."""
    rules.hold_first = False
    rules.network_per_minute = 5
    rules.save()

    posted = [write(f"تعليق القارئ {number}", net_token="one-town") for number in range(40)]

    assert sum(item.is_published for item in posted) == 5
    assert Comment.objects.count() == 40
    assert rules_of(posted[-1].comment) == {"over_limit"}


def test_a_limiter_that_cannot_count_makes_comments_wait(write, rules, monkeypatch):
    rules.hold_first = False
    rules.save()
    monkeypatch.setattr("hiwar.discussions.services.judging.PACE.allows", lambda **_: None)

    posted = write("نص", net_token="any")

    assert posted.comment.state == State.HELD


def test_a_comment_from_nobody_knows_where_always_waits(write, rules):
    rules.hold_first = False
    rules.save()

    posted = write("نص", keyless=True)

    assert posted.comment.state == State.HELD
    assert posted.comment.author_link == ""


def test_links_from_the_sites_limit_on_make_a_comment_wait(write, rules):
    rules.hold_first = False
    rules.max_links = 2
    rules.save()

    one = write("المصدر https://example.org/a")
    two = write("المصدران https://example.org/a و https://example.org/b")

    assert one.is_published
    assert rules_of(two.comment) == {"too_many_links"}


@pytest.mark.parametrize("field", ["text", "name", "email"])
def test_a_listed_word_in_any_field_makes_a_comment_wait(write, rules, site, field):
    rules.hold_first = False
    rules.save()
    ListedWord.objects.create(site=site, text="زقزوق", reason="كلمة التجربة")
    fields = {"text": "نص", "name": "ليلى", "email": "layla@example.org"}
    listed = {"text": "هذا زقـزوق والله", "name": "أبو الزقزوق", "email": "زقزوق@example.org"}

    fields[field] = listed[field]
    posted = write(**fields)

    assert posted.comment.state == State.HELD
    assert rules_of(posted.comment) == {"suspect_word"}


def test_a_banned_word_rejects_and_keeps_the_text_for_the_desk(write, site):
    ListedWord.objects.create(site=site, kind=ListKind.BANNED, text="زقزوق")

    posted = write("زقزوق")

    assert posted.comment.state == State.REJECTED
    assert Comment.objects.get().text == "زقزوق"


def test_the_newsrooms_own_names_are_not_for_guests(write, rules):
    rules.hold_first = False
    rules.save()
    User.objects.create(username="salma", display_name="سلمى درويش")

    posted = write("نص", name="سلمى درويش ✔")

    assert rules_of(posted.comment) == {"reserved_name"}


def test_trust_is_earned_by_one_approval_of_the_same_key_and_name(write, site):
    from hiwar.accounts.trust import note_approval

    key = ReaderKey.fresh()
    first = write("أول", key=key, name="ليلى")
    note_approval(site_id=site.pk, tag=first.comment.trust_tag, today=NOON.date())

    same = write("ثانٍ", key=key, name="ليلى")
    other_name = write("ثالث", key=key, name="عمر")
    other_key = write("رابع", name="ليلى")

    assert same.is_published
    assert other_name.comment.state == State.HELD
    assert other_key.comment.state == State.HELD


def test_a_reply_needs_a_comment_that_can_be_read(write):
    waiting = write("أول").comment

    with pytest.raises(ParentNotFound):
        write("رد", reply_to=1)
    publish_comment(comment=waiting, now=NOON)

    assert write("رد", reply_to=1).comment.parent_id == waiting.pk


def test_numbers_follow_publication_and_stay(write, thread):
    first, second = write("أول").comment, write("ثانٍ").comment

    publish_comment(comment=second, now=NOON)
    publish_comment(comment=first, now=NOON)
    publish_comment(comment=first, now=NOON)

    assert list(Comment.objects.order_by("number").values_list("text", flat=True)) == ["ثانٍ", "أول"]
    thread.refresh_from_db()
    assert (thread.comment_count, thread.last_number) == (2, 2)


def test_the_threads_version_moves_only_when_readers_can_see_it(write, thread):
    waiting = write("نص").comment
    thread.refresh_from_db()
    before = thread.version

    publish_comment(comment=waiting, now=NOON)
    publish_comment(comment=waiting, now=NOON)

    thread.refresh_from_db()
    assert (before, thread.version) == (0, 1)


def test_a_withdrawn_comment_leaves_no_words_behind(write):
    comment = write("سرّ", name="ليلى").comment

    withdraw_comment(comment=comment)

    comment.refresh_from_db()
    assert (comment.state, comment.text, comment.name, comment.owner_tag) == (State.WITHDRAWN, "", "", "")


def test_what_is_due_is_forgotten_and_nothing_else(write):
    old, new = write("قديم", email="a@example.org").comment, write("جديد").comment
    Comment.objects.filter(pk=old.pk).update(submitted_at=NOON - timedelta(days=100), state=State.REJECTED)
    CommentContact.objects.update(kept_since=(NOON - timedelta(days=200)).date())

    done = sweep(now=NOON)

    assert done["deleted"] == 1
    assert list(Comment.objects.values_list("pk", flat=True)) == [new.pk]
    assert Comment.objects.get().author_link != ""
    assert not CommentContact.objects.exists()
    assert not any(sweep(now=NOON).values())


def test_links_between_comments_of_one_author_end_after_thirty_days(write):
    comment = write("نص").comment

    sweep(now=NOON + timedelta(days=31))

    comment.refresh_from_db()
    assert (comment.author_link, comment.trust_tag) == ("", "")
    assert comment.owner_tag != ""


def test_who_was_turned_away_by_our_fault_may_try_again_at_once(write, rules, monkeypatch):
    rules.seconds_between = 15
    rules.save()
    key = ReaderKey.fresh()

    def full(*_: object, **__: object) -> None:
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr("hiwar.discussions.services.posting._store", full)
        with pytest.raises(DatabaseError):
            write("نصّ لم يُحفظ", key=key)

    assert write("نصّ لم يُحفظ", key=key).comment.state == State.HELD
