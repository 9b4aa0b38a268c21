"""Readers' pages. Each view turns an address into queries and a template; the same bytes for every anonymous reader.

A request that carries a reader's own cookies, or comes back from posting, gets the private variant: never stored, with
the reader's waiting comments and remembered name. Everything else is public and answers `If-None-Match` unrendered.
What feeds, search engines and cards are given is in `machines`; who may keep a page, in `public_pages`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
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
from django.urls import Resolver404
from django.utils import timezone
from django.views.decorators.http import require_safe

from hiwar.delivery.around_article import around
from hiwar.delivery.assets import asset_url
from hiwar.delivery.author_pages import author_page
from hiwar.delivery.composition import (
    Talk,
    article_talk,
    discussion_settings,
    section_page,
)
from hiwar.delivery.context import chrome
from hiwar.delivery.machines.cards import card_of
from hiwar.delivery.machines.described import about_article, about_author, about_section
from hiwar.delivery.machines.publishing import publisher_of
from hiwar.delivery.page_rules import Parameter
from hiwar.delivery.public_pages import ALONE, MOST_NUMBERS, PRIVATE, Truth, public_answer, public_page, site_of, stored
from hiwar.delivery.reader_quotes import quotes_of, with_quotes
from hiwar.delivery.share import share_links
from hiwar.delivery.shelf import SHELF
from hiwar.discussions.addresses import within_frame
from hiwar.discussions.cookies import has_cookies
from hiwar.discussions.models import Comment, Thread
from hiwar.discussions.queries import address_of, published_by_number, published_comment, thread_by_public_id
from hiwar.discussions.windows import PATTERNS, NoSuchWindow, window_from
from hiwar.newsroom.queries import (
    NEWEST,
    ArticleView,
    Former,
    article_at,
    article_by_id,
    author_named,
    former,
    section_named,
)

SENT = frozenset({"held", "published", "edited", "withdrawn"})
ASSETS = ("site.css", "talk.js", "live.js")
BEFORE = Parameter("before", "[1-9][0-9]{0,9}")


@stored(BEFORE)
@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one page of a section, the newest or what stands below an article; pages that hold nothing do not exist."""
    before = part_asked(request)
    found = section_named(slug, site=site_of(request))
    page = found and section_page(found, before=before, site=site_of(request))
    if page is None:
        return absent(request)
    return _public(
        request,
        "delivery/section.html",
        lambda: {"page": page, "structured": about_section(request, page.section)},
        shown=(page,),
        truth=Truth(counted=page.told),
    )


@stored(BEFORE)
@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one page of what an author wrote; one of whom nothing can be read has none."""
    before = part_asked(request)
    found = author_named(slug, site=site_of(request))
    page = found and author_page(found, before=before, site=site_of(request))
    if page is None:
        raise Http404
    return _public(
        request,
        "delivery/author.html",
        lambda: {"page": page, "structured": about_author(request, page.author)},
        shown=(page,),
        truth=Truth(counted=page.told),
    )


def part_asked(request: HttpRequest) -> int:
    """Return below which article the page of a list begins that is asked for."""
    before = request.GET.get("before", "")
    if "before" in request.GET and not (before.isascii() and before.isdigit() and 0 < int(before[:11]) < MOST_NUMBERS):
        raise Http404
    return int(before or NEWEST)


@stored()
@require_safe
def article(request: HttpRequest, *, year: str, month: str, day: str, slug: str) -> HttpResponse:
    """Show an article with its discussion at its one address; other spellings of the address lead there."""
    site = site_of(request)
    address = f"{year}/{int(month):02}/{int(day):02}/{normalize('NFC', slug)}"
    view = SHELF.take(("article", site.pk, address), lambda: article_at(address, site=site))
    if view is None:
        return absent(request)
    if request.path != unquote(view.url):
        return HttpResponsePermanentRedirect(view.url)
    now = timezone.now()
    talk = article_talk(view, site=site)
    others = around(view, site=site)
    quotes = quotes_of(view, site=site)

    def context() -> dict[str, Any]:
        discussed = talk.context(request, now=now)
        structured = about_article(request, view, conversation=discussed["conversation"])
        around = {"structured": structured, "card": card_of(view, publisher_of(request)), "others": others}
        told = replace(view, body_html=with_quotes(view.body_html, quotes, style=chrome(request)["style"]))
        return {**_article_context(told), **discussed, **around, "sent": ""}

    sent = request.GET.get("sent", "")
    if has_cookies(request) or sent in SENT:
        response = render(request, "delivery/article.html", {**context(), "sent": sent if sent in SENT else ""})
        response["Cache-Control"] = PRIVATE
        return response
    threads = {quote.thread for quote in quotes}
    truth = Truth(talk.thread, others.told, talk.true_until(now=now), view.subject, threads=threads)
    shown = (view, others, quotes, talk.shown(now=now))
    return _public(request, "delivery/article.html", context, shown=shown, truth=truth)


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
    view = article_by_id(pk, site=site_of(request))
    if view is None:
        raise Http404
    return HttpResponseRedirect(view.url)


@stored(*(Parameter(name, pattern) for name, pattern in PATTERNS.items()))
@require_safe
def talk(request: HttpRequest, thread_id: str) -> HttpResponse:
    """Show a part of a discussion that is too long for its own page, or another order of it."""
    site = site_of(request)
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
    """Say how a discussion stands, for pages that have it open: its version, last number, count, and its terms."""
    thread = thread_by_public_id(thread_id, site=site_of(request))
    if thread is None:
        raise Http404
    return state_of(request, thread)


def state_of(request: HttpRequest, thread: Thread) -> HttpResponse:
    """Answer with the state of a thread, which need not have a row yet."""
    words = chrome(request)["comment_words"](thread.comment_count)
    now = timezone.now()
    discussed = Talk(thread, discussion_settings(thread.site))
    state = {"version": thread.version, "last": thread.last_number, "count": thread.comment_count, "words": words}
    state["marked"] = thread.marked
    state["terms"] = discussed.terms(now=now)
    truth = Truth(thread, until=discussed.true_until(now=now), has_terms=True)
    return public_answer(request, lambda: JsonResponse(state), shown=("state", *state.values()), truth=truth)


@require_safe
def comment_permalink(request: HttpRequest, public_id: str) -> HttpResponse:
    """Lead to a comment in its discussion. Held, foreign and absent ones answer alike."""
    return _to_comment(published_comment(public_id, site=site_of(request)))


@require_safe
def comment_by_number(request: HttpRequest, thread_id: str, number: int) -> HttpResponse:
    """Lead to the comment of that number, on whatever page of its discussion it stands."""
    thread = thread_by_public_id(thread_id, site=site_of(request))
    return to_number(request, thread, number)


def to_number(request: HttpRequest, thread: Thread | None, number: int) -> HttpResponse:
    """Lead to the comment of that number in a thread, which need not be there; a reader in a frame stays in it."""
    found = published_by_number(thread, number) if thread and number < MOST_NUMBERS else None
    return _to_comment(found, within=within_frame(request))


def _to_comment(comment: Comment | None, *, within: str = "") -> HttpResponse:
    if comment is None:
        raise Http404
    return HttpResponseRedirect(f"{within}{address_of(comment)}")


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
    """Answer every address that leads nowhere with the same page, whatever the reason; an old one may lead on."""
    site = chrome(request)["site"] if isinstance(exception, Resolver404) else None
    found = former(request.path, site=site) if site else None
    return _led_on(request, found) if found else _nothing_here(request, status=404)


def absent(request: HttpRequest) -> HttpResponse:
    """Answer for an article or a section that is not there: it has moved, it is gone for good, or it never was."""
    found = former(request.path, site=site_of(request))
    if found is None:
        raise Http404
    return _led_on(request, found)


def _led_on(request: HttpRequest, found: Former) -> HttpResponse:
    if found.now_at is not None:
        return HttpResponsePermanentRedirect(found.now_at)
    return _nothing_here(request, status=410)


def _nothing_here(request: HttpRequest, *, status: int) -> HttpResponse:
    response = render(request, "delivery/404.html", {"is_gone": status == 410}, status=status)
    response["Cache-Control"] = PRIVATE
    return response


def _public(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | Callable[[], dict[str, Any]],
    *,
    shown: tuple[object, ...],
    truth: Truth = ALONE,
) -> HttpResponse:
    """Answer with a page that loads our style sheet and scripts: under another name when one of them has changed."""
    return public_page(request, template, context, shown=(*shown, *map(asset_url, ASSETS)), truth=truth)
