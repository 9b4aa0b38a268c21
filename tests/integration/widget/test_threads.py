"""A discussion on another site begins with its first comment; while nothing in it is public, nobody can tell."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from hiwar.delivery.models import Change
from hiwar.delivery.watched_rows import count_key
from hiwar.discussions.models import Comment, DiscussionSettings, Mode, State, Thread
from hiwar.discussions.services import publish_comment, set_aside_comment
from hiwar.discussions.stamps import stamp_for
from tests.factories.discussions import an_imported_comment
from tests.factories.newsroom import NOON
from tests.integration.delivery.readers import CountQueries
from tests.integration.widget.conftest import FRAME, OURS, PAGE, SUBJECT, WORDS, Send, the_thread

pytestmark = pytest.mark.django_db
SAID = {"page_url": "https://blog.example/2014/post-12?ref=1#c", "page_title": " قطار\nالساحل "}


def test_no_get_brings_a_discussion_into_being(client: Client, site: Site) -> None:
    for path in (
        PAGE,
        FRAME,
        f"{FRAME}state/",
        f"{FRAME}1/",
        f"{FRAME}compose/",
        f"{FRAME}report/?c=1",
        f"{FRAME}edit/",
    ):
        client.get(path)

    assert not Thread.objects.exists()


@pytest.mark.parametrize(
    ("fields", "headers", "status"),
    [
        ({"text": ""}, OURS, 422),
        ({"author": "س" * 61}, OURS, 422),
        ({"reply_to": "7"}, OURS, 404),
        ({}, {"Sec-Fetch-Site": "cross-site"}, 403),
        ({}, {"Origin": "https://blog.example"}, 403),
        ({}, {}, 403),
    ],
)
def test_a_refused_comment_brings_none_into_being(send: Send, fields, headers, status: int) -> None:
    answer = send(headers=headers, **fields)

    assert answer.status_code == status
    assert not Thread.objects.exists()


def test_the_first_comment_brings_it_with_what_its_page_says_of_itself(send: Send) -> None:
    send(**SAID)

    thread = the_thread()
    assert thread.host_page == "https://blog.example/2014/post-12?ref=1"
    assert thread.title == "قطار الساحل"
    assert thread.url == PAGE
    assert thread.comments.get().text == WORDS


def test_what_a_later_comment_says_of_the_page_changes_nothing(send: Send) -> None:
    send(**SAID)

    send("تعليق آخر.", page_url="https://blog.example/forged", page_title="عنوان مزوّر")

    assert the_thread().title == "قطار الساحل"
    assert the_thread().host_page.endswith("post-12?ref=1")


def test_a_page_of_another_site_is_not_believed(send: Send) -> None:
    send(page_url="https://evil.example/x", page_title="")

    assert (the_thread().host_page, the_thread().title) == ("https://blog.example/", "post-12")


def test_it_keeps_no_second_of_the_first_comment(send: Send) -> None:
    send(**SAID)

    opened_at = the_thread().opened_at
    assert (opened_at.second, opened_at.microsecond) == (0, 0)


def test_a_comment_that_waits_lets_no_page_grow_old(client: Client, send: Send) -> None:
    send(**SAID)
    assert not Change.objects.filter(key=count_key(SUBJECT)).exists()

    publish_comment(comment=the_thread().comments.get(), now=NOON)
    assert Change.objects.filter(key=count_key(SUBJECT)).exists()


def test_readers_are_never_told_what_a_stranger_said_of_the_page(client: Client, send: Send) -> None:
    send(page_title="عنوان مزوّر", page_url="https://blog.example/x?email=layla")
    publish_comment(comment=the_thread().comments.get(), now=NOON)
    public_id = the_thread().public_id

    for path in (
        PAGE,
        FRAME,
        f"{PAGE}compose/?reply=1",
        f"{PAGE}report/?c=1",
        f"/talk/{public_id}/",
        f"/talk/{public_id}/rss.xml",
    ):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "عنوان مزوّر" not in answer.content.decode(), path
        assert "email=layla" not in answer.content.decode(), path


def test_two_sites_have_two_discussions_of_one_name(send: Send) -> None:
    send()
    send(to="/embed/on/localhost:3000/post-12/")

    assert set(Thread.objects.values_list("subject", flat=True)) == {SUBJECT, "embed:localhost:3000/post-12"}


def test_one_page_seen_in_two_languages_is_one_discussion(send: Send) -> None:
    send()
    send("تعليق آخر.", to=f"/embed/fa{PAGE}")

    assert the_thread().comments.count() == 2


STATES = ["absent", "held", "rejected", "spam", "withdrawn"]
DOORS = [
    FRAME,
    PAGE,
    f"/embed/fa{PAGE}",
    f"{FRAME}?order=newest",
    f"{FRAME}?after=1",
    f"{FRAME}state/",
    f"{FRAME}1/",
    f"{FRAME}compose/",
    f"{FRAME}compose/?reply=1",
    f"{FRAME}report/?c=1",
    f"{FRAME}edit/?comment=aaaaaaaaaaaaaaaa",
    "/embed/counts/blog.example/?of=post-12",
]


@pytest.mark.parametrize("door", DOORS)
def test_held_set_aside_withdrawn_and_never_written_answer_alike(client: Client, send: Send, door: str) -> None:
    writer = Client()
    seen, asked = set(), set()
    for state in STATES:
        if state != "absent":
            Thread.objects.all().delete()
            send(browser=writer, **SAID)
            comment = the_thread().comments.get()
            if state != "held":
                set_aside_comment(comment=comment, state=state)
        client.get(door)
        with time_machine.travel(NOON, tick=False), CountQueries() as counted:
            answer = client.get(door)
        seen.add((answer.status_code, answer.content, str(sorted(answer.items()))))
        asked.add(len(counted.queries))

    assert len(seen) == 1
    assert len(asked) == 1


def test_the_age_of_a_discussion_that_only_waits_closes_nothing(client: Client, site: Site, send: Send) -> None:
    DiscussionSettings.objects.filter(site=site).update(close_after_days=1)
    send()
    Thread.objects.update(opened_at=timezone.now() - timedelta(days=9))

    assert 'id="say"' in client.get(FRAME).content.decode()

    publish_comment(comment=the_thread().comments.get(), now=NOON)
    assert 'id="say"' not in client.get(FRAME).content.decode()


def test_a_hidden_discussion_is_nowhere(client: Client, send: Send) -> None:
    send()
    Thread.objects.update(mode=Mode.HIDDEN)

    assert [client.get(path).status_code for path in (PAGE, FRAME, f"{FRAME}state/")] == [404, 404, 404]
    assert send("تعليق آخر.").status_code == 404


def test_a_long_discussion_is_turned_page_by_page_inside_the_frame(client: Client, send: Send) -> None:
    send()
    thread = the_thread()
    for number in range(130):
        an_imported_comment(thread, f"تعليق رقم {number}", key=str(number))

    first = client.get(FRAME).content.decode()
    led = client.get(f"{FRAME}120/")

    assert f'href="{FRAME}?after=' in first
    assert led.status_code == 302
    assert led["Location"].startswith(f"{FRAME}?after=")
    assert client.get(led["Location"]).status_code == 200
    assert client.get(f"{FRAME}?order=newest").status_code == 200


def test_a_form_without_any_word_of_its_origin_needs_the_stamp_of_its_discussion(send: Send, site: Site) -> None:
    thread = Thread(site=site, subject=SUBJECT, url=PAGE, host_page="https://blog.example/")
    other = Thread(site=site, subject=f"{SUBJECT}3", url=PAGE, host_page="https://blog.example/")

    assert send(headers={}, stamp=stamp_for(other, now=timezone.now())).status_code == 403
    answer = send(headers={}, stamp=stamp_for(thread, now=timezone.now()))

    assert answer.status_code == 303
    assert Comment.objects.get().state == State.HELD
    assert not answer.cookies
