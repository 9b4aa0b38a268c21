"""The database's own notes: every change a reader can see leaves one, in its own transaction, whoever made it."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from wagtail.models import Site

from hiwar.accounts.models import ReservedName, SiteProfile, User
from hiwar.delivery.models import Change
from hiwar.delivery.watched_rows import LISTED, NEWSROOM, RULES, WATCHED, count_key, thread_key, triggers, watch
from hiwar.discussions.models import Comment, DiscussionSettings, HeadThreshold, Lesson, ListedWord, State, Thread
from hiwar.discussions.services import hide_thread, publish_comment, set_aside_comment
from hiwar.newsroom.services import unpublish_article
from tests.factories.discussions import a_held_comment, a_thread, an_imported_comment
from tests.factories.newsroom import NOON, a_newsroom, a_section, an_article, an_author

pytestmark = pytest.mark.django_db


def noted() -> set[str]:
    """Return the keys noted since this was asked last."""
    keys = set(Change.objects.values_list("key", flat=True))
    Change.objects.all().delete()
    return keys


def test_what_readers_see_of_a_comment_is_noted_and_what_waits_is_not() -> None:
    thread = a_thread()
    DiscussionSettings.for_site(thread.site)  # Made when first asked for.
    noted()

    comment = a_held_comment(thread)
    assert noted() == set()
    publish_comment(comment=comment, now=NOON)
    assert noted() == {thread_key(thread.pk), count_key(thread.subject)}
    set_aside_comment(comment=comment, state=State.REJECTED)
    assert noted() == {thread_key(thread.pk), count_key(thread.subject)}
    hide_thread(site=thread.site, subject=thread.subject)
    assert noted() == {thread_key(thread.pk), count_key(thread.subject)}


def test_an_import_and_a_statement_by_hand_are_noted_too() -> None:
    thread = a_thread()
    noted()

    an_imported_comment(thread)
    assert thread_key(thread.pk) in noted()
    Thread.objects.update(title="قطار الساحل")
    assert noted() == {thread_key(thread.pk)}


def test_what_is_undone_leaves_no_note() -> None:
    thread = a_thread()
    comment = a_held_comment(thread)
    noted()

    with pytest.raises(RuntimeError), transaction.atomic():
        publish_comment(comment=comment, now=NOON)
        raise RuntimeError

    assert noted() == set()
    assert Comment.objects.get(pk=comment.pk).state == State.HELD


def test_a_published_article_is_noted_and_so_is_one_that_goes() -> None:
    article = an_article()
    assert NEWSROOM in noted()

    unpublish_article(article=article, by=None)
    assert NEWSROOM in noted()


def test_a_draft_of_a_published_article_is_nobodys_business() -> None:
    article = an_article()
    noted()

    article.title = "عنوان آخر"
    article.save_revision()

    assert noted() == set()


@pytest.mark.parametrize(
    "change",
    [
        lambda: SiteProfile.objects.update(name="حوار اليوم"),
        lambda: Site.objects.update(site_name="حوار"),
        lambda: DiscussionSettings.for_site(Site.objects.get()).save(),
        lambda: an_author(),
        lambda: a_section("رياضة", "sport"),
    ],
    ids=["profile", "site", "discussion settings", "author", "section"],
)
def test_what_every_page_shows_something_of_is_noted(change) -> None:
    a_newsroom()
    noted()

    change()

    # An author's name is reserved with her, and comments are judged by that; a section is a page like an article.
    assert noted() - {RULES, LISTED} == {NEWSROOM}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda site, user: ListedWord.objects.create(site=site, text="كلمة"), {RULES}),
        (lambda site, user: ReservedName.objects.create(site=site, name="سلمى", skeleton="سلمى"), {RULES}),
        (lambda site, user: Lesson.objects.create(site=site, number=1, kept="nothing", made_at=NOON), {RULES}),
        (
            lambda site, user: HeadThreshold.objects.create(
                site=site, label="toxic", threshold=0.5, model="hiwar-1", by=user, at=NOON
            ),
            {RULES},
        ),
        (lambda site, user: User.objects.filter(pk=user.pk).update(display_name="سلمى المحرّرة"), {RULES}),
        (lambda site, user: User.objects.filter(pk=user.pk).update(is_active=False), {RULES}),
        # Signing in changes nothing that a comment is judged by.
        (lambda site, user: User.objects.filter(pk=user.pk).update(last_login=NOON), set()),
    ],
    ids=["word", "name", "lesson", "threshold", "renamed", "gone", "signed in"],
)
def test_what_comments_are_judged_by_is_noted(change, expected) -> None:
    a_newsroom()
    user = User.objects.create_user("salma", password="x" * 20, display_name="سلمى")
    noted()

    change(Site.objects.get(is_default_site=True), user)

    assert noted() == expected


def test_every_watched_column_exists() -> None:
    with connection.cursor() as cursor:
        for watched in WATCHED:
            present = {column.name for column in connection.introspection.get_table_description(cursor, watched.table)}
            assert {*watched.columns, *([watched.suffix] if watched.suffix else [])} <= present, watched.table


def test_the_triggers_are_there_after_a_migration_and_making_them_again_changes_nothing() -> None:
    assert len(triggers(connection.vendor)) == 3 * len(WATCHED)
    assert watch(connection) == 0


def test_a_trigger_that_a_rebuilt_table_lost_is_made_again_and_an_old_one_goes() -> None:
    lost, old = triggers(connection.vendor)[:2]
    table = f' ON "{lost.table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for trigger in (lost, old):
            cursor.execute(f'DROP TRIGGER "{trigger.name}"{table}')
        older = old.name[:-8] + "0" * 8
        for statement in old.statements:
            cursor.execute(statement.replace(old.name, older))

    assert watch(connection) == 2
    assert watch(connection) == 0
    with connection.cursor() as cursor, pytest.raises(Exception, match=older), transaction.atomic():
        cursor.execute(f'DROP TRIGGER "{older}"{table}')
