"""Texts that are nearly the same find each other while they are written; a comment is never lost for its family."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from threading import Barrier, Thread

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, connections
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, Site

from hiwar.accounts.keys import ReaderKey
from hiwar.discussions.models import Comment, State, TextBand
from hiwar.discussions.services import Reader, Submission, Topic, families, open_thread, post_comment, withdraw_comment
from hiwar.discussions.services.families import FamilyLost, join_family
from hiwar.discussions.services.scribe import Scribe
from hiwar.discussions.services.sweeping import sweep
from hiwar.screening.sketch import BANDS, sketch_of
from tests.integration.discussions.conftest import NOON

pytestmark = pytest.mark.django_db

CAMPAIGN = "المجلس باع الميناء والشركة قبضت الثمن قبل أن يوقّع أحد، واسألوا عن الحسابات في الخارج"
ALIKE = f"والله {CAMPAIGN.replace('واسألوا', 'اسألوا')} 😡😡"
OTHER = "متى تفتح المحطة الجديدة أبوابها؟ الموعد تأجّل ثلاث مرات ولم نسمع شيئًا من الإدارة"
TODAY = NOON.date()


def test_variants_of_a_text_are_one_family_and_others_are_not(write):
    first, second, other = (write(text).comment for text in (CAMPAIGN, ALIKE, OTHER))

    assert first.family == second.family != ""
    assert other.family not in {"", first.family}


def test_a_disguise_does_not_leave_the_family(write):
    first = write(CAMPAIGN).comment

    again = write(CAMPAIGN.replace("ا", "ااا").replace(" ", "  ").replace("الميناء", "ا ل م ي ن ا ء")).comment

    assert again.family == first.family


@pytest.mark.parametrize("text", ["شكرًا جزيلًا", "مبروك!", "😂😂😂", "يا حمار"])
def test_short_words_have_no_family_and_leave_no_band(write, text):
    assert write(text).comment.family == ""
    assert not TextBand.objects.exists()


def test_published_comments_have_families_too(write, rules):
    rules.hold_first = False
    rules.save()

    posted = write(OTHER)

    assert posted.is_published
    assert Comment.objects.get().family != ""


def test_a_family_belongs_to_one_site(write, site):
    first = write(CAMPAIGN).comment
    elsewhere = Site.objects.create(hostname="other.example", root_page=site.root_page)
    thread = open_thread(site=elsewhere, topic=Topic("article:1", "/1/", "قطار"), opened_at=NOON)
    reader, submission = Reader(key=ReaderKey.fresh()), Submission(text=ALIKE)

    there = post_comment(thread=thread, submission=submission, reader=reader, now=NOON).comment

    assert there.family != first.family
    assert TextBand.objects.filter(site=elsewhere).count() == BANDS


def test_a_new_text_costs_two_statements_and_its_repeat_one(write, site, django_assert_num_queries):
    write(CAMPAIGN)
    new, known = sketch_of(OTHER), sketch_of(CAMPAIGN)

    with django_assert_num_queries(2):
        join_family(new, site_id=site.pk, today=TODAY)
    with django_assert_num_queries(1):
        join_family(known, site_id=site.pk, today=TODAY)
    with django_assert_num_queries(0):
        join_family(None, site_id=site.pk, today=TODAY)


def test_bands_are_found_by_their_index(site):
    many = (TextBand(site=site, band=number, family="0" * 16, seen_on=TODAY) for number in range(5000))
    TextBand.objects.bulk_create(many, batch_size=500)
    with CaptureQueriesContext(connection) as asked:
        join_family(sketch_of(CAMPAIGN), site_id=site.pk, today=TODAY)

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE discussions_textband")
        explain = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
        cursor.execute(explain + asked.captured_queries[0]["sql"])
        plan = " ".join(str(row) for row in cursor.fetchall())

    assert ("one_family_per_band" if connection.vendor == "postgresql" else "(site_id=? AND band=?)") in plan


def test_bands_are_forgotten_after_thirty_days(write, site):
    write(CAMPAIGN)

    sweep(now=NOON + timedelta(days=30))
    assert TextBand.objects.count() == BANDS
    counted = sweep(now=NOON + timedelta(days=31))

    assert counted["bands forgotten"] == BANDS
    assert not TextBand.objects.exists()


def test_a_text_that_returns_after_its_bands_are_forgotten_returns_to_its_family(write, site):
    first = write(CAMPAIGN).comment
    sweep(now=NOON + timedelta(days=31))

    again = write(CAMPAIGN, now=NOON + timedelta(days=32), name="عمر").comment

    assert again.family == first.family


def test_withdrawn_words_leave_no_family(write):
    comment = write(CAMPAIGN).comment

    withdraw_comment(comment=comment)

    assert Comment.objects.get().family == ""


def test_words_deleted_by_age_leave_no_family(write):
    comment = write(CAMPAIGN).comment
    long_ago = NOON - timedelta(days=100)
    Comment.objects.filter(pk=comment.pk).update(
        state=State.REJECTED, number=7, published_at=long_ago, decided_at=long_ago
    )

    sweep(now=NOON)

    blanked = Comment.objects.get()
    assert (blanked.text, blanked.family) == ("", "")


def test_a_comment_is_kept_when_its_bands_cannot_be(write, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise DatabaseError("disk is full")

    monkeypatch.setattr(families, "_keep", full)

    comment = write(CAMPAIGN).comment

    assert Comment.objects.get().pk == comment.pk
    assert comment.family == ""


def test_a_failed_statement_is_told_apart_from_the_comments_own(site, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise DatabaseError("no such table")

    monkeypatch.setattr(families._ASKED, "ask", broken)

    with pytest.raises(FamilyLost):
        join_family(sketch_of(CAMPAIGN), site_id=site.pk, today=TODAY)


def test_a_comment_is_kept_when_the_arithmetic_fails(write, monkeypatch):
    def broken(texts: Sequence[str]) -> None:
        raise FloatingPointError

    monkeypatch.setattr(families, "sketches_of", broken)

    assert write(CAMPAIGN).comment.family == ""
    assert Comment.objects.count() == 1


def the_site_of_an_emptied_database() -> Site:
    """Return a site; a test before this one, which committed too, may have left nothing of the first migrations."""
    ContentType.objects.clear_cache()
    locale, _ = Locale.objects.get_or_create(language_code="ar")
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="حوار", slug="root", locale=locale))
    return Site.objects.first() or Site.objects.create(hostname="127.0.0.1", root_page=root, is_default_site=True)


@pytest.mark.django_db(transaction=True)
def test_the_same_text_from_many_at_once_is_one_family():
    site = the_site_of_an_emptied_database()
    sketch, together, found, scribe = sketch_of(CAMPAIGN), Barrier(4), [], Scribe()
    if connection.vendor == "sqlite":
        # As a server does: SQLite has one writer at a time.
        scribe.start()

    def join() -> None:
        try:
            together.wait()
            found.append(scribe.write(partial(join_family, sketch, site_id=site.pk, today=TODAY)))
        finally:
            connections.close_all()

    threads = [Thread(target=join) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    scribe.stop()

    assert len(found) == 4
    assert len(set(found)) == 1
    assert TextBand.objects.count() == BANDS
