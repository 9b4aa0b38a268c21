"""Readers' pages. Each view turns an address into queries and a template; the same bytes for every anonymous reader.

A request that carries a reader's own cookies, or comes back from posting, gets the private variant: never stored, with
the reader's waiting comments and remembered name. Everything else is public and answers `If-None-Match` unrendered.
A view under `@stored` says what its page hangs on; the page store at the door then gives it to everybody who asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from wagtail.models import Site

from hiwar.delivery.assets import asset_url
from hiwar.delivery.composition import (
    Talk,
    Told,
    article_talk,
    discussion_settings,
    front_page,
    others_of,
    section_page,
)
from hiwar.delivery.context import chrome, shown_of
from hiwar.delivery.freshness import end_of_hour, page_tag
from hiwar.delivery.page_rules import PLAN, Parameter, Route
from hiwar.delivery.share import share_links
from hiwar.delivery.shelf import SHELF
from hiwar.delivery.watched_rows import NEWSROOM, count_key, thread_key
from hiwar.discussions.cookies import has_cookies
from hiwar.discussions.models import Comment, Thread
from hiwar.discussions.queries import address_of, published_by_number, published_comment, thread_by_public_id
from hiwar.discussions.windows import PATTERNS, NoSuchWindow, window_from
from hiwar.newsroom.queries import NEWEST, ArticleView, article_at, article_by_id, section_named

# Browsers ask each time, which costs them a 304. What stands in front of us may keep a page for a second, show it for
# two more while it asks, and for a minute when we do not answer: what is taken down is gone everywhere by then.
PUBLIC = "public, max-age=0, s-maxage=1, stale-while-revalidate=2, stale-if-error=60"
PRIVATE = "private, no-store"
SENT = frozenset({"held", "published", "edited", "withdrawn"})
ASSETS = ("site.css", "talk.js", "live.js")
View = Callable[..., HttpResponse]
# A greater number than a database column holds is no comment's and no article's, and must not reach one.
MOST_NUMBERS = 2_000_000_000


@dataclass(frozen=True)
class Truth:
    """What a page hangs on beside the newsroom itself: a discussion, counts beside headlines, an hour.

    `subject` is what is counted when the page is asked for; it changes nothing about the page.
    """

    thread: Thread | None = None
    counted: Iterable[Told] = ()
    until: datetime | None = None
    subject: str = ""


def stored(*parameters: Parameter) -> Callable[[View], View]:
    """Mark a view whose page may be kept at the door. `parameters` are those of the query it reads."""

    def marked(view: View) -> View:
        view.hiwar_route = Route(parameters)  # type: ignore[attr-defined]
        return view

    return marked


@stored()
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the front page."""
    page = front_page(site=_site(request))
    return _public(request, "delivery/front.html", {"page": page}, shown=(page,), truth=Truth(counted=page.told))


@stored(Parameter("before", "[1-9][0-9]{0,9}"))
@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one page of a section, the newest or what stands below an article; pages that hold nothing do not exist."""
    before = request.GET.get("before", "")
    if "before" in request.GET and not (before.isascii() and before.isdigit() and 0 < int(before[:11]) < MOST_NUMBERS):
        raise Http404
    found = section_named(slug, site=_site(request))
    page = found and section_page(found, before=int(before or NEWEST), site=_site(request))
    if page is None:
        raise Http404
    return _public(request, "delivery/section.html", {"page": page}, shown=(page,), truth=Truth(counted=page.told))


@stored()
@require_safe
def article(request: HttpRequest, *, year: str, month: str, day: str, slug: str) -> HttpResponse:
    """Show an article with its discussion at its one address; other spellings of the address lead there."""
    site = _site(request)
    address = f"{year}/{int(month):02}/{int(day):02}/{normalize('NFC', slug)}"
    view = SHELF.take(("article", site.pk, address), lambda: article_at(address, site=site))
    if view is None:
        raise Http404
    if request.path != unquote(view.url):
        return HttpResponsePermanentRedirect(view.url)
    now = timezone.now()
    talk = article_talk(view, site=site)
    others = others_of(view, site=site)

    def context() -> dict[str, Any]:
        return {**_article_context(view), **talk.context(request, now=now), "others": others, "sent": ""}

    sent = request.GET.get("sent", "")
    if has_cookies(request) or sent in SENT:
        response = render(request, "delivery/article.html", {**context(), "sent": sent if sent in SENT else ""})
        response["Cache-Control"] = PRIVATE
        return response
    truth = Truth(talk.thread, others.told, talk.true_until(now=now), view.subject)
    return _public(request, "delivery/article.html", context, shown=(view, others, talk.shown(now=now)), truth=truth)


def _article_context(view: ArticleView) -> dict[str, Any]:
    url, short_url = (f"{settings.HIWAR_ORIGIN}{path}" for path in (view.url, view.short_url))
    return {
        "article": view,
        "share": share_links(title=view.headline, url=url, short_url=short_url),
        "address": short_url,
    }


@require_safe
def short_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead from the short address of an article to its own; not for ever, an article may be given a new one."""
    view = article_by_id(pk, site=_site(request))
    if view is None:
        raise Http404
    return HttpResponseRedirect(view.url)


@stored(*(Parameter(name, pattern) for name, pattern in PATTERNS.items()))
@require_safe
def talk(request: HttpRequest, thread_id: str) -> HttpResponse:
    """Show a part of a discussion that is too long for its own page, or another order of it."""
    site = _site(request)
    try:
        window = window_from(request.GET)
    except NoSuchWindow:
        raise Http404 from None
    thread = thread_by_public_id(thread_id, site=site)
    if thread is None:
        raise Http404
    now = timezone.now()
    shown = Talk(thread, discussion_settings(site), window)

    def context() -> dict[str, Any]:
        found = shown.context(request, now=now)
        if not found["conversation"].comments and not window.is_first:
            raise Http404
        return {**found, "window": window, "sent": sent if sent in SENT else ""}

    sent = request.GET.get("sent", "")
    if has_cookies(request) or sent in SENT:
        response = render(request, "delivery/talk.html", context())
        response["Cache-Control"] = PRIVATE
        return response
    truth = Truth(thread, (), shown.true_until(now=now))
    return _public(request, "delivery/talk.html", context, shown=(shown.shown(now=now),), truth=truth)


@stored()
@require_safe
def talk_state(request: HttpRequest, thread_id: str) -> HttpResponse:
    """Say how a discussion stands, for pages that have it open: its version, its last number, its count in words."""
    thread = thread_by_public_id(thread_id, site=_site(request))
    if thread is None:
        raise Http404
    _declare(request, Truth(thread))
    words = chrome(request)["comment_words"](thread.comment_count)
    state = {"version": thread.version, "last": thread.last_number, "count": thread.comment_count, "words": words}
    etag = f'"{page_tag("state", *state.values(), now=_now(request))}"'
    response = get_conditional_response(request, etag=etag) or JsonResponse(state)
    response["ETag"] = etag
    response["Cache-Control"] = PUBLIC
    return response


@require_safe
def comment_permalink(request: HttpRequest, public_id: str) -> HttpResponse:
    """Lead to a comment in its discussion. Held, foreign and absent ones answer alike."""
    return _to_comment(published_comment(public_id, site=_site(request)))


@require_safe
def comment_by_number(request: HttpRequest, thread_id: str, number: int) -> HttpResponse:
    """Lead to the comment of that number, on whatever page of its discussion it stands."""
    thread = thread_by_public_id(thread_id, site=_site(request))
    return _to_comment(published_by_number(thread, number) if thread and number < MOST_NUMBERS else None)


def _to_comment(comment: Comment | None) -> HttpResponse:
    if comment is None:
        raise Http404
    return HttpResponseRedirect(address_of(comment))


@stored()
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show the rules of the discussion."""
    return _public(request, "delivery/about_rules.html", {}, shown=("rules",))


@stored()
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Show what is kept about a reader, and what is not."""
    return _public(request, "delivery/about_privacy.html", {}, shown=("privacy",))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer every address that leads nowhere with the same page, whatever the reason."""
    response = render(request, "delivery/404.html", {}, status=404)
    response["Cache-Control"] = PRIVATE
    return response


def _public(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | Callable[[], dict[str, Any]],
    *,
    shown: tuple[object, ...],
    truth: Truth = Truth(),
) -> HttpResponse:
    """Answer with a page for everyone; `shown` holds all that can change on it, `context` may wait until needed."""
    _declare(request, truth)
    etag = f'"{page_tag(*shown, shown_of(request), *map(asset_url, ASSETS), now=_now(request))}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = render(request, template, context() if callable(context) else context)
    response["ETag"] = etag
    response["Cache-Control"] = PUBLIC
    return response


def _declare(request: HttpRequest, truth: Truth) -> None:
    """Tell the page store what the page hangs on, if it is drawn for the store."""
    plan = request.META.get(PLAN)
    if plan is None:
        return
    plan.keys = frozenset({NEWSROOM} | ({thread_key(truth.thread.pk)} if truth.thread else set()))
    plan.slow_keys = frozenset(count_key(told.card.subject) for told in truth.counted)
    plan.subject = truth.subject
    plan.until = min(end_of_hour(_now(request)), truth.until or datetime.max.replace(tzinfo=UTC)).timestamp()


def _now(request: HttpRequest) -> datetime:
    """Return the moment the page's frame was read, so that tag and masthead name the same hour."""
    moment: datetime = chrome(request)["today"]
    return moment


def _site(request: HttpRequest) -> Site:
    site: Site | None = chrome(request)["site"]
    if site is None:
        raise Http404
    return site
