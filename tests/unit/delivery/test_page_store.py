"""Finished pages: the bytes of each coding, bounded memory, growing old, and never keeping what a change overtook."""

import gzip

import pytest

from hiwar.delivery.answers import Answer
from hiwar.delivery.page_rules import Plan
from hiwar.delivery.page_store import OVERHEAD, SLOW_SECONDS, PageStore, renewed, stored, variant

HOST = "hiwar.example"
BODY = "<p>قطار الساحل</p>".encode()


def address(path="/"):
    """Return where a page is found."""
    return (HOST, path, "")


def a_page(*keys, slow=(), until=1000.0, body=BODY, tag="v1"):
    """Return a page that hangs on these keys."""
    headers = [("content-type", "text/html"), ("cache-control", "public"), ("etag", f'"{tag}"')]
    return stored(Answer(200, headers, body), Plan(frozenset(keys or {"newsroom"}), frozenset(slow), until))


@pytest.fixture
def store():
    return PageStore(max_bytes=1_000_000)


def put(store, path, page, *, since=None, now=0.0):
    """Keep a page begun now, or at `since`."""
    store.put(address(path), page, since=store.position if since is None else since, now=now)
    return page


def test_each_coding_has_its_own_strong_etag_and_says_its_name():
    page = a_page()

    packed = variant(page, "gzip", gzip.compress(BODY, mtime=0))

    assert page.variants[""].etag == '"v1"'
    assert packed.etag == '"v1-gz"'
    assert ("content-encoding", "gzip") in packed.headers
    assert ("etag", '"v1-gz"') in packed.headers
    assert "content-encoding" not in dict(page.variants[""].headers)


def test_a_304_says_which_version_it_confirms_and_nothing_of_the_body():
    unchanged = dict(a_page().variants[""].unchanged)

    assert unchanged["etag"] == '"v1"'
    assert "content-type" not in unchanged


def test_a_page_without_a_version_says_none():
    nothing = stored(Answer(404, [("content-type", "text/html")], BODY), Plan(frozenset({"newsroom"})))

    assert nothing.status == nothing.answer().status == 404
    assert "etag" not in dict(nothing.variants[""].headers)


def test_a_page_is_old_the_moment_one_of_its_keys_changes(store):
    page, other = put(store, "/a/", a_page("thread:1")), put(store, "/b/", a_page("thread:2"))

    store.changed(["thread:1"], now=5.0)

    assert page.stale_since == 5.0
    assert not page.holds(5.0)
    assert other.holds(5.0)


def test_a_count_beside_a_headline_may_wait_a_little(store):
    page = put(store, "/", a_page("newsroom", slow=["count:article:3"]))

    store.changed(["count:article:3"], now=5.0)

    assert page.holds(5.0)
    assert not page.holds(5.0 + SLOW_SECONDS)


def test_many_changes_of_a_count_do_not_put_it_off(store):
    page = put(store, "/", a_page("newsroom", slow=["count:article:3"]))

    for moment in (5.0, 6.0, 6.9):
        store.changed(["count:article:3"], now=moment)

    assert not page.holds(7.0)


def test_a_page_is_old_when_its_time_is_over(store):
    assert not put(store, "/", a_page(until=7.0)).holds(7.0)


def test_a_change_while_a_page_is_drawn_overtakes_it(store):
    since = store.position
    store.changed(["thread:1"], now=1.0)

    assert store.overtaken(Plan(frozenset({"thread:1"})), since=since)
    assert not store.overtaken(Plan(frozenset({"thread:2"})), since=since)
    assert not store.overtaken(Plan(frozenset({"thread:1"})), since=store.position)


def test_a_count_that_changed_while_the_page_was_drawn_is_soon_looked_at_again(store):
    since = store.position
    store.changed(["count:article:3"], now=1.0)

    page = put(store, "/", a_page("newsroom", slow=["count:article:3"]), since=since, now=1.0)

    assert page.holds(1.0)
    assert not page.holds(1.0 + SLOW_SECONDS)


def test_who_began_before_all_remembered_changes_is_overtaken(store):
    since = store.position
    store.changed([f"thread:{number}" for number in range(5000)], now=1.0)

    assert store.overtaken(Plan(frozenset({"thread:99999"})), since=since)


def test_when_changes_may_have_been_missed_every_page_is_old(store):
    kept, since = put(store, "/", a_page()), store.position

    store.all_changed(now=3.0)

    assert not kept.holds(3.0)
    assert store.overtaken(Plan(frozenset({"anything"})), since=since)
    assert not store.overtaken(Plan(frozenset({"anything"})), since=store.position)


def test_memory_is_bounded_in_bytes_and_the_least_asked_for_goes_first():
    store = PageStore(max_bytes=3 * (OVERHEAD + 1000))
    for path in ("/a/", "/b/", "/c/"):
        put(store, path, a_page(body=b"x" * 1000))
    store.get(address("/a/"))

    put(store, "/d/", a_page(body=b"x" * 1000))

    assert store.get(address("/b/")) is None
    assert all(store.get(address(path)) for path in ("/a/", "/c/", "/d/"))
    assert store.bytes <= store.max_bytes


def test_pages_asked_for_once_do_not_push_out_a_page_that_is_read():
    store = PageStore(max_bytes=100 * (OVERHEAD + 1000))
    read = put(store, "/read/", a_page(body=b"x" * 1000))
    assert store.get(address("/read/")) is read

    one_of_many, plan = a_page(body=b"x" * 1000), Plan(frozenset({"newsroom"}), until=1000.0)
    for number in range(100_000):
        store.put((HOST, "/section/local/", f"page={number}"), renewed(one_of_many, plan), since=0, now=0.0)

    assert store.get(address("/read/")) is read
    assert len(store) == 100
    assert store.bytes <= store.max_bytes


def test_pages_read_before_and_no_more_make_room_for_those_that_are_read_now():
    store = PageStore(max_bytes=10 * (OVERHEAD + 1000))
    for path in [f"/{number}/" for number in range(10)]:
        put(store, path, a_page(body=b"x" * 1000))
        store.get(address(path))

    put(store, "/new/", a_page(body=b"x" * 1000))

    assert store.get(address("/new/"))
    assert store.get(address("/0/")) is None


def test_a_page_that_is_read_stays_one_when_it_is_drawn_again():
    store = PageStore(max_bytes=10 * (OVERHEAD + 1000))
    put(store, "/read/", a_page(body=b"x" * 1000))
    store.get(address("/read/"))
    drawn_again = put(store, "/read/", a_page(body=b"y" * 1000))

    for number in range(100):
        put(store, f"/{number}/", a_page(body=b"x" * 1000))

    assert store.get(address("/read/")) is drawn_again


def test_codings_count_as_well():
    store = PageStore(max_bytes=2 * OVERHEAD + 2500)
    put(store, "/a/", a_page(body=b"x" * 1000))
    page = put(store, "/b/", a_page(body=b"x" * 1000))

    store.add(address("/b/"), page, "gzip", variant(page, "gzip", b"y" * 1000))

    assert store.get(address("/a/")) is None
    assert store.bytes == page.size


def test_a_coding_of_an_older_version_is_not_added(store):
    old = put(store, "/", a_page(tag="v1"))
    new = put(store, "/", a_page(tag="v2"))

    store.add(address(), old, "gzip", variant(old, "gzip", b"old"))

    assert "gzip" not in new.variants


def test_forgetting_a_page_forgets_all_of_it(store):
    put(store, "/", a_page("thread:1", slow=["count:article:1"]))

    store.forget(address())

    assert (len(store), store.bytes) == (0, 0)
    store.changed(["thread:1", "count:article:1"], now=1.0)


def test_a_page_looked_at_again_keeps_its_bytes_and_codings():
    page = a_page()
    page.variants["gzip"] = variant(page, "gzip", b"packed")

    again = renewed(page, Plan(frozenset({"newsroom"}), until=2000.0))

    assert again.variants == page.variants
    assert again.until == 2000.0
