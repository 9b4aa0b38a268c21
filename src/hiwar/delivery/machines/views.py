"""Answers to programs: each view turns an address into a query and a document, and says what it hangs on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import reverse
from django.views.decorators.http import require_safe

from hiwar.delivery.archive_pages import month_path, months_of
from hiwar.delivery.context import chrome
from hiwar.delivery.machines import robots, sitemaps
from hiwar.delivery.machines.cards import card_of, drawn
from hiwar.delivery.machines.feed_contents import (
    Asked,
    author_feed,
    comments_feed,
    section_feed,
    site_feed,
    topic_feed,
)
from hiwar.delivery.machines.feeds import FORMATS, Feed
from hiwar.delivery.machines.oembed import article_behind, described
from hiwar.delivery.machines.publishing import publisher_of
from hiwar.delivery.machines.sitemaps import IN_A_PART, News, Place
from hiwar.delivery.public_pages import ALONE, MOST_NUMBERS, Truth, moment_of, public_answer, site_of, stored
from hiwar.delivery.shelf import SHELF
from hiwar.discussions.queries import thread_by_public_id
from hiwar.newsroom.queries import (
    Clock,
    ListedMonth,
    article_by_id,
    author_named,
    listed_articles,
    listed_authors,
    listed_months,
    listed_topics,
    news_of,
    section_named,
    sections,
    topic_named,
)

XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
# Wider and higher than any picture of ours.
ROOMY = 100_000
# A part beyond this is no part: a month has no five million articles.
MOST_PARTS = 500


@stored()
@require_safe
def feed(request: HttpRequest, form: str) -> HttpResponse:
    """Give the newest articles of the site."""
    return _feed(request, form, site_feed(_asked(request, form)))


@stored()
@require_safe
def feed_of_section(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Give the newest articles of a section."""
    section = section_named(slug, site=site_of(request))
    return _feed(request, form, section and section_feed(_asked(request, form), section))


@stored()
@require_safe
def feed_of_author(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Give the newest articles of an author."""
    author = author_named(slug, site=site_of(request))
    return _feed(request, form, author and author_feed(_asked(request, form), author))


@stored()
@require_safe
def feed_of_topic(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Give the newest articles of a topic; a former name of it leads to its feed."""
    topic = topic_named(slug, site=site_of(request))
    if topic and topic.slug != slug:
        return HttpResponsePermanentRedirect(reverse("topic-feed", kwargs={"slug": topic.slug, "form": form}))
    return _feed(request, form, topic and topic_feed(_asked(request, form), topic))


@stored()
@require_safe
def feed_of_comments(request: HttpRequest, thread_id: str, form: str) -> HttpResponse:
    """Give the newest comments of a discussion."""
    thread = thread_by_public_id(thread_id, site=site_of(request))
    return _feed(request, form, thread and comments_feed(_asked(request, form), thread), truth=Truth(thread))


@stored()
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name every sitemap there is, but for the one of the news, which robots.txt names."""
    publisher = publisher_of(request)
    parts = [Place(publisher.at(reverse("sitemap-pages")))]
    for month in _months(request):
        for part in range(1, min(MOST_PARTS, -(-month.count // IN_A_PART)) + 1):
            name = f"{month.year}-{month.month:02}" + (f"-{part}" if part > 1 else "")
            parts.append(Place(publisher.at(reverse("sitemap-month", kwargs={"name": name})), month.changed_at))
    return _document(request, lambda: sitemaps.index(parts), XML, shown=("sitemaps", *parts))


@stored()
@require_safe
def sitemap_of_pages(request: HttpRequest) -> HttpResponse:
    """List what is not an article: front page, sections, authors, topics, the archive, the newspaper itself."""
    site, publisher = site_of(request), publisher_of(request)
    listed = (*sections(site=site), *listed_authors(site=site), *listed_topics(site=site))
    months = months_of(Clock(site, chrome(request)["profile"].time_zone))
    archived = [reverse("archive"), *(month_path(month.day) for month in months)]
    paths = ["/", *(one.url for one in listed), *archived, reverse("rules"), reverse("privacy")]
    places = [Place(publisher.at(path)) for path in paths]
    return _document(request, lambda: sitemaps.sitemap(places), XML, shown=("sitemap of pages", *places))


@stored()
@require_safe
def sitemap_of_month(request: HttpRequest, name: str) -> HttpResponse:
    """List the articles of a month, or a part of them where they are very many."""
    year, month, part = (int(one) for one in (*name.split("-"), "1")[:3])
    if part > MOST_PARTS:
        raise Http404
    found = listed_articles(
        month=(year, month),
        part=part,
        limit=IN_A_PART,
        site=site_of(request),
        time_zone=chrome(request)["profile"].time_zone,
    )
    if not found:
        raise Http404
    publisher = publisher_of(request)
    places = [Place(publisher.at(one.url), one.changed_at) for one in found]
    return _document(request, lambda: sitemaps.sitemap(places), XML, shown=("sitemap of month", *places))


@stored()
@require_safe
def sitemap_of_news(request: HttpRequest) -> HttpResponse:
    """List what was published within two days, for Google News. An hour from now at the latest it is listed anew."""
    publisher = publisher_of(request)
    since = moment_of(request) - timedelta(hours=sitemaps.NEWS_HOURS)
    found = news_of(site=site_of(request), since=since, limit=sitemaps.MOST_NEWS)
    news = [News(publisher.at(one.url), one.headline, one.published_at) for one in found]

    def written() -> bytes:
        return sitemaps.news_sitemap(news, publication=publisher.name, language=publisher.language)

    return _document(request, written, XML, shown=("sitemap of news", *news))


@stored()
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Say what robots may read, and where everything is listed."""
    publisher = publisher_of(request)
    text = robots.robots_txt(sitemaps=[publisher.at(reverse(name)) for name in ("sitemap", "sitemap-news")])
    return _document(request, text.encode, TEXT, shown=(text,))


@stored()
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a hole, if the newsroom has said so."""
    contact = chrome(request)["profile"].security_contact
    if not contact:
        raise Http404
    text = robots.security_txt(
        contact=contact,
        address=publisher_of(request).at(reverse("security-txt")),
        languages=dict.fromkeys((settings.LANGUAGE_CODE, "en")),
        now=moment_of(request),
    )
    return _document(request, text.encode, TEXT, shown=(text,))


@stored()
@require_safe
def ads_txt(request: HttpRequest) -> HttpResponse:
    """Say who may sell our advertising space, if the newsroom has said so."""
    text = robots.ads_txt(chrome(request)["profile"].ads_txt)
    if not text.strip():
        raise Http404
    return _document(request, text.encode, TEXT, shown=(text,))


@stored()
@require_safe
def card(request: HttpRequest, pk: str, digest: str) -> HttpResponse:
    """Give the picture that stands for an article; one with another headline on it leads to the present one."""
    article = article_by_id(int(pk), site=site_of(request)) if int(pk) < MOST_NUMBERS else None
    found = article and card_of(article, publisher_of(request))
    if found is None:
        raise Http404
    if found.digest != digest:
        return HttpResponseRedirect(found.src)
    response = _document(request, lambda: drawn(found), "image/jpeg", shown=("card", pk, digest))
    # Made to be shown by others.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Say what a link to an article should show.

    Not kept at the door: there an address could be spelled in endless ways, and each would be a page.
    """
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501, content_type=TEXT)
    article = article_behind(request.GET.get("url", ""), site=site_of(request))
    if article is None:
        raise Http404
    data = described(article, publisher_of(request), room=_room(request))
    return public_answer(request, lambda: JsonResponse(data), shown=("oembed", *data.items()))


def _room(request: HttpRequest) -> tuple[int, int] | None:
    """Return the width and height that are asked for; None where neither is."""
    asked = [request.GET.get(name, "") for name in ("maxwidth", "maxheight")]
    if not any(asked):
        return None
    width, height = (int(one[:6]) if one.isascii() and one.isdigit() else ROOMY for one in asked)
    return width, height


def _asked(request: HttpRequest, form: str) -> Asked:
    frame = chrome(request)
    return Asked(
        site_of(request),
        publisher_of(request),
        frame["profile"].tagline,
        form,
        moment_of(request),
        frame["digits"],
        settings.HIWAR_WEBSUB_HUB,
    )


def _feed(request: HttpRequest, form: str, told: Feed | None, *, truth: Truth = ALONE) -> HttpResponse:
    if told is None:
        raise Http404
    way = FORMATS[form]
    kind = f"{way.content_type}; charset=utf-8"
    response = _document(request, lambda: way.write(told), kind, shown=(form, told), truth=truth)
    if told.hub:
        response["Link"] = f'<{told.hub}>; rel="hub", <{told.address}>; rel="self"'
    return response


def _document(
    request: HttpRequest,
    write: Callable[[], bytes],
    kind: str,
    *,
    shown: tuple[object, ...],
    truth: Truth = ALONE,
) -> HttpResponse:
    return public_answer(request, lambda: HttpResponse(write(), content_type=kind), shown=shown, truth=truth)


def _months(request: HttpRequest) -> tuple[ListedMonth, ...]:
    site, zone = site_of(request), chrome(request)["profile"].time_zone
    return SHELF.take(("months", site.pk), lambda: listed_months(site=site, time_zone=zone))
