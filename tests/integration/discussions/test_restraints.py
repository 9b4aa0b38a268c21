"""What a restraint does to those who write: each of its parts alone, several together, and until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from hiwar.accounts.models import User
from hiwar.accounts.trust import note_approval
from hiwar.arabic.skeleton import skeleton
from hiwar.discussions.models import Comment, DiscussionSettings, Restraint, Scope, State
from hiwar.discussions.queries import RULES, Asked, house_rules, restraints_on
from hiwar.discussions.services import (
    NoLinksNow,
    Place,
    PostedTooFast,
    Reader,
    Submission,
    ThreadClosed,
    Topic,
    lift_restraint,
    open_thread,
    post_comment,
    set_restraint,
)
from tests.factories.discussions import LAYLA, OMAR, an_imported_comment
from tests.integration.discussions.conftest import NOON, OURS

pytestmark = pytest.mark.django_db
DOUBTFUL = "أكرههم جميعاً"  # Scores a half: clean enough for the open mode, not for breaking news.
SECTION = "section:7"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PLACES = [Place(), Place(Scope.SECTION, SECTION), Place(Scope.THREAD, "article:1")]


@pytest.fixture(autouse=True)
def at_ease(rules: DiscussionSettings) -> DiscussionSettings:
    """A site on a quiet day: first comments are published, and little waits."""
    rules.hold_first, rules.screening_mode = False, "open"
    rules.false_holds_open, rules.false_holds_careful = Decimal("0.05"), Decimal("1")
    rules.false_holds_breaking = Decimal("10")
    rules.save()
    return rules


@pytest.fixture(autouse=True)
def in_its_section(thread):
    thread.section = SECTION
    thread.save()
    return thread


Ask = Callable[..., None]


@pytest.fixture
def ask(site) -> Ask:
    """Ask something of comments: `ask(hold_all=True)`, of the whole site unless a place is named."""
    salma = User.objects.create_user("salma", display_name="سلمى درويش")

    def asked(place: Place = PLACES[0], **what: Any) -> None:
        set_restraint(site=site, place=place, asked=Asked(**what), by=salma, now=NOON)

    return asked


def rules_of(comment: Comment) -> list[str]:
    return [finding["rule"] for finding in comment.screening["findings"]]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.scope)
def test_where_all_is_held_every_comment_waits_a_trusted_readers_too(write, ask, trusted, place):
    ask(place, hold_all=True)

    posted = [write("كلام هادئ."), write("كلام هادئ آخر.", **trusted)]

    assert [rules_of(one.comment) for one in posted] == [["pre_moderation"]] * 2
    assert {one.comment.state for one in posted} == {State.HELD}


@pytest.fixture
def trusted(site, thread) -> dict[str, Any]:
    """Layla, whose comments were approved here under her name."""
    tag = LAYLA.trust_tag(site_id=site.pk, name_skeleton=skeleton("ليلى"))
    note_approval(site_id=site.pk, tag=tag, today=NOON.date())
    return {"key": LAYLA, "name": "ليلى"}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.scope)
def test_careful_holds_what_breaking_news_would_hold(write, ask, place):
    before = write(DOUBTFUL, name="قبل")
    ask(place, careful=True)

    during = write(DOUBTFUL, name="أثناء")

    assert before.is_published
    assert rules_of(during.comment) == ["looks_toxic"]


def test_careful_never_makes_a_strict_discussion_milder(write, ask, thread):
    thread.screening_mode = "held"
    thread.save()
    ask(careful=True)

    assert rules_of(write("كلام هادئ.").comment) == ["pre_moderation"]


def test_first_comments_wait_and_a_trusted_readers_does_not(write, ask, trusted):
    ask(hold_first=True)

    assert rules_of(write("أنا جديد هنا.", key=OMAR, name="عمر").comment) == ["first_comment"]
    assert write("عدت إليكم.", **trusted).is_published


@pytest.mark.parametrize("text", ["انظروا https://example.org/خبر هنا", "موقعي www.example.org", "t.me/group"])
def test_without_links_a_comment_with_one_is_refused_and_nothing_is_stored(write, ask, trusted, text):
    ask(no_links=True)

    with pytest.raises(NoLinksNow):
        write(text, **trusted)

    assert not Comment.objects.exists()
    assert write("كلام بلا رابط.").is_published


def test_slow_mode_lets_a_reader_write_once_in_each_discussion_until_its_minutes_are_over(write, ask, site, thread):
    other = open_thread(site=site, topic=Topic("article:2", "/x/", "آخر"), opened_at=NOON)
    ask(slow_minutes=2)
    write("أول.", key=LAYLA)

    with pytest.raises(PostedTooFast) as refusal:
        write("ثانٍ.", key=LAYLA)

    assert refusal.value.seconds == 120
    # Others write, and she does elsewhere.
    assert write("كلام عمر.", key=OMAR).is_published
    there = post_comment(thread=other, submission=Submission(text="هنا أيضًا."), reader=Reader(key=LAYLA), now=NOON)
    assert there.is_published


def test_the_pause_of_the_site_stays_beside_the_slow_one(write, ask, rules):
    rules.seconds_between = 15
    rules.save()
    ask(slow_minutes=2)
    write("أول.", key=LAYLA)

    with pytest.raises(PostedTooFast) as refusal:
        write("ثانٍ.", key=LAYLA)

    assert refusal.value.seconds == 15


def test_a_comment_refused_for_its_link_costs_its_writer_no_pause(write, ask):
    ask(slow_minutes=2, no_links=True)

    with pytest.raises(NoLinksNow):
        write("انظروا https://example.org", key=LAYLA)

    assert write("انظروا إلى الخبر.", key=LAYLA).is_published


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.scope)
def test_a_discussion_closes_at_its_time_and_opens_when_that_ends(write, ask, place):
    ask(place, closes_at=NOON + HOUR, ends_at=NOON + 3 * HOUR)

    assert write("قبل الإغلاق.", now=NOON + HOUR - MINUTE).is_published
    with pytest.raises(ThreadClosed):
        write("بعد الإغلاق.", now=NOON + HOUR)
    assert write("في اليوم التالي.", now=NOON + 3 * HOUR).is_published


def test_what_has_ended_asks_nothing_more(write, ask):
    ask(hold_all=True, no_links=True, slow_minutes=120, ends_at=NOON + HOUR)

    posted = [write(f"انظروا https://example.org/{n}", key=LAYLA, now=NOON + HOUR) for n in range(2)]

    assert all(one.is_published for one in posted)


def test_the_strictest_of_site_section_and_discussion_counts(write, ask):
    ask(PLACES[0], slow_minutes=1, hold_first=True)
    ask(PLACES[1], slow_minutes=10)
    ask(PLACES[2], no_links=True)

    assert rules_of(write("أول.", key=LAYLA).comment) == ["first_comment"]
    with pytest.raises(PostedTooFast) as refusal:
        write("ثانٍ.", key=LAYLA)
    assert refusal.value.seconds == 600
    with pytest.raises(NoLinksNow):
        write("https://example.org", key=OMAR)


@pytest.mark.parametrize("place", [Place(Scope.SECTION, "section:8"), Place(Scope.THREAD, "article:2")])
def test_other_places_are_left_alone(write, ask, place):
    ask(place, hold_all=True, closes_at=NOON)

    assert write("كلام هادئ.").is_published


def test_of_another_site_nothing_is_asked(write, thread, site, ask):
    elsewhere = Site.objects.create(hostname="other.example", root_page=Page.objects.get(depth=1))
    ask(hold_all=True)
    Restraint.objects.update(site=elsewhere)

    assert restraints_on(thread) == ()
    assert write("كلام هادئ.").is_published


def test_what_is_imported_is_judged_as_on_any_day(thread, ask):
    ask(hold_all=True, careful=True, no_links=True, hold_first=True, slow_minutes=5, closes_at=NOON - HOUR)

    comment = an_imported_comment(thread, "انظروا https://example.org", approved=False)

    assert comment.state == State.PUBLISHED
    assert rules_of(comment) == []


def test_setting_again_replaces_and_lifting_ends(site, thread, ask):
    ask(hold_all=True, ends_at=NOON + HOUR)
    ask(slow_minutes=3)
    assert restraints_on(thread) == (Asked(slow_minutes=3),)

    before = lift_restraint(site=site, place=Place())

    assert before == Asked(slow_minutes=3)
    assert restraints_on(thread) == ()
    assert lift_restraint(site=site, place=Place()) == Asked()


def test_restraints_are_read_once_until_something_changes(write, ask, thread, django_assert_num_queries):
    RULES.clear()
    RULES.follow(lambda: timezone.now().timestamp())
    try:
        ask(careful=True)
        write("أول كلام في الصباح.")

        with django_assert_num_queries(0):
            assert house_rules(thread.site).restraints_on(thread) == (Asked(careful=True),)
    finally:
        RULES.follow(lambda: 0.0)
        RULES.clear()


class TestAtTheDoor:
    """The same as a browser meets it."""

    JSON = {**OURS, "Accept": "application/json"}

    def test_a_link_comes_back_with_its_text_and_a_sentence_that_says_what_to_do(self, send, ask):
        ask(no_links=True)

        answer = send(comment="انظروا https://example.org/خبر")

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "انظروا https://example.org/خبر</textarea>" in page
        assert "لا يقبل هذا النقاش روابط الآن. احذف الرابط ثم أرسل تعليقك من جديد." in page
        assert 'aria-invalid="true"' in page

    def test_slow_mode_speaks_in_minutes(self, send, ask):
        ask(slow_minutes=2)
        send(comment="أول", headers=self.JSON)

        answer = send(comment="ثانٍ", headers=self.JSON)

        assert answer.status_code == 429
        assert answer.json()["errors"] == {"comment": "كتبت هنا قبل قليل. انتظر دقيقتين ثم أرسله من جديد."}

    def test_a_comment_that_comes_after_closing_comes_back_whole(self, send, ask):
        ask(closes_at=timezone.now() - MINUTE)

        answer = send(comment="نصّ طويل لا يجوز أن يضيع")

        assert answer.status_code == 403
        assert "نصّ طويل لا يجوز أن يضيع" in answer.content.decode()
        assert not Comment.objects.exists()

    def test_the_form_alone_tells_what_is_asked(self, client, thread, ask):
        ask(careful=True, slow_minutes=2, no_links=True)

        page = client.get(reverse("comment-compose", args=[thread.public_id])).content.decode()

        assert "<b>خبر عاجل:</b> تُقرأ قبل النشر تعليقات أكثر من المعتاد، ولكل قارئ تعليق واحد كل دقيقتين" in page
        assert "، ولا تُقبل الروابط." in page
