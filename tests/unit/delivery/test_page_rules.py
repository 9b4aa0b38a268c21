"""The two tables of the page store, a test for every line of each."""

import pytest

from hiwar.delivery.answers import Answer
from hiwar.delivery.page_rules import (
    BYPASS,
    REFUSE,
    Asked,
    Drawn,
    Parameter,
    Plan,
    Route,
    canonical_query,
    cookie_names,
    why_bypassed,
    why_refused,
)
from hiwar.delivery.requests import Request

OWN = frozenset({"__Host-hiwar_reader", "__Host-hiwar_session"})
SECTION = Route((Parameter("page", "[1-9][0-9]{0,3}", absent="1"),))
PLAN = Plan(keys=frozenset({"newsroom"}), until=10.0)


def asked(method="GET", query="", *, route=SECTION, cookies_lost=False, **headers):
    """Return a request for a page of a section."""
    return Asked(Request(method, "hiwar.example", "/section/local/", query, headers, cookies_lost), route, OWN)


def drawn(status=200, *, plan=PLAN, overtaken=False, body=b"page", file=None, is_nowhere=False, **headers):
    """Return a page as its view gave it."""
    given = {"cache-control": "public, max-age=0", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return Drawn(Answer(status, list(given.items()), body, file), plan, overtaken, limit=1000, is_nowhere=is_nowhere)


BYPASSED = [
    ("other_method", asked("POST")),
    ("not_a_stored_route", asked(route=None)),
    ("unreadable_cookie", asked(cookies_lost=True)),
    ("own_cookie", asked(cookie="theme=dark; __Host-hiwar_reader=abc")),
    ("credentials", asked(authorization="Bearer x")),
    ("foreign_query", asked(query="sent=held")),
    ("foreign_query", asked(query="utm_source=" + "x" * 3000)),
]
REFUSED = [
    ("no_plan", drawn(plan=Plan())),
    ("status", drawn(404)),
    ("status", drawn(301)),
    ("status", drawn(503)),
    ("set_cookie", drawn(set_cookie="a=1")),
    ("not_public", drawn(cache_control="private, no-store")),
    ("not_public", drawn(cache_control="")),
    ("vary", drawn(vary="Accept-Encoding, Accept-Language")),
    ("vary", drawn(vary="*")),
    ("file", drawn(file="/srv/media/a.webp")),
    ("too_large", drawn(body=b"x" * 101)),
    ("status", drawn(200, is_nowhere=True)),
    ("status", drawn(503, is_nowhere=True)),
    ("set_cookie", drawn(404, is_nowhere=True, set_cookie="a=1")),
    ("overtaken", drawn(404, is_nowhere=True, overtaken=True)),
    ("overtaken", drawn(overtaken=True)),
]


@pytest.mark.parametrize(("reason", "request_"), BYPASSED, ids=[f"{name}-{n}" for n, (name, _) in enumerate(BYPASSED)])
def test_such_a_request_is_left_to_the_application(reason, request_):
    assert why_bypassed(request_) == reason


@pytest.mark.parametrize(("reason", "answer"), REFUSED, ids=[f"{name}-{n}" for n, (name, _) in enumerate(REFUSED)])
def test_such_an_answer_is_not_kept(reason, answer):
    assert why_refused(answer) == reason


def test_every_line_of_both_tables_has_its_case():
    assert [rule.name for rule in BYPASS] == list(dict.fromkeys(name for name, _ in BYPASSED))
    assert [rule.name for rule in REFUSE] == list(dict.fromkeys(name for name, _ in REFUSED))


@pytest.mark.parametrize(
    "request_",
    [
        asked(),
        asked("HEAD"),
        asked(query="page=2"),
        asked(query="utm_source=x&fbclid=y"),
        asked(cookie="_ga=1; theme=dark"),
        asked(cookie="x__Host-hiwar_reader=1"),
    ],
)
def test_a_stranger_is_answered_from_the_store(request_):
    assert why_bypassed(request_) is None


def test_the_page_that_says_there_is_none_is_kept_though_caches_are_told_not_to():
    assert why_refused(drawn(404, is_nowhere=True, cache_control="private, no-store")) is None


def test_where_there_is_nothing_the_query_means_nothing():
    nowhere = asked(query="sent=held&x=" + "y" * 3000, route=Route(reads_query=False))

    assert why_bypassed(nowhere) is None
    assert nowhere.query == ""


def test_a_page_for_everybody_is_kept():
    assert why_refused(drawn(vary="Cookie, accept-encoding")) is None


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("page=2", "page=2"),
        ("page=1", ""),
        ("fbclid=x", ""),
        ("utm_source=a&utm_medium=b&page=9999", "page=9999"),
        ("page=02", None),
        ("page=0", None),
        ("page=10000", None),
        ("page=-1", None),
        ("page=", None),
        ("page", None),
        ("page=2&page=2", None),
        ("PAGE=2", None),
        ("page=%32", None),
        ("x=1", None),
        ("&", None),
        ("utm_source", ""),
        ("sent=published", None),
    ],
)
def test_a_query_has_one_spelling_or_is_foreign(query, canonical):
    assert canonical_query(query, SECTION.parameters) == canonical


def test_cookie_names_are_matched_whole():
    assert cookie_names("a=1; b = 2;c") == {"a", "b", "c"}
