"""A full queue on demand: made-up comments in families, honest ones among them, and never in a real newsroom."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from hiwar.discussions.models import Comment, State, TextBand, Thread
from hiwar.moderation.seed_texts import HONEST, TABLES, core, honest
from hiwar.screening.sketch import RELATED, nearness, sketch_of
from tests.factories.discussions import a_thread, an_imported_comment
from tests.factories.newsroom import NOON

pytestmark = pytest.mark.django_db


def seed(**options: int | bool) -> str:
    said = StringIO()
    call_command("seed_held", stdout=said, **{"yes": True, "count": 500, **options})
    return said.getvalue()


@pytest.fixture
def threads(site) -> list[Thread]:
    found = []
    for number in range(1, 5):
        thread = a_thread(site=site, subject=f"article:{number}")
        Thread.objects.filter(pk=thread.pk).update(section=f"section:{number % 2}", exposure=number)
        found.append(thread)
    return found


def test_a_real_newsroom_is_left_alone(threads):
    with pytest.raises(CommandError) as refusal:
        call_command("seed_held", count=500)

    assert refusal.value.returncode == 2
    assert not Comment.objects.exists()


def test_without_a_discussion_there_is_nowhere_to_wait(site):
    with pytest.raises(CommandError) as refusal:
        seed()

    assert refusal.value.returncode == 2


def test_five_hundred_wait_in_forty_families_with_twenty_honest_ones(threads):
    seed(families=40, honest=20)

    families = dict(Comment.objects.values_list("family").annotate(times=Count("pk")))
    alone = Comment.objects.filter(text__in=[honest(number) for number in range(20)])
    assert Comment.objects.held().count() == 500
    assert alone.count() == 20
    assert len({comment.author_link for comment in alone}) == 20
    assert len(set(families) - {comment.family for comment in alone}) == 40
    assert max(families.values()) > 3 * min(families.values())


def test_the_comments_of_a_family_are_nearly_the_same_text(threads):
    seed()

    for comment in Comment.objects.order_by("?")[:30]:
        assert nearness(sketch_of(comment.text).name, comment.family) >= RELATED
    assert TextBand.objects.filter(family=Comment.objects.first().family).exists()


def test_each_has_what_the_desk_sorts_by(threads):
    seed()

    rows = Comment.objects.select_related("thread")
    assert all(row.priority == row.harm * row.thread.exposure > 0 for row in rows)
    assert all(row.language and row.author_link and row.owner_tag for row in rows)
    assert {row.language for row in rows} == {"ar", "ar-Latn"}
    assert len({row.kinds for row in rows}) > 4
    assert {row.thread.section for row in rows} == {"section:0", "section:1"}


def test_what_was_found_still_stands_where_it_was_found(threads):
    seed()

    spans = 0
    for comment in Comment.objects.all():
        for finding in comment.screening["findings"]:
            for start, end in finding["spans"]:
                spans += 1
                assert comment.text[start:end].strip()
                assert end <= len(comment.text)
    assert spans > 200


def test_they_arrive_within_the_last_day_in_the_order_of_the_queue(threads):
    seed()

    times = list(Comment.objects.order_by("pk").values_list("submitted_at", flat=True))
    assert times == sorted(times)
    assert 23 * 3600 < (times[-1] - times[0]).total_seconds() <= 24 * 3600
    assert {time.second for time in times} == {0}


def test_a_second_run_adds_only_what_lacks(threads):
    seed()
    kept = set(Comment.objects.values_list("public_id", flat=True))
    Comment.objects.filter(pk__in=Comment.objects.order_by("?").values_list("pk")[:7]).delete()

    said = seed()

    assert "7" in said
    assert set(Comment.objects.values_list("public_id", flat=True)) == kept


def test_another_number_makes_other_comments(threads):
    seed(count=50)

    seed(count=50, seed=2)

    assert Comment.objects.count() == 100


def test_some_of_them_answer_what_can_be_read(threads):
    published = an_imported_comment(threads[0], number=1, submitted_at=NOON)

    seed()

    answering = Comment.objects.filter(parent=published)
    assert 0 < answering.count() < 100
    assert not answering.exclude(thread=threads[0]).exists()


def test_without_families_hundreds_of_sentences_take_turns(threads):
    seed(families=0, honest=0)

    assert Comment.objects.values("family").distinct().count() > 60
    assert Comment.objects.held().count() == 500


def test_readers_see_none_of_it(threads):
    before = list(Thread.objects.values_list("version", "comment_count", "last_number"))

    seed()

    assert list(Thread.objects.values_list("version", "comment_count", "last_number")) == before
    assert not Comment.objects.exclude(state=State.HELD).exists()


def test_the_tables_hold_enough_for_any_queue():
    assert len({core(number)[0] for number in range(600)}) == 600
    assert {core(number)[1] for number in range(len(TABLES))} == set(TABLES)
    assert len({honest(number) for number in range(4 * len(HONEST))}) == 4 * len(HONEST)
