"""Each kind of page a reader can ask for, drawn uncached through Django's own door, and what drawing it costs.

Here belong the addresses and the measuring; needs a filled newsroom (`scale_newsroom`) and Django set up. First nothing
is kept between two draws, so that every statement is seen; then what a server keeps that hears of changes, settings and
calendars, is kept: that is what a drawing costs while it serves.
"""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.utils import timezone

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.models import SiteProfile
from hiwar.delivery.bridge import call, wsgi_environ
from hiwar.delivery.page_rules import PLAN, Plan
from hiwar.delivery.requests import Request
from hiwar.delivery.shelf import CALENDAR, SHELF
from hiwar.discussions.models import Comment, State, Thread
from hiwar.discussions.queries.house_rules import RULES
from hiwar.discussions.services import Reader, Submission, post_comment
from hiwar.newsroom.models import ArticlePage, SectionPage, Topic
from scale_newsroom import ASLEEP, LONG, ORIGIN, TOPICS, WHOLE
from scale_plans import Statement, big_tables, cost_of

Act = Callable[[], None]
HOST = ORIGIN.removeprefix("http://")
WARM_UP = 3
LOOKS = 5


@dataclass
class Figures:
    """What one kind of page costs. `work` is counted by the database: see `scale_plans`."""

    name: str
    queries: int = 0
    cpu_ms: float = 0.0
    served_ms: float = 0.0
    slowest_ms: float = 0.0
    work: int = 0
    complaints: list[str] = field(default_factory=list)
    plans: list[tuple[str, list[str]]] = field(default_factory=list)


class WrongAnswer(Exception):
    """A page did not answer as it should; carries address and status."""


def measured(draws: int) -> list[Figures]:
    """Return the figures of every page, and of posting a comment."""
    big, done = big_tables(), acts()
    found = [_figures(name, act, draws, big) for name, act in done.items()]
    for shelf in (SHELF, CALENDAR, RULES):
        shelf.follow(time.time)
    for figures, act in zip(found, done.values(), strict=True):
        figures.served_ms = _median_ms(act, draws)
    return found


def acts() -> dict[str, Act]:
    """Return what readers do, by its name, each of it ready to be done any number of times."""
    application = get_wsgi_application()
    found = {name: _drawing(application, path) for name, path in pages().items()}
    thread = _talk(LONG)
    root = Comment.objects.filter(thread=thread, root=None).published().order_by("-answers", "number")[0]
    found["post a comment in the long talk"] = _posting(thread, None)
    found["post a reply there"] = _posting(thread, root.number)
    return found


def _drawing(application: Any, path: str) -> Act:
    where, _, query = path.partition("?")
    request = Request("GET", HOST, unquote(where), query, {})

    def drawn() -> None:
        environ = wsgi_environ(request, b"", tokens=("", ""), scheme="http")
        environ[PLAN] = Plan()
        answer = call(application, environ)
        if answer.status not in (200, 302):
            raise WrongAnswer(path, answer.status)

    return drawn


def pages() -> dict[str, str]:
    """Return the address of each kind of page by its name."""
    lively = SectionPage.objects.exclude(title=ASLEEP).order_by("path").first()
    asleep = SectionPage.objects.get(title=ASLEEP)
    far_back = ArticlePage.objects.filter(section=lively).order_by("published_at", "pk")[100]
    few, whole, long = _talk(3), _talk(WHOLE), _talk(LONG)
    comments = Comment.objects.filter(thread=long).published()
    middle = comments.filter(number__gte=long.last_number // 2).order_by("number")[0]
    return {
        "front page": "/",
        "section": lively.public_path(),
        "section, far back": f"{lively.public_path()}?before={far_back.pk}",
        "section asleep for years": asleep.public_path(),
        "topic": _topic(0),
        "topic, far back": f"{_topic(0)}?before={far_back.pk}",
        "topic asleep for years": _topic(-1),
        # What counts a month, or all of them, reads so many articles: they are not among what must not grow.
        "archive, a day": f"/archive/{_day(far_back):%Y/%m/%d}/",
        "article, 3 comments": few.url,
        "article, 100 comments": whole.url,
        "article, 10,000 comments": long.url,
        **{f"long talk, {name}": f"/talk/{long.public_id}/?{query}" for name, query in _windows(comments).items()},
        "talk's state": f"/talk/{long.public_id}/state/",
        "link to a comment": f"/c/{middle.public_id}/",
        "link by number": f"/talk/{long.public_id}/{middle.number}/",
        "short address": f"/a/{long.subject.partition(':')[2]}/",
        "form for a reply": f"/discussion/{long.public_id}/compose/?reply={middle.number}",
    }


def _day(article: ArticlePage) -> datetime:
    """Return when an article was published, by the newsroom's clock."""
    return article.published_at.astimezone(ZoneInfo(SiteProfile.for_site(article.get_site()).time_zone))


def _topic(place: int) -> str:
    """Return the address of a topic by its place among those that were poured."""
    return Topic.objects.get(name=TOPICS[place]).public_path()


def _talk(count: int) -> Thread:
    """Return the newest thread of about so many comments; a few of them wait or are gone."""
    newest = Thread.objects.order_by("-pk")
    return newest[{3: 0, WHOLE: 1, LONG: 2}[count]]


def _windows(comments: Any) -> dict[str, str]:
    """Return the query of the middle and last window of each order, and the middle of the longest branch."""
    roots = comments.filter(root=None)
    by_number = list(roots.order_by("number").values_list("number", flat=True))
    answered = list(roots.filter(answers__gt=0).order_by("-answers", "number").values_list("answers", "number"))
    (most, branch), half, end = answered[0], len(by_number) // 2, len(by_number) - 20
    found = {"oldest, middle": f"after={by_number[half]}", "oldest, last": f"after={by_number[end]}"}
    found |= {"newest, first": "order=newest", "newest, middle": f"after={by_number[half]}&order=newest"}
    found["newest, last"] = f"after={by_number[20]}&order=newest"
    found["answered, first"] = "order=answered"
    for name, place in (("middle", len(answered) // 2), ("last", len(answered) - 20)):
        found[f"answered, {name}"] = "after={}-{}&order=answered".format(*answered[place])
    return {**found, "a branch, middle": f"after={most // 2}&branch={branch}"}


def _posting(thread: Thread, reply_to: int | None) -> Act:
    """Return what posts a comment of other words, from another browser, each time."""

    def posted() -> None:
        words = f"تعليق جديد على الجسر {os.urandom(4).hex()}"
        submission = Submission(text=words, name="ليلى", reply_to=reply_to)
        thread.refresh_from_db()
        done = post_comment(
            thread=thread, submission=submission, reader=Reader(key=ReaderKey.fresh()), now=timezone.now()
        )
        if done.comment.state != State.PUBLISHED:
            raise WrongAnswer(words, done.comment.state)

    return posted


def _figures(name: str, act: Act, draws: int, big: frozenset[str]) -> Figures:
    cpu_ms = _median_ms(act, draws)
    looks = [recorded(act) for _ in range(LOOKS)]
    # The same statements come in the same order each time; the first of them bring pages of the database to memory.
    spent = zip(*([seconds for _statement, seconds in look] for look in looks), strict=True)
    slowest = [statistics.median(seconds) * 1000 for seconds in spent]
    figures = Figures(name, len(looks[0]), cpu_ms, slowest_ms=max(slowest, default=0.0))
    for statement, _seconds in looks[0]:
        cost = cost_of(statement, big)
        figures.work += cost.work
        figures.complaints += [f"{complaint}: {_short(statement.sql)}" for complaint in cost.complaints]
        figures.plans.append((_short(statement.sql), cost.lines))
    return figures


def _median_ms(act: Act, draws: int) -> float:
    for _ in range(WARM_UP):
        act()
    return statistics.median(_cpu_ms(act) for _ in range(draws))


def _cpu_ms(act: Act) -> float:
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def recorded(act: Act) -> list[tuple[Statement, float]]:
    """Return every statement of an act that asks or changes rows, with the seconds until the database answered."""
    found: list[tuple[Statement, float]] = []

    def record(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            if sql.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
                found.append((Statement(sql, params), time.perf_counter() - began))

    with connection.execute_wrapper(record):
        act()
    return found


def _short(sql: str) -> str:
    """Return a statement with its columns left out."""
    kind, _, rest = sql.partition(" FROM ")
    return f"{kind[:6]} … FROM {rest}" if kind.startswith("SELECT") and rest else sql
