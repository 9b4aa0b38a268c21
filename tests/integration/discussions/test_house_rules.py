"""The rules of a house are read once, and again after any change; who cannot know of changes reads each time."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hiwar.accounts.prepared import Prepared, PreparedForMany, PreparedRow
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
from scale_plans import Statement, big_tables, cost_of, plan_as_for_millions, sweep

pytestmark = pytest.mark.django_db


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


def test_a_prepared_row_is_the_row_that_django_would_store(thread):
    def made(public_id: str) -> Comment:
        return Comment(
            thread=thread,
            public_id=public_id,
            name="ليلى",
            text="كلام فيه 100%.",
            screening={"outcome": "hold", "findings": [{"rule": "«س»"}]},
            submitted_at=timezone.now().replace(second=0, microsecond=0),
            priority=3,
        )

    by_django, by_us = made("by-django"), made("by-us")
    by_django.save(force_insert=True)
    PreparedRow(Comment).insert(by_us)

    one, other = Comment.objects.filter(public_id__in=["by-django", "by-us"]).order_by("pk").values()
    assert other.pop("id") == by_us.pk
    assert {**one, "id": None, "public_id": ""} == {**other, "id": None, "public_id": ""}
    by_us.name = "عمر"
    by_us.save()
    assert Comment.objects.get(pk=by_us.pk).name == "عمر"


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


def test_what_never_changes_in_a_question_is_part_of_its_text(site):
    for number, title in enumerate(("ثلث = 33 %s", "قال: 'لا'", "غير ذلك")):
        Thread.objects.create(site=site, subject=f"article:{number}", title=title, opened_at=timezone.now())
    asked = Prepared(
        lambda site: Thread.objects.filter(site_id=site, title__in=["ثلث = 33 %s", "قال: 'لا'"]).values_list("subject"),
        examples={"site": 900000009},
    )

    with CaptureQueriesContext(connection) as seen:
        found = asked.ask(site=site.pk)

    assert sorted(found) == [("article:0",), ("article:1",)]
    assert "''لا''" in seen[0]["sql"]


def test_the_same_words_are_found_without_reading_what_begins_like_them(thread):
    begun = "إنا لله وإنا إليه راجعون، "
    said = [
        Comment(
            thread=thread,
            public_id=f"said{number}",
            text=begun + "ا" * (number % 50),
            name=f"قارئ {number}",
            submitted_at=timezone.now(),
        )
        for number in range(2000)
    ]
    Comment.objects.bulk_create(said)
    sweep()
    plan_as_for_millions()

    with CaptureQueriesContext(connection) as seen:
        found = comments_saying(said[7].text, name=said[7].name, parent=None, thread=thread)

    cost = cost_of(Statement(seen[0]["sql"].replace("%", "%%"), ()), big_tables(least=1000))
    assert [one.public_id for one in found] == ["said7"]
    assert not cost.complaints
    assert "comment_sayings" in " ".join(cost.lines)
    assert cost.work < 100, cost


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
