"""The rules of a house are read once, and again after any change; who cannot know of changes reads each time."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.test import RequestFactory
from django.utils import timezone

from hiwar.accounts.prepared import Prepared, PreparedForMany
from hiwar.discussions.models import Comment, ListedWord, ListKind, State, Thread
from hiwar.discussions.queries import (
    RULES,
    comment_counts,
    comments_saying,
    house_rules,
    site_asked,
    texts_by,
    thread_by_public_id,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def following() -> Iterator[None]:
    """A server that hears of changes."""
    RULES.clear()
    RULES.follow(time.time)
    yield
    RULES.follow(lambda: 0.0)
    RULES.clear()


def test_rules_cost_nothing_once_they_are_known(site, rules, following, django_assert_num_queries):
    house_rules(site)

    with django_assert_num_queries(0):
        known = house_rules(site)

    assert known.settings.seconds_between == 0


def test_cleared_rules_are_read_anew(site, rules, following):
    assert not house_rules(site).words[ListKind.BANNED]
    ListedWord.objects.create(site=site, kind=ListKind.BANNED, text="ممنوعة")

    RULES.clear()

    assert house_rules(site).words[ListKind.BANNED]


def test_where_nobody_hears_of_changes_a_word_works_at_once(write, site, rules):
    write("نص عن المحطة.")
    ListedWord.objects.create(site=site, kind=ListKind.BANNED, text="ممنوعة")

    posted = write("كلمة ممنوعة هنا.")

    assert posted.comment.state == State.REJECTED


def test_a_site_is_found_by_its_host_once(site, following, django_assert_num_queries):
    request = RequestFactory().get("/", headers={"host": "127.0.0.1:8000"})
    found = site_asked(request)
    again = RequestFactory().get("/", headers={"host": "127.0.0.1:8000"})

    with django_assert_num_queries(0):
        assert site_asked(again) == found == site


def test_a_comment_costs_seven_statements_and_what_holds_them_together(
    write, thread, rules, following, django_assert_num_queries
):
    rules.hold_first = False
    rules.save()
    write("أول كلام في الصباح.")

    # Duplicates, trust, earlier texts; then savepoint, count, insert, release: tests run in a transaction of their own.
    with django_assert_num_queries(7):
        posted = write("كلام آخر بعد الظهر.")

    assert posted.is_published


def test_a_comment_long_enough_for_a_family_costs_two_statements_more_and_its_repeat_one(
    write, thread, rules, following, django_assert_num_queries
):
    rules.hold_first = False
    rules.save()
    write("أول كلام في الصباح.")
    text = "متى تفتح المحطة الجديدة أبوابها؟ الموعد تأجّل ثلاث مرات ولم نسمع شيئًا من الإدارة."

    # Its bands are asked for and kept: nothing else tells that the same words come again under another article.
    with django_assert_num_queries(9):
        posted = write(text)
    with django_assert_num_queries(8):
        write(text.replace(".", "!"), name="عمر")

    assert posted.is_published


def test_prepared_questions_answer_as_django_would(write, thread, site):
    posted = write("كلام يُسأل عنه.", name="ليلى")
    comment = Comment.objects.get()

    said = comments_saying("كلام يُسأل عنه.", name="ليلى", parent=None, thread=thread)

    assert [(one.public_id, one.owner_tag, one.is_published) for one in said] == [
        (posted.comment.public_id, comment.owner_tag, False)
    ]
    assert comments_saying("كلام يُسأل عنه.", name="عمر", parent=None, thread=thread) == ()
    assert comments_saying("كلام يُسأل عنه.", name="ليلى", parent=comment, thread=thread) == ()
    assert texts_by(comment.author_link, site_id=site.pk) == ("كلام يُسأل عنه.",)
    assert texts_by("f" * 32, site_id=site.pk) == ()


def test_a_thread_is_read_with_all_its_columns_in_pythons_own_types(thread, site):
    stored = Thread.objects.get(pk=thread.pk)

    found = thread_by_public_id(thread.public_id, site=site)

    assert found is not None
    names = [field.attname for field in Thread._meta.concrete_fields]
    assert {name: getattr(found, name) for name in names} == {name: getattr(stored, name) for name in names}
    assert thread_by_public_id("A" * 16, site=site) is None


def test_a_question_without_a_place_for_its_value_is_refused():
    asked = Prepared(lambda number: Comment.objects.values_list("pk"), examples={"number": 900000009})

    with pytest.raises(ValueError, match="number"):
        asked.ask(number=1)


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 20])
def test_a_question_about_many_values_is_one_query_whatever_their_number(site, count, django_assert_num_queries):
    subjects = [f"article:{number}" for number in range(count)]
    for subject in subjects:
        Thread.objects.create(site=site, subject=subject, url=f"/{subject}/", opened_at=timezone.now())
    asked = PreparedForMany(
        lambda many: Thread.objects.filter(subject__in=many).values_list("subject"),
        example=lambda place: f"example {place}",
    )

    with django_assert_num_queries(min(count, 1)):
        found = asked.ask(subjects)

    assert sorted(found) == sorted((subject,) for subject in subjects)


def test_counts_are_of_the_subjects_that_were_asked_for(site):
    for subject, count in (("article:1", 3), ("article:2", 5), ("article:3", 7)):
        Thread.objects.create(site=site, subject=subject, opened_at=timezone.now(), comment_count=count)

    assert comment_counts(["article:3", "article:1", "article:9", "article:1"], site=site) == {
        "article:1": 3,
        "article:3": 7,
    }
    assert comment_counts([], site=site) == {}
