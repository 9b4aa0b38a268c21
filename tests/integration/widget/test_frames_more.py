"""What the page around a frame learns by asking for addresses of it, and what is said in the frame when things fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from wagtail.models import Site

from hiwar.accounts.models import Measure, User
from hiwar.delivery.headers import CSP
from hiwar.delivery.page_rules import PLAN, Plan
from hiwar.discussions.models import Comment, Thread
from hiwar.discussions.services import publish_comment
from hiwar.moderation.queries.breaking import discussions_found
from hiwar.moderation.roles import Seat
from hiwar.widget import frames
from tests.factories.newsroom import NOON
from tests.integration.widget.conftest import BLOG, FRAME, OURS, PAGE, STORE, WORDS, Send, the_thread

pytestmark = pytest.mark.django_db
MINE = "/embed/talk/mine/"
# What a browser says of a picture or a frame in the page around, of an address typed, and an old one of everything.
NOT_OURS = [{"Sec-Fetch-Site": site} for site in ("cross-site", "same-site", "none")] + [{}, {"Origin": BLOG}]
WARNED = "التزمي بالموضوع."


def edit_of(comment: Comment, *, within: str = FRAME) -> str:
    return f"{within}edit/?comment={comment.public_id}"


@pytest.fixture
def owner(site: Site) -> User:
    return User.objects.create_superuser("maha", password="a long pass phrase")


@pytest.fixture
def desk(owner: User) -> Client:
    browser = Client()
    browser.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    return browser


@contextmanager
def the_database_away() -> Iterator[None]:
    def refuse(*_: Any) -> Any:
        raise OperationalError("connection refused")

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.parametrize("headers", NOT_OURS)
@pytest.mark.parametrize("within", [FRAME, f"/embed/fa{PAGE}"])
def test_the_page_around_cannot_ask_whether_she_wrote_a_comment(
    client: Client, send: Send, headers: dict[str, str], within: str
) -> None:
    send()
    address = edit_of(Comment.objects.get(), within=within)

    hers, strangers = (browser.get(address, headers=headers) for browser in (client, Client()))

    assert (hers.status_code, hers.content) == (strangers.status_code, strangers.content)
    assert client.get(address, headers=OURS).status_code == 200


def test_nor_by_sending_a_form_to_where_she_edits(client: Client, send: Send) -> None:
    send()
    address, headers = edit_of(Comment.objects.get()), {"Sec-Fetch-Site": "cross-site"}

    hers, strangers = (browser.post(address, headers=headers) for browser in (client, Client()))

    assert (hers.status_code, hers.content) == (strangers.status_code, strangers.content)


@pytest.mark.parametrize("headers", NOT_OURS)
@pytest.mark.parametrize(("door", "hers"), [(MINE, WORDS), (f"{FRAME}compose/", "ليلى")])
def test_the_page_around_is_shown_nothing_of_hers(
    client: Client, send: Send, headers: dict[str, str], door: str, hers: str
) -> None:
    send(remember="1")

    assert hers not in client.get(door, headers=headers).content.decode()
    assert hers in client.get(door, headers=OURS).content.decode()


def test_the_page_around_cannot_have_a_warning_count_as_read(client: Client, desk: Client, send: Send) -> None:
    send()
    comment = Comment.objects.get()
    desk.post(f"/desk/comment/{comment.public_id}/warn/", {"reason": "off_topic", "message": WARNED})

    client.get(MINE, headers={"Sec-Fetch-Site": "cross-site"})
    assert Measure.objects.get().seen_at is None

    assert WARNED in client.get(MINE, headers=OURS).content.decode()
    assert Measure.objects.get().seen_at is not None


def test_the_discussion_that_the_page_opens_shows_her_what_waits(client: Client, send: Send) -> None:
    send()

    assert WORDS in client.get(FRAME, headers={"Sec-Fetch-Site": "cross-site"}).content.decode()


@pytest.mark.parametrize("path", [f"{FRAME}?after=7&order=none", "/embed/on/nobody.example/post-12/"])
def test_what_is_not_there_is_said_in_the_frame_whoever_asks_next(client: Client, site: Site, path: str) -> None:
    plan = Plan()

    answer = client.get(path, **{PLAN: plan})

    assert answer.status_code == 404
    assert plan.has_words
    assert f"frame-ancestors {BLOG} {STORE}" in answer["Content-Security-Policy"]


def test_what_is_there_has_no_such_words(client: Client, site: Site) -> None:
    plan = Plan()

    client.get(FRAME, **{PLAN: plan})

    assert not plan.has_words


def an_articles_discussion(site: Site) -> None:
    Thread.objects.create(site=site, subject="article:1", url="/2014/01/19/train/", title="قطار الساحل", opened_at=NOON)


def names(words: str, *, site: Site, owner: User) -> list[str]:
    return [where.name for where in discussions_found(words, seat=Seat(site, owner))]


def test_invented_names_do_not_hide_discussions_from_the_desks_search(site: Site, owner: User) -> None:
    an_articles_discussion(site)
    for number in range(60):
        key = f"blog.example/made-up-{number}"
        Thread.objects.create(
            site=site,
            subject=f"embed:{key}",
            url=f"/on/{key}/",
            title=f"اسم {number}",
            host_page=f"https://{key}",
            opened_at=NOON,
        )

    assert names("قطار", site=site, owner=owner) == ["قطار الساحل"]
    assert names("", site=site, owner=owner) == ["قطار الساحل"]
    assert names("اسم", site=site, owner=owner) == []
    assert names("https://blog.example/made-up-7", site=site, owner=owner) == ["اسم 7"]


def test_one_in_which_something_is_public_is_found_by_its_title(site: Site, owner: User, send: Send) -> None:
    send(page_url=f"{BLOG}/2014/", page_title="عودة القطار")
    assert names("القطار", site=site, owner=owner) == []

    publish_comment(comment=the_thread().comments.get(), now=NOON)

    assert names("القطار", site=site, owner=owner) == ["عودة القطار"]


@pytest.mark.parametrize("words", ["#a/b", " #/", "?a/b"])
def test_an_address_without_a_page_finds_no_article(site: Site, owner: User, words: str) -> None:
    an_articles_discussion(site)

    assert names(words, site=site, owner=owner) == []


@pytest.mark.parametrize("to", [FRAME, f"/embed/fa{PAGE}", PAGE])
def test_while_the_database_is_away_the_text_comes_back(client: Client, send: Send, to: str) -> None:
    with the_database_away():
        answer = send(to=to)

    assert answer.status_code == 503
    assert WORDS in answer.content.decode()


def test_the_text_comes_back_where_the_sites_that_were_named_last_can_show_it(client: Client, send: Send) -> None:
    client.get(FRAME)

    with the_database_away():
        answer = send()

    assert f"frame-ancestors {BLOG} {STORE}" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer


def test_where_nobody_knows_who_may_show_it_nobody_may(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "_last_known", {})

    with the_database_away():
        answer = send()

    assert answer["Content-Security-Policy"] == CSP["frame"]
    assert WORDS in answer.content.decode()


def test_whoever_only_reads_is_told_that_the_database_is_away(client: Client, site: Site) -> None:
    client.get(FRAME)
    client.raise_request_exception = False

    with the_database_away():
        assert client.get(f"{FRAME}compose/").status_code == 503


def test_the_privacy_page_in_a_frame_says_what_the_page_around_it_learns(client: Client, site: Site) -> None:
    told = "ما تعرفه تلك الصفحة عنك هنا"

    assert told in client.get("/embed/about/privacy/").content.decode()
    assert told not in client.get("/about/privacy/").content.decode()
