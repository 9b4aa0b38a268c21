"""Where many read, what waits is moderated first; and what waited before the desk could sort is sorted too."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from hiwar.discussions.models import Comment, State, Thread
from hiwar.discussions.services import Topic, open_thread, publish_comment
from hiwar.discussions.services import exposure as service
from hiwar.discussions.services.backfill import triage_earlier
from hiwar.discussions.services.exposure import Activity, exposure_of, refresh_exposure
from tests.integration.discussions.conftest import NOON

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=2)


@pytest.fixture
def waiting(write) -> Comment:
    return write("الرصيف عالٍ على كبار السن.").comment


def exposure(thread: Thread) -> int:
    return Thread.objects.values_list("exposure", flat=True).get(pk=thread.pk)


def test_each_step_takes_twice_as_many_readers():
    steps = [exposure_of(views=views, activity=Activity()) for views in (0, 10, 30, 70, 150, 310, 10**9)]

    assert steps == [1, 2, 3, 4, 5, 6, 16]


def test_an_article_that_is_read_moves_its_comments_ahead(thread, waiting):
    changed = refresh_exposure(views={"article:1": 700.0}, now=NOON)

    waiting.refresh_from_db()
    assert changed == 1
    assert exposure(thread) == 7
    assert waiting.priority == waiting.harm * 7


def test_comments_that_can_be_read_and_their_answers_count(thread, write, rules):
    rules.hold_first = False
    rules.save()
    write("أول تعليق.")
    write("جواب أول.", reply_to=1)
    write("جواب ثانٍ.", reply_to=1)

    refresh_exposure(views={}, now=NOON + timedelta(minutes=5))

    assert exposure(thread) == exposure_of(views=0, activity=Activity(comments=3, answers=2)) == 5


def test_what_waits_does_not_move_its_own_discussion_ahead(thread, write):
    for number in range(30):
        write(f"رسالة رقم {number} من سيل واحد")

    refresh_exposure(views={}, now=NOON)

    assert exposure(thread) == 1


def test_a_discussion_that_nobody_reads_any_more_falls_back(thread, waiting):
    refresh_exposure(views={"article:1": 700.0}, now=NOON)

    refresh_exposure(views={}, now=NOON + LATER)

    waiting.refresh_from_db()
    assert exposure(thread) == 1
    assert waiting.priority == waiting.harm


def test_doing_it_again_changes_nothing(thread, waiting):
    refresh_exposure(views={"article:1": 700.0}, now=NOON)

    with CaptureQueriesContext(connection) as asked:
        changed = refresh_exposure(views={"article:1": 702.0}, now=NOON)

    assert changed == 0
    assert not [query for query in asked if query["sql"].startswith("UPDATE")]


def test_other_discussions_and_decided_comments_stay_as_they_are(site, thread, waiting, write):
    other = open_thread(site=site, topic=Topic("article:2", "/2/", "سوق"), opened_at=NOON)
    decided = write("تعليق نُشر.").comment
    publish_comment(comment=decided, now=NOON - LATER)
    before = Comment.objects.get(pk=decided.pk).priority

    refresh_exposure(views={"article:1": 700.0, "article:99": 5.0}, now=NOON + LATER)

    assert exposure(other) == 1
    assert Comment.objects.get(pk=decided.pk).priority == before


def test_readers_pages_do_not_grow_old_by_it(thread, waiting):
    noted = count_of_notes()
    version = Thread.objects.get(pk=thread.pk).version

    refresh_exposure(views={"article:1": 700.0}, now=NOON)

    assert Thread.objects.get(pk=thread.pk).version == version
    assert count_of_notes() == noted


def count_of_notes() -> int:
    from hiwar.delivery.models import Change

    return Change.objects.filter(key__startswith="thread:").count()


def test_a_long_queue_is_moved_in_parts(thread, write, monkeypatch):
    monkeypatch.setattr(service, "REORDERED_AT_ONCE", 3)
    for number in range(8):
        write(f"رسالة رقم {number} عن الرصيف")

    refresh_exposure(views={"article:1": 700.0}, now=NOON)

    assert all(row.priority == row.harm * 7 for row in Comment.objects.all())


def test_two_sites_with_many_subjects_are_asked_in_parts(site, thread, monkeypatch):
    monkeypatch.setattr(service, "SUBJECTS_AT_ONCE", 2)
    Site.objects.create(hostname="other.example", root_page=site.root_page)
    views = {f"article:{number}": 700.0 for number in range(1, 8)}

    assert refresh_exposure(views=views, now=NOON) == 1


def earlier(comment: Comment) -> Comment:
    """Return the comment as it stood before the desk's columns were there."""
    Comment.objects.filter(pk=comment.pk).update(harm=0, kinds=0, priority=0, language="", family="")
    return comment


def test_what_waited_before_is_sorted_by_what_was_written_down(thread, write):
    now_sorted = write("يا حمار، اقرأ العقد قبل أن تكتب للناس شيئًا.").comment
    record = now_sorted.screening
    Thread.objects.filter(pk=thread.pk).update(exposure=3)
    earlier(now_sorted)

    done = triage_earlier(today=NOON.date())

    found = Comment.objects.get(pk=now_sorted.pk)
    assert done == 1
    # Scores are written down to three places.
    assert abs(found.harm - now_sorted.harm) <= 1
    assert (found.kinds, found.language) == (now_sorted.kinds, "ar")
    assert found.family == now_sorted.family != ""
    assert found.priority == 3 * found.harm
    assert found.screening == record


def test_sorting_earlier_ones_again_finds_nothing(write):
    for number in range(5):
        earlier(write(f"رسالة رقم {number} عن الرصيف").comment)

    assert triage_earlier(today=NOON.date(), at_once=2) == 5
    assert triage_earlier(today=NOON.date(), at_once=2) == 0


def test_decided_ones_are_left_as_they_are(write):
    published = publish_comment(comment=earlier(write("تعليق قديم.").comment), now=NOON)

    assert triage_earlier(today=NOON.date()) == 0
    assert Comment.objects.get(pk=published.pk).language == ""


@pytest.mark.parametrize("record", [{}, {"findings": [{"rule": "gone"}], "outcome": "hold", "version": "1"}])
def test_a_record_nobody_can_read_means_that_somebody_must_look(waiting, record):
    earlier(waiting)
    Comment.objects.filter(pk=waiting.pk).update(screening=record)

    triage_earlier(today=NOON.date())

    found = Comment.objects.get(pk=waiting.pk)
    assert (found.state, found.language) == (State.HELD, "ar")
    assert found.harm >= 150
    assert found.screening == record
