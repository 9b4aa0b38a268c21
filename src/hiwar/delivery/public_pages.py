"""What every view whose page may be kept at the door has in common: who may keep it, and what its truth hangs on.

A view under `@stored` says what its page hangs on; the page store at the door then gives it to everybody who asks.
Belongs here: marking a view, declaring its truth, the headers and the tag of a public answer. Not here: the pages
themselves (`views`, `machines.views`), what the store makes of it (`page_rules`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from wagtail.models import Site

from hiwar.delivery.composition import Told
from hiwar.delivery.context import chrome, shown_of
from hiwar.delivery.freshness import end_of_hour, page_tag
from hiwar.delivery.page_rules import PLAN, Parameter, Route
from hiwar.delivery.watched_rows import ANY_COUNT, NEWSROOM, count_key, terms_key, thread_key
from hiwar.discussions.models import Thread

# Browsers ask each time, which costs them a 304. What stands in front of us may keep a page for a second, show it for
# two more while it asks, and for a minute when we do not answer: what is taken down is gone everywhere by then.
PUBLIC = "public, max-age=0, s-maxage=1, stale-while-revalidate=2, stale-if-error=60"
PRIVATE = "private, no-store"
# A greater number than a database column holds is no comment's and no article's, and must not reach one.
MOST_NUMBERS = 2_000_000_000
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Truth:
    """What a page hangs on beside the newsroom itself: a discussion, counts beside headlines, an hour.

    `subject` is what is counted when the page is asked for; it changes nothing about the page. `has_terms`: it says
    what is asked of comments for a while, and whoever hears of the page must hear when that changes. `threads` are
    discussions of which something is quoted; `any_count`: a comment anywhere may change what stands on the page.
    `subjects` are those of which it shows how many comments they have.
    """

    thread: Thread | None = None
    counted: Iterable[Told] = ()
    until: datetime | None = None
    subject: str = ""
    has_terms: bool = False
    threads: Iterable[int] = ()
    any_count: bool = False
    subjects: Iterable[str] = ()


# Nothing beside the newsroom.
ALONE = Truth()


def stored(*parameters: Parameter) -> Callable[[View], View]:
    """Mark a view whose page may be kept at the door. `parameters` are those of the query it reads."""

    def marked(view: View) -> View:
        view.hiwar_route = Route(parameters)  # type: ignore[attr-defined]
        return view

    return marked


def public_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | Callable[[], dict[str, Any]],
    *,
    shown: tuple[object, ...],
    truth: Truth = ALONE,
) -> HttpResponse:
    """Answer with a page for everyone; `shown` holds all that can change on it, `context` may wait until needed."""

    def drawn() -> HttpResponse:
        return render(request, template, context() if callable(context) else context)

    return public_answer(request, drawn, shown=shown, truth=truth)


def public_answer(
    request: HttpRequest, draw: Callable[[], HttpResponse], *, shown: tuple[object, ...], truth: Truth = ALONE
) -> HttpResponse:
    """Answer with something for everyone, drawn only if whoever asks does not hold it already."""
    declare(request, truth)
    etag = f'"{page_tag(*shown, shown_of(request), now=moment_of(request))}"'
    response = get_conditional_response(request, etag=etag) or draw()
    response["ETag"] = etag
    response["Cache-Control"] = PUBLIC
    return response


def declare(request: HttpRequest, truth: Truth) -> None:
    """Tell the page store what the page hangs on, if it is drawn for the store."""
    plan = request.META.get(PLAN)
    if plan is None:
        return
    plan.keys = frozenset({NEWSROOM} | (_keys_of(truth.thread) if truth.thread else set()))
    if truth.thread and truth.has_terms:
        plan.keys |= {terms_key(truth.thread.site_id)}
    plan.keys |= {thread_key(thread_id) for thread_id in truth.threads}
    plan.slow_keys = frozenset(count_key(told.card.subject) for told in truth.counted)
    plan.slow_keys |= {count_key(subject) for subject in truth.subjects}
    if truth.any_count:
        plan.slow_keys |= {ANY_COUNT}
    plan.subject = truth.subject
    plan.until = min(end_of_hour(moment_of(request)), truth.until or datetime.max.replace(tzinfo=UTC)).timestamp()


def _keys_of(thread: Thread) -> set[str]:
    """Return what tells that something has changed in a discussion, or that one which is not there yet has begun."""
    begun = {thread_key(thread.pk)} if thread.pk else set()
    return begun | ({count_key(thread.subject)} if thread.host_page else set())


def moment_of(request: HttpRequest) -> datetime:
    """Return the moment the page's frame was read, so that tag and masthead name the same hour."""
    moment: datetime = chrome(request)["today"]
    return moment


def site_of(request: HttpRequest) -> Site:
    """Return the site that is asked; there is no page where there is none."""
    site: Site | None = chrome(request)["site"]
    if site is None:
        raise Http404
    return site
