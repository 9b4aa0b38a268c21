"""The hot path: bytes at once, one drawing for everybody who waits, old pages while the database is away."""

import asyncio
import gzip
from dataclasses import dataclass, field

import pytest

from hiwar.delivery.answers import Answer
from hiwar.delivery.change_feed import News
from hiwar.delivery.hot_pages import BLIND_AFTER_SECONDS, GRACE_SECONDS, HotPages, Site
from hiwar.delivery.page_rules import Route
from hiwar.delivery.page_store import PageStore
from hiwar.delivery.requests import Refused, Request

HOST = "hiwar.example"
PAGE = ("<!doctype html><p>مدرسة الحي تفتح أبوابها.</p>" * 40).encode()


class Wire:
    """What the server knows of a request's headers: unreadable values are named and not told."""

    def __init__(self, pairs, unreadable=()):
        self._pairs, self._unreadable = pairs, unreadable

    def items(self):
        return list(self._pairs)

    def keys(self):
        return [*dict(self._pairs), *self._unreadable]

    def get(self, key, default=None):
        return dict(self._pairs).get(key, default)


@dataclass
class Scope:
    """A request on the wire."""

    headers: Wire
    method: str = "GET"
    path: str = "/"
    query_string: str = ""
    authority: str | None = None


@dataclass
class Sent:
    """What was sent, if anything."""

    status: int = 0
    headers: dict = field(default_factory=dict)
    body: bytes = b""

    def response_empty(self, status, headers):
        self.status, self.headers = status, dict(headers)

    def response_bytes(self, status, headers, body):
        self.status, self.headers, self.body = status, dict(headers), body


class Feed:
    """A feed that looked a moment ago, until a test says otherwise."""

    looked_at = 1.0

    def start(self, deliver):
        self.deliver = deliver

    def stop(self):
        pass

    def wake(self):
        self.woken = True


class Draughtsman:
    """Draws what it is told to, and counts; `during` runs while a page is being drawn."""

    def __init__(self):
        self.answers = {}
        self.asked = []
        self.gate = None
        self.during = lambda: None
        self.until = 1000.0

    async def draw(self, request, plan):
        self.asked.append(request)
        plan.keys, plan.until = frozenset({"newsroom", "thread:1"}), self.until
        if self.gate is not None:
            await self.gate.wait()
        self.during()
        given = self.answers.get(request.path, page())
        if given.header("etag") is not None and request.headers.get("if-none-match") == given.header("etag"):
            return Answer(304, [("etag", given.header("etag"))])
        return Answer(given.status, list(given.headers), given.body)

    async def run(self, job):
        return job()


def page(tag="v1", body=PAGE, status=200, **more):
    """Return a page as its view answers it."""
    headers = {"content-type": "text/html; charset=utf-8", "cache-control": "public, max-age=0", "etag": f'"{tag}"'}
    return Answer(status, [*headers.items(), *((k.replace("_", "-"), v) for k, v in more.items())], body)


class World:
    """Everything around the hot pages, with a clock that tests turn."""

    def __init__(self):
        self.now = 1.0
        self.feed, self.draughtsman = Feed(), Draughtsman()
        self.store = PageStore(max_bytes=1_000_000)
        site = Site(
            lambda path: None if path.startswith(("/desk/", "/no/")) else Route(),
            frozenset({"hiwar_reader"}),
            leads_nowhere=lambda path: path.startswith("/no/"),
        )
        self.pages = HotPages(self.store, self.draughtsman, self.feed, site, clock=lambda: self.now)

    def turn(self, seconds, *, looking=True):
        self.now += seconds
        if looking:
            self.feed.looked_at = self.now

    async def ask(self, path="/", method="GET", query="", **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.pages.answer(Request(method, HOST, path, query, {"host": HOST, **named}))

    def at_once(self, *pairs, unreadable=(), **scope):
        sent = Sent()
        wire = Wire([("host", HOST), *pairs], unreadable)
        return sent if self.pages.send_at_once(Scope(wire, **scope), sent) else None


@pytest.fixture
def world():
    return World()


def run(coroutine):
    """Run it, but not for ever."""
    return asyncio.run(asyncio.wait_for(coroutine, 10))


def test_the_second_reader_costs_no_drawing(world):
    first = run(world.ask())
    second = run(world.ask())

    assert first.body == second.body == PAGE
    assert len(world.draughtsman.asked) == 1


def test_a_page_is_drawn_as_for_nobody_in_particular(world):
    run(world.ask(accept_encoding="gzip", referer="http://elsewhere/", cookie="theme=dark", user_agent="x"))

    (request,) = world.draughtsman.asked
    assert request.headers == {"host": HOST}


def test_finished_bytes_go_out_at_once(world):
    run(world.ask(accept_encoding="gzip"))

    sent = world.at_once(("accept-encoding", "gzip"))

    assert sent.status == 200
    assert gzip.decompress(sent.body) == PAGE
    assert sent.headers["etag"] == '"v1-gz"'


def test_head_says_what_get_would(world):
    run(world.ask())

    sent = world.at_once(method="HEAD")

    assert (sent.status, sent.body, sent.headers["content-length"]) == (200, b"", str(len(PAGE)))


def test_who_has_the_version_is_told_so(world):
    run(world.ask())

    assert world.at_once(("if-none-match", '"v1"')).status == 304
    assert world.at_once(("if-none-match", '"v0", W/"v1"')).status == 304
    assert world.at_once(("if-none-match", '"v0"')).status == 200


@pytest.mark.parametrize(
    "odd",
    [
        {"pairs": [("host", "other.example")]},
        {"pairs": [("host", HOST)]},
        {"pairs": [("x", "1"), ("x", "2")]},
        {"pairs": [("cookie", "theme=dark")]},
        {"pairs": [("authorization", "Basic x")]},
        {"pairs": [("content-length", "5")]},
        {"pairs": [("transfer-encoding", "chunked")]},
        {"unreadable": ["cookie"]},
        {"unreadable": ["origin"]},
        {"method": "POST"},
        {"method": "CONNECT"},
        {"authority": "elsewhere.example"},
        {"query_string": "sent=held"},
        {"path": "/nowhere/"},
        {"path": "//"},
    ],
)
def test_anything_odd_is_left_to_a_closer_look(world, odd):
    run(world.ask())
    assert world.at_once() is not None

    assert world.at_once(*odd.pop("pairs", []), unreadable=odd.pop("unreadable", ()), **odd) is None


def test_readers_with_our_cookies_are_left_to_the_application(world):
    assert run(world.ask(cookie="hiwar_reader=x")) is None
    assert run(world.ask("/desk/")) is None
    assert world.draughtsman.asked == []


def test_those_who_wait_share_one_drawing(world):
    async def crowd():
        world.draughtsman.gate = asyncio.Event()
        readers = [asyncio.create_task(world.ask()) for _ in range(50)]
        await asyncio.sleep(0)
        world.draughtsman.gate.set()
        return await asyncio.gather(*readers)

    answers = run(crowd())

    assert {answer.body for answer in answers} == {PAGE}
    assert len(world.draughtsman.asked) == 1


def test_a_reader_who_leaves_does_not_take_the_page_from_the_others(world):
    async def crowd():
        world.draughtsman.gate = asyncio.Event()
        leaving, staying = (asyncio.create_task(world.ask()) for _ in range(2))
        await asyncio.sleep(0)
        leaving.cancel()
        await asyncio.sleep(0)
        world.draughtsman.gate.set()
        return await staying

    assert run(crowd()).body == PAGE


def test_a_changed_page_is_drawn_again(world):
    run(world.ask())
    world.draughtsman.answers["/"] = page("v2", b"new")
    world.pages.hear(News(("thread:1",)))
    world.turn(GRACE_SECONDS + 0.01)

    assert world.at_once() is None
    assert run(world.ask()).body == b"new"
    assert world.at_once().body == b"new"


def test_for_a_moment_the_old_page_is_shown_while_the_new_one_is_drawn(world):
    async def story():
        await world.ask()
        world.draughtsman.answers["/"] = page("v2", b"new")
        world.pages.hear(News(("thread:1",)))
        old = await world.ask()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return old, await world.ask()

    old, new = run(story())

    assert old.body == PAGE
    assert old.header("cache-status").startswith("hiwar; hit; ttl=-")
    assert new.body == b"new"


def test_after_that_moment_everybody_waits_for_the_new_page(world):
    run(world.ask())
    world.draughtsman.answers["/"] = page("v2", b"new")
    world.pages.hear(News(("thread:1",)))
    world.turn(0.05)

    assert run(world.ask()).body == b"new"


def test_a_page_that_a_change_overtook_is_drawn_again_before_it_is_kept(world):
    changes = iter([("thread:1",), ()])

    def during():
        world.pages.hear(News(next(changes)))
        world.draughtsman.answers["/"] = page("v2", b"new")

    world.draughtsman.during = during

    answer = run(world.ask())

    assert answer.body == b"new"
    assert world.at_once().body == b"new"


def test_a_page_overtaken_again_and_again_is_shown_and_not_kept(world):
    world.draughtsman.during = lambda: world.pages.hear(News(("thread:1",)))

    assert run(world.ask()).body == PAGE
    assert world.at_once() is None
    assert len(world.draughtsman.asked) == 3


def test_nothing_is_kept_before_the_changes_have_been_looked_at(world):
    world.feed.looked_at = 0.0

    assert run(world.ask()).body == PAGE
    assert len(world.store) == 0


def test_a_page_that_did_not_change_after_all_keeps_its_bytes(world):
    run(world.ask(accept_encoding="gzip"))
    packed = world.at_once(("accept-encoding", "gzip")).body
    world.pages.hear(News(("newsroom",)))
    world.turn(1)

    again = run(world.ask(accept_encoding="gzip"))

    assert world.draughtsman.asked[1].headers["if-none-match"] == '"v1"'
    assert again.body is packed


def test_while_the_database_is_away_old_pages_are_shown_and_marked(world):
    run(world.ask())
    world.draughtsman.answers["/"] = page("", status=503, body=b"away")
    world.turn(7200, looking=False)

    answer = run(world.ask())
    again = run(world.ask())

    assert answer.body == again.body == PAGE
    assert answer.header("cache-status") == "hiwar; hit; ttl=-6201"
    # One try for both: everybody asking a database that is down would be the second failure.
    assert len(world.draughtsman.asked) == 2


def test_a_page_with_a_fault_of_its_own_does_not_make_others_old(world):
    run(world.ask("/a/"))
    world.draughtsman.answers["/b/"] = page("", status=500, body=b"fault")
    assert run(world.ask("/b/")).status == 500
    world.draughtsman.answers["/a/"] = page("v2", b"new")
    world.pages.hear(News(("thread:1",)))
    world.turn(GRACE_SECONDS + 0.01)

    assert run(world.ask("/a/")).body == b"new"


def test_where_too_much_waits_to_be_drawn_an_old_page_is_shown(world):
    def full():
        raise Refused(503)

    run(world.ask("/a/"))
    world.draughtsman.during = full
    world.pages.hear(News(("thread:1",)))
    world.turn(1)

    assert run(world.ask("/a/")).header("cache-status") == "hiwar; hit; ttl=-1"
    with pytest.raises(Refused):
        run(world.ask("/b/"))


def test_an_article_that_was_taken_down_does_not_come_back_while_the_database_is_away(world):
    run(world.ask())
    world.draughtsman.answers["/"] = page("", status=404, body=b"not here")
    world.pages.hear(News(("newsroom",)))
    world.turn(1)
    assert run(world.ask()).status == 404
    world.draughtsman.answers["/"] = page("", status=503, body=b"away")
    world.turn(10, looking=False)

    assert run(world.ask()).status == 503


def test_when_the_database_is_back_pages_are_true_again(world):
    run(world.ask())
    world.draughtsman.answers["/"] = page("", status=503, body=b"fault")
    world.turn(7200, looking=False)
    run(world.ask())
    world.draughtsman.answers["/"] = page("v2", b"new")
    world.draughtsman.until = 1e9
    world.turn(1)

    assert run(world.ask()).body == b"new"
    assert world.at_once().body == b"new"


def test_without_a_look_at_the_changes_no_page_is_believed(world):
    run(world.ask())
    world.turn(BLIND_AFTER_SECONDS + 0.1, looking=False)

    assert world.at_once() is None
    assert run(world.ask()).status == 200
    assert len(world.draughtsman.asked) == 2


def test_a_page_that_nobody_kept_and_that_fails_is_a_failure(world):
    world.draughtsman.answers["/"] = page("", status=503, body=b"fault")

    assert run(world.ask()).status == 503


def test_what_is_not_there_is_told_to_everybody_who_waited_and_not_kept(world):
    world.draughtsman.answers["/x/"] = page(status=404, body=b"not here")

    assert run(world.ask("/x/")).status == 404
    assert len(world.store) == 0


def test_a_cookie_made_while_drawing_reaches_nobody(world):
    world.draughtsman.answers["/"] = page(set_cookie="session=1")

    assert run(world.ask()) is None
    assert len(world.store) == 0


def test_a_drawing_that_raises_is_the_readers_who_asked_and_is_tried_again(world):
    async def story():
        with pytest.raises(RuntimeError):
            await world.ask()
        world.draughtsman.during = lambda: None
        return await world.ask()

    def fail():
        raise RuntimeError

    world.draughtsman.during = fail

    assert run(story()).status == 200


def test_small_pages_are_not_compressed_and_still_hot(world):
    world.draughtsman.answers["/"] = page(body=b"small")
    run(world.ask(accept_encoding="br"))

    assert world.at_once(("accept-encoding", "br")).body == b"small"


def test_it_hears_of_changes_on_the_loop_and_can_be_told_to_look(world):
    async def story():
        world.pages.open(asyncio.get_running_loop())
        await world.ask()
        world.feed.deliver(News((), missed=True))
        await asyncio.sleep(0)
        return world.store.get((HOST, "/", "")).stale_since

    assert run(story()) == world.now
    world.pages.look_now()
    assert world.feed.woken
    world.pages.close()
