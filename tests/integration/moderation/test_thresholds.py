"""A senior moderator sees what a threshold costs, tries another, sets it, and the next comment is judged by it."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.models import Role
from hiwar.discussions.models import Comment, HeadThreshold, Thread
from hiwar.discussions.services import scoring
from hiwar.moderation.models import Event, EventKind
from hiwar.moderation.queries.curves import Asked, threshold_room
from hiwar.moderation.roles import Seat
from hiwar.moderation.services import approve_comment, events_are_whole, reject_comment
from tests.factories.discussions import posted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "only_scores_hold")]
KIND, HARSH, VAGUE = "شكراً للفريق على الخريطة", "أنت حقير فعلاً", "نص عن المحطة"
SAVE = "/desk/thresholds/save/"


def said(thread: Thread, text: str, number: int = 0) -> Comment:
    """Return a comment of a browser of its own, sent yesterday."""
    key = ReaderKey(bytes([number + 40]) * 32)
    return posted(thread, f"{text} {number}", key=key, name="", at=timezone.now() - timedelta(days=1)).comment


def page_of(room: Client, query: str = "") -> str:
    answer = room.get(f"/desk/thresholds/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def looked_at(site, yusuf, **asked: object):
    return threshold_room(seat=Seat(site, yusuf, Role.SENIOR), asked=Asked("toxic", 30, **asked), now=timezone.now())


def test_the_curve_is_read_off_this_newsrooms_decisions(thread, site, senior):
    now = timezone.now()
    approve_comment(comment=said(thread, HARSH, 1), by=senior, now=now)
    reject_comment(comment=said(thread, HARSH, 2), by=senior, reason="insult", now=now)
    said(thread, KIND, 3)

    found = looked_at(site, senior)

    assert (found.curve.scored, found.curve.approved, found.curve.rejected) == (3, 1, 1)
    here, above = found.curve.at(found.present), found.curve.at(0.97)
    assert (here.waiting, here.wrongly, here.missed) == (2, 1, 0)
    assert (above.waiting, above.wrongly, above.missed) == (0, 0, 1)


def test_a_rejection_that_is_not_about_words_judges_no_score(thread, site, senior):
    reject_comment(comment=said(thread, KIND, 1), by=senior, reason="off_topic", now=timezone.now())

    assert looked_at(site, senior).curve.rejected == 0


def test_comments_of_another_model_and_of_another_time_are_not_counted(thread, site, senior):
    old, foreign = said(thread, KIND, 1), said(thread, KIND, 2)
    Comment.objects.filter(pk=old.pk).update(submitted_at=timezone.now() - timedelta(days=40))
    foreign.screening["model"] = "another-9"
    foreign.save()

    assert looked_at(site, senior).curve.scored == 0


def test_the_page_says_what_a_setting_costs_and_that_the_figures_are_few(thread, room, senior):
    approve_comment(comment=said(thread, HARSH, 1), by=senior, now=timezone.now())

    page = page_of(room)

    assert "At this setting about 1 comment a day waits for you." in page
    assert "One decision only: these are guesses." in page
    assert page.count("<svg") == page.count("</svg>")
    assert '<rect class="ok"' in page


def test_a_setting_in_the_address_is_shown_without_script(thread, room):
    said(thread, HARSH, 1)

    page = page_of(room, "?head=toxic&at=0.97")

    assert "At this setting hardly anything waits for you." in page
    assert 'value="0.97"' in page
    assert "1 comment that waits would be published at once." in page
    assert '<mark class="k1">حقير</mark>' in page


def test_a_stricter_setting_shows_what_would_wait(thread, room):
    said(thread, VAGUE, 1)

    page = page_of(room, "?head=toxic&at=0.03")

    assert "1 comment that was published at once would wait." in page
    assert VAGUE in page


def test_who_would_change_sides_is_answered_alone(thread, room):
    said(thread, HARSH, 1)

    fragment = room.get("/desk/thresholds/sides/?head=toxic&at=0.97").content.decode()

    assert fragment.count('id="sides"') == 1
    assert "<header" not in fragment
    assert HARSH.split()[1] in fragment


def test_what_another_rule_holds_does_not_change_sides(thread, site, senior):
    comment = said(thread, HARSH, 1)
    comment.screening["findings"].append({"rule": "phone_number", "field": "text"})
    comment.save()

    assert looked_at(site, senior, at=0.97).sides.count == 0


@pytest.mark.parametrize("query", ["?head=../x", "?head=insult&at=7", "?at=nan", "?days=3000", "?at=<script>"])
def test_what_is_no_setting_is_left_out_of_account(room, query):
    assert "<script>" not in page_of(room, query).partition("<main")[2]


def test_the_island_holds_a_point_for_each_place_of_the_slider_and_no_markup(room, thread):
    said(thread, HARSH, 1)

    island = re.search(r'<script type="application/json" id="curve">(.*?)</script>', page_of(room))

    assert island is not None
    assert not set("<>&\u2028\u2029") & set(island[1])
    curve = json.loads(island[1])
    assert (len(curve["points"]), curve["points"][96]["at"]) == (99, "0.97")


def test_a_threshold_set_by_hand_counts_from_the_next_comment_on(thread, site, room, senior):
    before = said(thread, HARSH, 1)

    answer = room.post(SAVE, {"head": "toxic", "act": "set", "at": "0.97", "note": "صباح هادئ"})
    after = said(thread, HARSH, 2)

    assert (before.state, after.state) == ("held", "published")
    row, event = HeadThreshold.objects.get(), Event.objects.get()
    assert (row.label, row.threshold, row.model, row.by) == ("toxic", 0.97, "fake-1", senior)
    assert (event.kind, event.subject, event.note) == (EventKind.THRESHOLD, "toxic", "صباح هادئ")
    assert event.before["by_hand"] is False
    assert event.after == {"threshold": 0.97, "by_hand": True, "model": "fake-1", "mode": "careful"}
    assert events_are_whole()
    page = room.get(answer.url).content.decode()
    assert "From 0.97 on a comment waits now." in page
    assert page.count("صباح هادئ") == 1


def test_the_mode_can_have_it_back(thread, site, room):
    room.post(SAVE, {"head": "toxic", "act": "set", "at": "0.97"})

    answer = room.post(SAVE, {"head": "toxic", "act": "reset", "at": "0.97"})

    assert not HeadThreshold.objects.exists()
    assert [event.after["by_hand"] for event in Event.objects.order_by("pk")] == [True, False]
    assert "The mode decides again" in room.get(answer.url).content.decode()
    assert said(thread, HARSH, 1).state == "held"


def test_setting_what_is_set_already_changes_and_logs_nothing(room):
    for _ in range(2):
        room.post(SAVE, {"head": "toxic", "act": "set", "at": "0.5"})
    room.post(SAVE, {"head": "spam", "act": "reset", "at": "0.5"})

    assert Event.objects.count() == HeadThreshold.objects.count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"head": "insult", "act": "set", "at": "0.5"},
        {"head": "toxic", "act": "set", "at": "1.5"},
        {"head": "toxic", "act": "set", "at": "nan"},
        {"head": "toxic", "act": "drop", "at": "0.5"},
        {"head": "toxic", "act": "set", "at": "0.5", "note": "ا" * 501},
    ],
)
def test_nonsense_is_refused_with_a_sentence_and_nothing_changes(room, sent):
    answer = room.post(SAVE, sent)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not HeadThreshold.objects.exists()
    assert not Event.objects.exists()


def test_a_threshold_of_an_earlier_model_counts_no_more_and_the_desk_says_so(thread, site, room, senior):
    fields = {"threshold": 0.97, "model": "fake-0", "by": senior, "at": timezone.now()}
    HeadThreshold.objects.create(site=site, label="toxic", **fields)

    assert "0.97 was set by hand for an earlier model." in page_of(room)
    assert said(thread, HARSH, 1).state == "held"


@pytest.mark.parametrize(("mode", "threshold", "state"), [("breaking", 0.97, "held"), ("breaking", 0.04, "held")])
def test_in_breaking_news_the_stricter_of_the_two_holds(thread, site, room, mode, threshold, state):
    thread.screening_mode = mode
    thread.save()
    room.post(SAVE, {"head": "toxic", "act": "set", "at": str(threshold)})

    assert said(thread, HARSH if threshold > 0.5 else VAGUE, 1).state == state


def test_a_mode_a_topic_chose_for_itself_keeps_its_thresholds(thread, room):
    thread.screening_mode = "open"
    thread.save()
    room.post(SAVE, {"head": "toxic", "act": "set", "at": "0.04"})

    assert said(thread, VAGUE, 1).state == "published"


def test_without_a_model_the_room_says_what_that_means(room, monkeypatch):
    def broken() -> object:
        raise ValueError("no model")

    monkeypatch.setattr(scoring, "shipped_scorer", broken)

    answer = room.get("/desk/thresholds/")
    refused = room.post(SAVE, {"head": "toxic", "act": "set", "at": "0.5"})

    assert (answer.status_code, refused.status_code) == (200, 409)
    assert "The model cannot be read." in answer.content.decode()
    assert not HeadThreshold.objects.exists()


def test_who_moderates_or_edits_may_not_move_thresholds(desk, salma, as_user):
    for browser in (desk, as_user(salma)):
        assert browser.get("/desk/thresholds/").status_code == 403
        assert browser.post(SAVE, {"head": "toxic", "act": "set", "at": "0.5"}).status_code == 403
    assert not HeadThreshold.objects.exists()


def test_the_room_costs_as_many_queries_with_many_comments_as_with_few(
    thread, site, senior, django_assert_max_num_queries
):
    for number in range(12):
        said(thread, HARSH, number)

    with django_assert_max_num_queries(14):
        assert looked_at(site, senior, at=0.97).sides.count == 12
