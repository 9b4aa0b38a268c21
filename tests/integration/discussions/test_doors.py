"""The doors of the discussion as a browser, a script and a stranger's page find them."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Site

from hiwar.discussions import cookies
from hiwar.discussions.models import Comment, State, Thread
from hiwar.discussions.services import Topic, open_thread, publish_comment
from hiwar.discussions.stamps import stamp_for
from tests.integration.discussions.conftest import NOON, OURS

pytestmark = pytest.mark.django_db


def test_a_held_comment_sends_its_author_back_to_it(send, thread):
    answer = send(comment="الرصيف عالٍ.", author="ليلى")

    assert answer.status_code == 303
    assert unquote(answer["Location"]) == f"{thread.url}?sent=held#mine"
    assert Comment.objects.get().text == "الرصيف عالٍ."


def test_without_consent_the_browser_keeps_a_key_for_this_visit_and_no_name(send):
    answer = send(comment="نص", author="ليلى")

    kept = answer.cookies[cookies.READER]
    assert (kept["max-age"], kept["httponly"], kept["samesite"]) == ("", True, "Lax")
    assert answer.cookies[cookies.WHO].value == ""


def test_with_consent_name_and_address_come_back_sealed(send, client, thread):
    answer = send(comment="نص", author="ليلى", email="layla@example.org", remember="1")

    kept = answer.cookies[cookies.WHO]
    assert "layla" not in kept.value
    assert kept["max-age"] == 90 * 24 * 3600
    page = client.get(reverse("comment-compose", args=[thread.public_id]))
    assert 'value="ليلى"' in page.content.decode()


def test_unticking_remember_me_forgets(send):
    send(comment="نص", author="ليلى", remember="1")

    answer = send(comment="نص آخر", author="ليلى")

    assert answer.cookies[cookies.WHO]["max-age"] == 0


def test_forgetting_this_device_removes_every_cookie(send, client):
    send(comment="نص", author="ليلى", remember="1")

    answer = client.post(reverse("reader-forget"), headers=OURS)

    assert {name for name, kept in answer.cookies.items() if kept["max-age"] == 0} == set(cookies.ON_PAGES.names)


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"comment": ""}, "comment"),
        ({"comment": "  \n \n"}, "comment"),
        ({"comment": "\N{ZERO WIDTH SPACE}\N{HANGUL FILLER}"}, "comment"),
        ({"comment": "ن" * 3001}, "comment"),
        ({"comment": "نص", "email": "layla@"}, "email"),
        ({"comment": "نص", "author": "ن" * 200}, "author"),
    ],
)
def test_a_refusal_gives_the_text_back_and_marks_the_field(send, fields, at_fault):
    answer = send(**fields)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in page
    assert fields["comment"].strip() in page
    assert not Comment.objects.exists()
    assert f'name="{at_fault}"' in page


def sent_comment(send, **fields):
    """Send a comment and return it as it is kept."""
    send(**fields)
    return Comment.objects.latest("pk")


def test_what_is_said_of_the_whole_comment_is_said_once(send):
    send(comment="نص واحد")

    page = send(comment="نص واحد").content.decode()

    heading = re.search(r'role="alert"[^>]*><h3>.*?<span>([^<]+)</span></h3>', page)
    assert heading is not None
    # Above the form, and at the field that it is about.
    assert page.count(heading[1]) == 2


@pytest.mark.parametrize(("text", "runs"), [("Thank you يا جماعة على هذا التوضيح", "rtl"), ("The map, شكراً", "ltr")])
def test_a_comment_that_is_answered_runs_the_way_most_of_it_does(client, send, thread, text, runs):
    publish_comment(comment=sent_comment(send, comment=text), now=NOON)

    for door in ("comment-compose", "comment-report"):
        asked = "reply" if door == "comment-compose" else "c"
        page = client.get(f"{reverse(door, args=[thread.public_id])}?{asked}=1").content.decode()
        assert f'<p dir="{runs}">{text}</p>' in page


def test_who_gave_no_name_is_answered_as_a_reader_without_one(client, send, thread):
    for answered in ("", "1", "2", "3", "4", "5"):
        publish_comment(comment=sent_comment(send, comment=f"نص {answered}", reply_to=answered), now=NOON)

    page = client.get(reverse("talk", args=[thread.public_id])).content.decode()

    assert "ردّاً على قارئ بلا اسم،" in page


def test_required_fields_are_required_only_where_the_site_says_so(send, rules):
    rules.name_required, rules.email, rules.consent_required = True, "required", True
    rules.save()

    answer = send(comment="نص", headers={**OURS, "Accept": "application/json"})

    assert set(answer.json()["errors"]) == {"author", "email", "consent"}


def test_an_address_that_is_required_is_not_said_to_be_optional(send, rules):
    rules.email = "required"
    rules.save()

    answer = send(comment="نص", email="layla@", headers={**OURS, "Accept": "application/json"})

    assert answer.json()["errors"] == {"email": "اكتب العنوان كاملاً، مثل name@example.org."}


def test_the_limit_is_written_as_the_counter_beside_it_writes_it(send):
    answer = send(comment="ن" * 3001, headers={**OURS, "Accept": "application/json"})

    assert answer.json()["errors"] == {"comment": "التعليق أطول من 3,000 حرف."}


def test_a_script_gets_the_same_answers_as_data(send, thread):
    answer = send(comment="نص", headers={**OURS, "Accept": "application/json"})

    assert answer.status_code == 201
    assert answer.json()["state"] == "held"
    assert answer.json()["url"] == f"{thread.url}#mine"


def test_json_posts_like_a_form(client, thread):
    body = json.dumps({"comment": "نص\nسطر", "author": "عمر", "reply_to": None})

    answer = client.post(
        reverse("comment-post", args=[thread.public_id]), body, content_type="application/json", headers=OURS
    )

    assert answer.status_code == 303
    assert Comment.objects.get().text == "نص\nسطر"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"comment=" + b"x" * 100_000, "application/x-www-form-urlencoded", 413),
        (b"comment=a%00b", "application/x-www-form-urlencoded", 400),
        (b"comment=a\x00b", "application/x-www-form-urlencoded", 400),
        (b"comment=%ff%fe", "application/x-www-form-urlencoded", 400),
        (b"comment=\xff\xfe", "application/x-www-form-urlencoded", 400),
        (b"comment=%ed%a0%80", "application/x-www-form-urlencoded", 400),
        (b"comment=a&comment=b", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"f%d=1" % n for n in range(99)), "application/x-www-form-urlencoded", 400),
        (b"comment=a", "text/plain", 415),
        (b"comment=a", "multipart/form-data; boundary=x", 415),
        (b'{"comment": "\\ud800"}', "application/json", 400),
        (b'{"comment": "a\\u0000"}', "application/json", 400),
        (b'{"comment": "a", "comment": "b"}', "application/json", 400),
        (b'{"comment": "a", "state": "published"}', "application/json", 422),
        (b'{"comment": {"a": 1}}', "application/json", 422),
        (b'{"comment": NaN}', "application/json", 400),
        (b"[" * 50_000, "application/json", 400),
        (b'{"comment": ' + b"9" * 5_000 + b"}", "application/json", 400),
        (b"[]", "application/json", 422),
        (b" ", "application/json", 400),
    ],
)
def test_bodies_that_can_be_read_in_two_ways_are_refused(client, thread, body, kind, status):
    answer = client.post(reverse("comment-post", args=[thread.public_id]), body, content_type=kind, headers=OURS)

    assert answer.status_code == status
    assert not Comment.objects.exists()


def test_fifty_thousand_marks_are_refused_before_they_cost_anything(send):
    answer = send(comment="ا" + "\N{ARABIC FATHA}" * 25_000)

    assert answer.status_code in {413, 422}
    assert not Comment.objects.exists()


@pytest.mark.parametrize("number", ["0", "-1", "7", "x", "9" * 40, "1.5", "١"])
def test_an_answer_to_nothing_is_refused(send, number):
    answer = send(comment="نص", reply_to=number)

    assert 400 <= answer.status_code < 500
    assert not Comment.objects.exists()


def test_a_missing_or_foreign_thread_is_not_found(send, db):
    elsewhere = Site.objects.create(hostname="other.example", root_page=Page.objects.get(depth=1))
    foreign = open_thread(site=elsewhere, topic=Topic("article:1", "/x/", "x"), opened_at=NOON)

    assert send(comment="نص", to="A" * 16).status_code == 404
    assert send(comment="نص", to=foreign.public_id).status_code == 404
    assert not Comment.objects.exists()


def test_html_stays_text(send, thread, rules, client):
    rules.hold_first = False
    rules.save()
    send(comment="<script>alert(1)</script> <img src=x onerror=alert(1)> \"'", author="<b>x</b>")

    answer = client.get(reverse("comment-compose", args=[thread.public_id]), {"reply": "1"})

    assert b"<script>alert" not in answer.content
    assert b"<img src=x" not in answer.content
    assert b"<b>x" not in answer.content


def test_while_the_database_takes_nothing_the_text_comes_back(send, monkeypatch):
    def gone(*_: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("hiwar.discussions.services.posting.admit", gone)

    answer = send(comment="نصّ طويل لا يجوز أن يضيع")

    assert answer.status_code == 503
    assert "نصّ طويل لا يجوز أن يضيع" in answer.content.decode()


class TestBorrowedBrowser:
    """Abuse story 3: another site's page cannot write in a reader's name."""

    SITE_STATES = (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/page"},
    )

    @pytest.mark.parametrize("headers", SITE_STATES)
    def test_a_foreign_page_stores_nothing(self, send, headers):
        answer = send(comment="نص", headers=headers)

        assert answer.status_code == 403
        assert not Comment.objects.exists()
        assert not answer.cookies

    @pytest.mark.parametrize(
        "headers",
        [
            OURS,
            {"Sec-Fetch-Site": "none"},
            {"Origin": "http://127.0.0.1:8000"},
            {"Referer": "http://127.0.0.1:8000/a/"},
        ],
    )
    def test_our_own_page_is_believed(self, send, headers):
        assert send(comment="نص", headers=headers).status_code == 303

    def test_a_browser_that_says_nothing_writes_without_cookies_and_waits(self, send, thread, rules):
        rules.hold_first = False
        rules.save()

        bare = send(comment="بلا ختم", headers={})
        stamped = send(comment="بختم", headers={}, stamp=stamp_for(thread, now=NOON_NOW()))

        assert bare.status_code == 403
        assert stamped.status_code == 303
        assert not stamped.cookies
        assert Comment.objects.get().state == State.HELD

    def test_a_stamp_of_another_thread_or_day_is_worth_nothing(self, send, thread, site):
        other = open_thread(site=site, topic=Topic("article:2", "/x/", "x"), opened_at=NOON)

        assert send(comment="نص", headers={}, stamp=stamp_for(other, now=NOON_NOW())).status_code == 403
        assert send(comment="نص", headers={}, stamp=stamp_for(thread, now=NOON)).status_code == 403

    def test_nobody_else_can_withdraw_or_forget(self, send, client, thread):
        send(comment="نص")
        comment = Comment.objects.get()

        foreign = client.post(
            reverse("comment-withdraw", args=[comment.public_id]), headers={"Sec-Fetch-Site": "cross-site"}
        )
        stranger = Client().post(reverse("comment-withdraw", args=[comment.public_id]), headers=OURS)

        assert (foreign.status_code, stranger.status_code) == (403, 404)
        comment.refresh_from_db()
        assert comment.state == State.HELD


def NOON_NOW():
    from django.utils import timezone

    return timezone.now()


class TestGuessingReader:
    """Abuse story 9: a stranger cannot tell a held comment from one never written."""

    STATES = (State.HELD, State.REJECTED, State.SPAM, State.WITHDRAWN)

    @pytest.mark.parametrize("state", STATES)
    def test_a_permalink_tells_nothing(self, send, client, thread, state, django_assert_num_queries):
        send(comment="نص")
        comment = Comment.objects.get()
        Comment.objects.update(state=state)
        stranger = Client()
        stranger.get(reverse("comment-permalink", args=["A" * 16]))

        absent = stranger.get(reverse("comment-permalink", args=["A" * 16]))
        hidden = stranger.get(reverse("comment-permalink", args=[comment.public_id]))

        assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content)
        assert hidden.status_code == 404

    @pytest.mark.parametrize("state", STATES)
    def test_withdrawing_tells_nothing(self, send, thread, state):
        send(comment="نص")
        comment = Comment.objects.get()
        Comment.objects.update(state=state)

        absent = Client().post(reverse("comment-withdraw", args=["A" * 16]), headers=OURS)
        hidden = Client().post(reverse("comment-withdraw", args=[comment.public_id]), headers=OURS)

        assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content)

    def test_replying_to_it_tells_nothing(self, send, thread):
        send(comment="نص")
        Comment.objects.update(number=1)

        waiting = Client().get(reverse("comment-compose", args=[thread.public_id]), {"reply": "1"})
        absent = Client().get(reverse("comment-compose", args=[thread.public_id]), {"reply": "2"})

        assert (waiting.status_code, waiting.content) == (absent.status_code, absent.content)

    def test_the_author_sees_it_and_after_forgetting_no_longer(self, send, client, thread):
        send(comment="نصّي أنا")
        key = cookies.reader_from(client.get("/").wsgi_request, now=NOON_NOW())
        from hiwar.discussions.queries import own_held

        assert [row.text for row in own_held(key.key, ids=key.mine, site=thread.site)] == ["نصّي أنا"]
        client.post(reverse("reader-forget"), headers=OURS)

        after = cookies.reader_from(client.get("/").wsgi_request, now=NOON_NOW())
        assert (after.key, after.mine) == (None, ())

    def test_a_stolen_id_without_the_key_shows_nothing(self, send, thread):
        send(comment="نص")
        comment = Comment.objects.get()
        from hiwar.accounts.keys import ReaderKey
        from hiwar.discussions.queries import own_held

        assert own_held(ReaderKey.fresh(), ids=[comment.public_id], site=thread.site) == ()
        assert own_held(None, ids=[comment.public_id], site=thread.site) == ()


def test_only_published_comments_count(send, thread, rules):
    send(comment="أول")
    send(comment="ثانٍ")

    publish_comment(comment=Comment.objects.first(), now=NOON)

    assert Thread.objects.get().comment_count == 1
