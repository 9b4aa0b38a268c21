"""The hatch answers a comment as Django's door does, header by header, and leaves the rest to Django.

Every request here goes both ways, each into an empty discussion.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import DatabaseError, OperationalError, close_old_connections
from wagtail.models import Site

from hiwar.accounts.limits import PACE
from hiwar.delivery import comment_door
from hiwar.delivery.answers import Answer
from hiwar.delivery.bridge import Bridge, SiteFacts, wsgi_environ
from hiwar.delivery.comment_door import CommentTaker
from hiwar.delivery.hatch import Handed
from hiwar.delivery.requests import Request
from hiwar.discussions import cookies
from hiwar.discussions.models import Comment, DiscussionSettings, Thread
from hiwar.discussions.services import Topic, open_thread
from hiwar.discussions.stamps import stamp_for
from hiwar.discussions.taking import Failed, NotSaved, TurnedDown
from hiwar.discussions.views import TAKEN

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FORM = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
SCRIPT = {"content-type": "application/json", "sec-fetch-site": "same-origin", "accept": "application/json"}
# What is different in every answer: ids, keys, what is sealed, and the second in which a cookie ends.
_CHANCE = re.compile(
    r"(?<=[=\"])[A-Za-z0-9_-]{16}(?=[;.\"])|(?<==)[A-Za-z0-9_-]{43}(?=\.)|(?<=who=)\S{60,}?(?=;)|\d\d:\d\d:\d\d"
)


@pytest.fixture(autouse=True)
def fresh_pace() -> Iterator[None]:
    PACE.forget()
    yield
    PACE.forget()


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A test runs in a transaction of its own, which nobody may end: Django's test client does the same."""
    monkeypatch.setattr(comment_door, "close_old_connections", lambda: None)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def site(db: None) -> Site:
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def rules(site: Site) -> DiscussionSettings:
    found = DiscussionSettings.for_site(site)
    found.seconds_between, found.hold_first = 0, False
    found.save()
    return found


@pytest.fixture
def thread(site: Site, rules: DiscussionSettings) -> Thread:
    return open_thread(site=site, topic=Topic("article:1", "/2026/03/01/قطار/", "قطار الساحل"), opened_at=NOON)


def handed(thread_id: str, body: bytes, headers: Mapping[str, str]) -> Handed:
    host = settings.HIWAR_ORIGIN.partition("://")[2]
    given = {"host": host, "content-length": str(len(body)), **headers}
    return Handed(Request("POST", host, f"/discussion/{thread_id}/comments/", "", given), body, ("aa" * 8, "bb" * 8))


def by_django(one: Handed, known: Mapping[str, object] | None = None) -> Answer:
    """Return what the application answers, in its final shape."""
    bridge = Bridge(WSGIHandler(), SiteFacts(settings.HIWAR_ORIGIN))
    return bridge.answer(one.request, one.body, tokens=one.tokens, known=known or {})


def seen(answer: Answer) -> tuple[int, list[tuple[str, str]], str]:
    """Return an answer without what chance has put into it."""
    headers = sorted((name, _CHANCE.sub("…", value)) for name, value in answer.headers)
    return answer.status, headers, _CHANCE.sub("…", answer.body.decode())


def form(**fields: str) -> bytes:
    return urlencode(fields).encode()


def emptied(thread: Thread) -> None:
    Comment.objects.all().delete()
    Thread.objects.filter(pk=thread.pk).update(last_number=0, comment_count=0)
    PACE.forget()


TAKEN_COMMENTS = {
    "published": ({"comment": "متى تُفتح المحطة؟", "author": "ليلى"}, FORM),
    "held for its links": ({"comment": "https://example.org https://example.com"}, FORM),
    "with a name that is remembered": ({"comment": "نص", "author": "ليلى", "remember": "1"}, FORM),
    "by a script": ({"comment": "متى تُفتح المحطة؟", "author": "ليلى"}, SCRIPT),
    "held, by a script": ({"comment": "https://example.org https://example.com"}, SCRIPT),
}


@pytest.mark.parametrize(("fields", "headers"), TAKEN_COMMENTS.values(), ids=TAKEN_COMMENTS)
def test_what_is_taken_is_answered_as_django_answers_it(thread, fields, headers):
    body = json.dumps(fields).encode() if headers is SCRIPT else form(**fields)
    one = handed(thread.public_id, body, headers)

    (quick,) = CommentTaker().take([one])
    said = list(Comment.objects.values_list("text", "name", "state", "number"))
    emptied(thread)
    slow = by_django(one)

    assert isinstance(quick, Answer)
    assert seen(quick) == seen(slow)
    assert said == list(Comment.objects.values_list("text", "name", "state", "number"))


def test_whoever_comes_again_keeps_her_key_and_her_comments(thread):
    taker = CommentTaker()
    (first,) = taker.take([handed(thread.public_id, form(comment="أول كلام.", author="ليلى"), FORM)])
    assert isinstance(first, Answer)
    kept = "; ".join(value.partition(";")[0] for name, value in first.headers if name == "set-cookie")

    (second,) = taker.take([handed(thread.public_id, form(comment="ثاني كلام."), {**FORM, "cookie": kept})])

    assert isinstance(second, Answer)
    both = [Comment.objects.get(text=text).public_id for text in ("ثاني كلام.", "أول كلام.")]
    assert any(f"{cookies.MINE}={'.'.join(both)};" in value for _, value in second.headers)
    assert len(set(Comment.objects.values_list("author_link", flat=True))) == 1


def test_without_a_word_from_the_browser_the_stamp_of_the_page_is_asked_for(thread):
    plain = {"content-type": FORM["content-type"]}
    body = form(comment="نص بلا مفتاح", stamp=stamp_for(thread, now=datetime.now(UTC)))

    (quick,) = CommentTaker().take([handed(thread.public_id, body, plain)])
    (refused,) = CommentTaker().take([handed(thread.public_id, form(comment="نص بلا ختم"), plain)])

    assert isinstance(quick, Answer)
    assert quick.header("set-cookie") is None
    assert isinstance(refused, dict)
    assert Comment.objects.get().text == "نص بلا مفتاح"


def test_in_a_long_discussion_each_is_led_to_where_her_comment_stands(thread):
    Thread.objects.filter(pk=thread.pk).update(last_number=500, comment_count=500)
    lot = [handed(thread.public_id, form(comment=f"تعليق {number}."), FORM) for number in range(3)]

    answers = CommentTaker().take(lot)

    places = [answer.header("location") for answer in answers if isinstance(answer, Answer)]
    assert [str(place).partition("#")[2] for place in places] == ["c501", "c502", "c503"]


TURNED_DOWN: dict[str, tuple[bytes, dict[str, str], int]] = {
    "nothing written": (form(comment=" "), FORM, 422),
    "an address that is none": (form(comment="نص", email="layla@"), FORM, 422),
    "too long, by a script": (json.dumps({"comment": "ن" * 3001}).encode(), SCRIPT, 422),
    "another site's page": (form(comment="نص"), {**FORM, "sec-fetch-site": "cross-site"}, 403),
    "an answer to nobody": (form(comment="نص", reply_to="77"), FORM, 404),
    "a field twice": (b"comment=a&comment=b", FORM, 400),
    "a format nobody reads": (b"<comment/>", {**FORM, "content-type": "text/xml"}, 415),
}


@pytest.mark.parametrize(("body", "headers", "status"), TURNED_DOWN.values(), ids=TURNED_DOWN)
def test_what_is_turned_down_is_put_into_words_by_django_and_judged_once(thread, body, headers, status):
    one = handed(thread.public_id, body, headers)

    (known,) = CommentTaker().take([one])

    assert isinstance(known, dict)
    assert isinstance(known[TAKEN], TurnedDown)
    told, alone = by_django(one, known), by_django(one)
    assert seen(told) == seen(alone)
    assert told.status == status
    assert not Comment.objects.exists()


def test_a_second_one_too_soon_is_told_so_and_not_counted_again(thread, rules):
    rules.seconds_between = 30
    rules.save()
    taker = CommentTaker()
    (first,) = taker.take([handed(thread.public_id, form(comment="أول كلام."), FORM)])
    assert isinstance(first, Answer)
    kept = "; ".join(value.partition(";")[0] for name, value in first.headers if name == "set-cookie")
    one = handed(thread.public_id, form(comment="ثاني كلام."), {**FORM, "cookie": kept})

    (known,) = taker.take([one])

    assert isinstance(known, dict)
    told = by_django(one, known)
    assert told.status == 429
    assert "ثاني كلام." in told.body.decode()


def test_a_discussion_that_is_not_there_is_not_found(thread):
    one = handed("A" * 16, form(comment="نص"), FORM)

    (known,) = CommentTaker().take([one])

    assert isinstance(known, dict)
    assert isinstance(known[TAKEN], Failed)
    assert by_django(one, known).status == 404


def test_while_the_database_is_away_it_is_asked_once_and_every_text_comes_back(thread, monkeypatch):
    asked: list[str] = []

    def away(public_id: str, *, site: Site) -> None:
        asked.append(public_id)
        raise DatabaseError

    monkeypatch.setattr(comment_door, "thread_by_public_id", away)
    lot = [handed(thread.public_id, form(comment=f"نصّ لا يضيع {number}"), FORM) for number in range(4)]

    outcomes = CommentTaker().take(lot)

    assert len(asked) == 1
    for number, (one, known) in enumerate(zip(lot, outcomes, strict=True)):
        assert isinstance(known, dict)
        assert isinstance(known[TAKEN], NotSaved)
        told = by_django(one, known)
        assert told.status == 503
        assert f"نصّ لا يضيع {number}" in told.body.decode()


def test_a_database_that_is_away_at_the_start_keeps_nobody_from_opening(monkeypatch):
    def away() -> None:
        raise OperationalError

    monkeypatch.setattr(comment_door.connection, "ensure_connection", away)

    CommentTaker().open()


def test_one_that_is_turned_down_keeps_no_other_from_being_taken(thread):
    lot = [handed(thread.public_id, form(comment=text), FORM) for text in ("أول كلام.", " ", "كلام آخر.")]

    outcomes = CommentTaker().take(lot)

    assert [isinstance(outcome, Answer) for outcome in outcomes] == [True, False, True]
    assert Comment.objects.count() == 2


@pytest.mark.parametrize(
    ("method", "path", "cookie", "is_taken"),
    [
        ("POST", "/discussion/abcdEFGH0123_-ab/comments/", "", True),
        ("POST", "/discussion/abcdEFGH0123_-ab/comments/", f"{cookies.READER}=x.kept", True),
        ("GET", "/discussion/abcdEFGH0123_-ab/comments/", "", False),
        ("POST", "/discussion/abcdEFGH0123_-ab/compose/", "", False),
        ("POST", "/discussion/withdraw/abcdEFGH0123_-ab/", "", False),
        ("POST", "/embed/on/blog.example/post-12/comments/", "", False),
        ("POST", "/discussion/abcdEFGH0123_-ab/comments/x/", "", False),
        # Whoever is signed in has acts that are counted.
        ("POST", "/discussion/abcdEFGH0123_-ab/comments/", f"{settings.SESSION_COOKIE_NAME}=x", False),
    ],
)
def test_comments_under_pages_of_our_own_are_handed_in(method, path, cookie, is_taken):
    request = Request(method, "hiwar.example", path, "", {"cookie": cookie} if cookie else {})

    assert CommentTaker().takes(request) is is_taken


def test_no_address_and_no_browser_is_known_behind_the_hatch(thread, monkeypatch):
    arrived: list[Any] = []

    def kept(lot: list[Any], *, now: datetime) -> list[Any]:
        arrived.extend(lot)
        return []

    monkeypatch.setattr(comment_door, "take_comments", kept)
    carriers = dict.fromkeys(("x-forwarded-for", "user-agent", "accept-language", "forwarded"), "203.0.113.9")

    with pytest.raises(ValueError, match="shorter"):
        CommentTaker().take([handed(thread.public_id, form(comment="نص"), {**FORM, **carriers})])

    assert "203.0.113.9" not in str(vars(arrived[0]))


def test_what_is_known_of_a_request_reaches_django_alone():
    """No header can stand for it: what comes over the wire has names of its own in the environment."""
    request = Request("POST", "hiwar.example", "/", "", {TAKEN: "x", f"http-{TAKEN}": "x", "hiwar-taken": "x"})

    assert TAKEN not in wsgi_environ(request, b"", tokens=("", ""), scheme="http")
