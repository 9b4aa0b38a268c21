"""A word is tried on what readers wrote before it is listed, and listed from there by those who may."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.models import Role
from hiwar.discussions.models import Comment, ListedWord, ListKind
from hiwar.moderation.models import Event, EventKind
from hiwar.moderation.queries import tryout
from hiwar.moderation.roles import Seat
from hiwar.moderation.services import approve_comment, events_are_whole, reject_comment
from hiwar.newsroom.services.newsroom import EDITORS
from hiwar.screening.words import WordEntry
from tests.factories.discussions import a_thread, posted
from tests.factories.newsroom import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "only_scores_hold")]
TRY, ADD = "/desk/words/try/", "/desk/words/add/"


@pytest.fixture
def lister(senior, as_user) -> Client:
    """Yusuf once an owner lets him keep the word lists too."""
    senior.groups.add(Group.objects.get(name=EDITORS))
    return as_user(senior)


def said(thread, text: str, number: int = 0, name: str = "") -> Comment:
    return posted(thread, text, key=ReaderKey(bytes([number + 40]) * 32), name=name).comment


def tried(site, senior, text: str, seat: Seat | None = None, **asked: object) -> tryout.Tried:
    entry = WordEntry(text, **{name: asked.pop(name) for name in ("by_stem", "forms") if name in asked})
    return tryout.try_entry(entry, seat=seat or Seat(site, senior, Role.SENIOR), clock=lambda: 0.0, **asked)


def test_it_finds_what_the_list_would_hold_and_counts_what_people_decided(thread, site, senior):
    said(thread, "مرّ القطار من هنا", 1)
    approve_comment(comment=said(thread, "والقطار تأخر", 2), by=senior, now=NOON)
    reject_comment(comment=said(thread, "سائق القطار جاهل", 3), by=senior, reason="insult", now=NOON)
    said(thread, "لا شيء عن السكة", 4)

    found = tried(site, senior, "قطار")

    assert (found.looked_at, found.held) == (4, 3)
    assert (found.by_itself, found.approved, found.rejected, found.waiting) == (1, 1, 1, 0)


def test_a_name_counts_as_in_screening_and_an_allowed_phrase_does_not(thread, site, senior):
    ListedWord.objects.create(site=site, kind=ListKind.ALLOWED, text="نهر الكلب")
    said(thread, "رحلة إلى نهر الكلب", 1)
    said(thread, "صباح الخير", 2, name="كلب البحر")

    found = tried(site, senior, "كلب")

    assert [hit.public_id for hit in found.shown] == [Comment.objects.get(name="كلب البحر").public_id]


def test_the_options_widen_what_is_found(thread, site, senior):
    said(thread, "هؤلاء مراسلون", 1)
    said(thread, "ورشة صغيرة", 2)

    assert tried(site, senior, "مراسل").held == 0
    assert tried(site, senior, "مراسل", by_stem=True).held == 1
    assert tried(site, senior, "مراسل", by_stem=True, forms=("ورشة",)).held == 2


def test_what_would_have_been_found_would_be_held_by_the_list(thread, site, lister):
    lister.post(ADD, {"text": "قطار", "with_clitics": "on"})

    assert said(thread, "والقطار تأخر", 1).state == "held"
    assert said(thread, "لا شيء", 2).state == "published"


def test_the_page_marks_the_match_and_escapes_the_rest(thread, room):
    said(thread, "<b>القطار</b> تأخر", 1)

    page = room.get(TRY, {"text": "القطار"}).content.decode()

    assert '&lt;b&gt;<mark class="k1">القطار</mark>&lt;/b&gt; تأخر' in page
    assert "It would have held 1 comment" in page
    assert "An editor can put it on the list." in page


def test_when_the_time_is_up_one_may_look_further_from_there(thread, site, senior, monkeypatch):
    monkeypatch.setattr(tryout, "PIECE", 2)
    for number in range(5):
        said(thread, f"القطار {number}", number)
    times = iter(range(0, 100, 10))

    entry, seat = WordEntry("قطار"), Seat(site, senior, Role.SENIOR)
    first = tryout.try_entry(entry, seat=seat, clock=lambda: float(next(times)))
    rest = tryout.try_entry(entry, seat=seat, clock=lambda: 0.0, after=first.further, seen=first.looked_at)

    assert (first.looked_at, rest.looked_at, rest.further) == (2, 3, None)
    assert not {hit.public_id for hit in first.shown} & {hit.public_id for hit in rest.shown}


def test_no_more_than_the_last_ones_are_looked_at(thread, site, senior, monkeypatch):
    monkeypatch.setattr(tryout, "MOST", 3)
    for number in range(5):
        said(thread, f"القطار {number}", number)

    found = tried(site, senior, "قطار")

    assert (found.looked_at, found.further) == (3, None)


def test_the_link_further_asks_the_same(thread, room, monkeypatch):
    monkeypatch.setattr(tryout, "PIECE", 1)
    monkeypatch.setattr(tryout, "SECONDS", -1.0)
    for number in range(3):
        said(thread, f"القطار {number}", number)

    page = room.get(TRY, {"text": "قطار", "with_clitics": "on"}).content.decode()

    link = page.partition(f'href="{TRY}?')[2].partition("#found")[0].replace("&amp;", "&")
    assert "with_clitics=on" in link
    assert "3 comments looked at" not in page
    assert "القطار</mark> 1</p>" in room.get(f"{TRY}?{link}").content.decode()


def test_another_section_and_a_withdrawn_comment_are_not_read(thread, site, senior):
    there = a_thread(site=site, subject="article:77")
    there.section = "section:9"
    there.save()
    gone = said(there, "القطار", 1)
    said(thread, "القطار", 2)
    Comment.objects.filter(pk=gone.pk).update(state="withdrawn")

    here = tried(site, senior, "قطار")
    only_nine = tried(site, senior, "قطار", seat=Seat(site, senior, Role.SENIOR, frozenset({"section:9"})))

    assert (here.looked_at, only_nine.looked_at) == (1, 0)


def test_who_keeps_the_lists_can_list_it_and_the_log_says_so(lister, senior, site):
    sent = {"text": "قطار", "by_stem": "on", "forms": "قطارات", "reason": "يُستعمل للسخرية"}

    answer = lister.post(ADD, sent)

    word, event = ListedWord.objects.get(), Event.objects.get()
    assert (word.site, word.kind, word.text, word.by_stem) == (site, ListKind.SUSPECT, "قطار", True)
    assert (word.with_clitics, word.forms, word.reason) == (False, "قطارات", "يُستعمل للسخرية")
    assert (event.kind, event.subject, event.by) == (EventKind.WORDS, "قطار", senior)
    assert events_are_whole()
    assert "is on the list" in lister.get(answer.url).content.decode()


def test_who_does_not_keep_the_lists_cannot(room):
    answer = room.post(ADD, {"text": "قطار"})

    assert answer.status_code == 403
    assert not ListedWord.objects.exists()


@pytest.mark.parametrize("text", ["...", "ا" * 121, "قطار\x00"])
def test_what_nothing_could_match_is_refused_with_a_sentence(lister, text):
    asked, added = lister.get(TRY, {"text": text}), lister.post(ADD, {"text": text})

    for answer in (asked, added):
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()
    assert not ListedWord.objects.exists()


def test_a_word_on_the_list_is_not_listed_twice(lister):
    lister.post(ADD, {"text": "قطار"})

    answer = lister.post(ADD, {"text": "قطار"})

    assert answer.status_code == 422
    assert "This is in the list already." in answer.content.decode()
    assert ListedWord.objects.count() == Event.objects.count() == 1


def test_the_form_alone_asks_nothing_of_the_comments(room, thread):
    said(thread, "القطار", 1)

    page = room.get(TRY).content.decode()

    assert "It would have held" not in page
    assert 'name="with_clitics" checked' in page


def test_who_moderates_alone_may_not_try(desk):
    assert desk.get(TRY).status_code == 403
