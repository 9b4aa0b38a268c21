"""What no reader may see is in no public answer: pages, feeds, sitemaps, structured data, cards, streams' beginnings.

Every address that anybody may ask for is asked, with everything hidden that there is; a route that is added later and
not asked here fails the first test.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.models import Comment as EditorsComment
from wagtail.models import CommentReply, Site

from hiwar.accounts.models import SiteProfile
from hiwar.delivery.machines.feeds import FORMATS
from hiwar.discussions.models import Badge, Comment, Mark, Thread
from hiwar.discussions.queries import thread_about
from hiwar.discussions.services import Voice, answer_comment, mark_comment, set_aside_comment, take_back_answer
from hiwar.newsroom.models import ArticlePage, SectionPage, Topic
from hiwar.newsroom.services import unpublish_article
from hiwar.newsroom.services.topics import topics_named
from hiwar.widget.models import EmbedSettings
from tests.factories.discussions import a_held_comment, an_imported_comment
from tests.factories.newsroom import NOON, a_section, an_author, salma
from tests.integration.delivery.conftest import Publish

pytestmark = pytest.mark.django_db
CANARY = "canary"
# In every hidden text, so that a search for it would find them all.
WORD = "زيتون"
STAFF_ONLY = ("editor/", "desk/", "login/", "logout/")
# Doors that only take something: they are asked for nothing here.
POSTED_TO = {"comment-post", "reader-forget", "own-appeal", "embedded-post"}


def hidden(what: str) -> str:
    """A text that must never be seen, with its own mark."""
    return f"{WORD} {CANARY}-{what}"


def public_routes() -> set[str]:
    """The name of every route that is not the staff's."""

    def walk(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
        for pattern in patterns:
            here = before + str(pattern.pattern)
            if here.startswith(STAFF_ONLY):
                continue
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, here)
            else:
                yield str(pattern.name)

    return set(walk(get_resolver().url_patterns))


@pytest.fixture
def shown(publish: Publish, django_capture_on_commit_callbacks) -> ArticlePage:
    """An article that readers see, with comments of every kind, in a newsroom that hides all that can be hidden."""
    section = a_section()
    article: ArticlePage = publish(
        section=section, headline=f"{WORD} ظاهر", authors=(an_author("سلمى درويش"),), topics=(WORD,)
    )
    thread = _thread_of(article)
    an_imported_comment(thread, f"{WORD} يراه الجميع", key="seen", name="ليلى")
    a_held_comment(thread, hidden("held"), name=hidden("held-name"))
    for state in ("rejected", "spam"):
        set_aside_comment(comment=a_held_comment(thread, hidden(state), name=hidden(f"{state}-name")), state=state)
    for state in ("withdrawn", "rejected"):
        once = an_imported_comment(thread, hidden(f"once-{state}"), key=state, name=hidden(f"once-{state}-name"))
        set_aside_comment(comment=once, state=state)
    _lift_what_is_gone(thread, publish)
    _talk_on_another_site(article.get_site())
    silent: ArticlePage = publish(section=section, headline="نقاش مطفأ")
    an_imported_comment(_thread_of(silent), hidden("silent"), key="silent")
    taken = _taken_and_never_given(publish, section)
    embargoed: ArticlePage = publish(section=section, publish=False, headline=hidden("embargoed"))
    embargoed.go_live_at = timezone.now() + timedelta(days=1)
    embargoed.standfirst = hidden("embargoed-standfirst")
    run_out: ArticlePage = publish(section=section, headline=hidden("run-out"), paragraphs=(hidden("run-out-text"),))
    an_imported_comment(_thread_of(run_out), hidden("under-run-out"), key="run-out")
    _talk_among_editors(article)
    with django_capture_on_commit_callbacks(execute=True):
        embargoed.save_revision().publish()
        article.save_revision().publish()
        run_out.unpublish(set_expired=True)
        silent.discussion = "off"
        silent.save_revision().publish()
        unpublish_article(article=taken, by=None)
    article.title, article.standfirst = hidden("next-headline"), hidden("next-standfirst")
    article.topics = topics_named([hidden("next-topic")], site=article.get_site())
    article.save_revision()
    SiteProfile.objects.filter(site=article.get_site()).update(
        security_contact="mailto:s@example.org", ads_txt="ads.example, 1, DIRECT"
    )
    return ArticlePage.objects.get(pk=article.pk)


def _talk_among_editors(article: ArticlePage) -> None:
    """Ask about a headline, and a line of the text, and answer, as editors do in the form; the article goes out so."""
    (block, *_more) = article.body
    for path in ("title", f"body.{block.id}"):
        asked_by_desk = EditorsComment.objects.create(
            page=article, user=salma(), contentpath=path, text=hidden("editors-comment")
        )
        CommentReply.objects.create(comment=asked_by_desk, user=salma(), text=hidden("editors-answer"))


def _taken_and_never_given(publish: Publish, section: SectionPage) -> ArticlePage:
    """Return an article that is to be taken back, having written a draft as well; all of both is marked."""
    taken: ArticlePage = publish(
        section=section,
        headline=hidden("taken-back"),
        standfirst=hidden("taken-back-standfirst"),
        paragraphs=(hidden("taken-back-text"),),
        authors=(an_author(hidden("author-of-taken")),),
        topics=(WORD, hidden("topic-of-taken")),
    )
    an_imported_comment(_thread_of(taken), hidden("under-taken"), key="taken")
    publish(
        section=section,
        publish=False,
        headline=hidden("draft"),
        authors=(an_author(hidden("author-of-draft")),),
        topics=(WORD, hidden("topic-of-draft")),
    )
    return taken


def _lift_what_is_gone(thread: Thread, publish: Publish) -> None:
    """Quote, pin and feature a comment, answer it for the newsroom, and take both away."""
    gone = an_imported_comment(thread, hidden("marked"), key="marked", name=hidden("marked-name"))
    for mark in Mark:
        mark_comment(comment=gone, mark=mark)
    publish(section=a_section(), headline="يقتبس", blocks=(("reader_quote", {"comment": gone.public_id}),))
    voice = Voice(hidden("voice"), Badge.AUTHOR)
    take_back_answer(answer=answer_comment(comment=gone, text=hidden("answer"), voice=voice, now=NOON))
    set_aside_comment(comment=gone, state="rejected")


def _talk_on_another_site(site: Site) -> None:
    """Let a blog show discussions: one in which something can be read, and one in which everything waits."""
    EmbedSettings.objects.create(site=site, origins="https://blog.example")
    for key in ("post-1", "post-2"):
        thread = Thread.objects.create(
            site=site,
            subject=f"embed:blog.example/{key}",
            url=f"/on/blog.example/{key}/",
            host_page=f"https://blog.example/{CANARY}",
            title=hidden("title-a-stranger-gave"),
            opened_at=NOON,
        )
        a_held_comment(thread, hidden(f"held-{key}"), name=hidden("held-name"))
        if key == "post-1":
            an_imported_comment(thread, f"{WORD} يراه الجميع", key="seen", name="ليلى")


def _thread_of(article: ArticlePage) -> Thread:
    found = thread_about(article.subject, site=article.get_site())
    assert found is not None
    return found


BY_DATE = [
    ("archive", "/archive/"),
    ("archive-month", "/archive/2014/01/"),
    *(("archive-day", f"/archive/2014/01/{day}/") for day in (18, 19, 20)),
    ("year", "/2014/"),
    ("month", "/2014/01/"),
    ("day", "/2014/01/19/"),
]


ELSEWHERE = [
    ("embed-script", "/embed.js"),
    ("counts", "/embed/counts/blog.example/?of=post-1,post-2,post-3"),
    ("own-comments", "/embed/talk/mine/"),
    ("rules", "/embed/about/rules/"),
]


def asked(article: ArticlePage) -> list[tuple[str, str]]:
    """Every route's name with each address that it is asked for."""
    threads, comments = list(Thread.objects.all()), list(Comment.objects.all())
    articles = list(ArticlePage.objects.all())
    section = article.get_parent().slug
    authors = list({line.author.slug for one in articles for line in one.bylines.all()})
    plain = ("front", "search", "rules", "privacy", "own-comments", "robots-txt", "ads-txt", "security-txt")
    maps = ("sitemap", "sitemap-pages", "sitemap-news")
    found = [(name, reverse(name)) for name in (*plain, *maps)]
    found += [("search", f"{reverse('search')}?q={word}") for word in (WORD, "زيتون ظاهر", "نقاش")]
    topics = list(Topic.objects.values_list("slug", flat=True))
    found += [("topic", reverse("topic", args=[one])) for one in topics]
    found += [
        ("topic-feed", reverse("topic-feed", kwargs={"slug": one, "form": form})) for one in topics for form in FORMATS
    ]
    found += BY_DATE + ELSEWHERE
    found += [("look", reverse("look", args=["0" * 16]))]
    found += [("sitemap-month", reverse("sitemap-month", kwargs={"name": "2014-01"}))]
    found += [("site-feed", reverse("site-feed", kwargs={"form": form})) for form in FORMATS]
    found += [("section-feed", reverse("section-feed", kwargs={"slug": section, "form": form})) for form in FORMATS]
    found += [
        ("author-feed", reverse("author-feed", kwargs={"slug": one, "form": form}))
        for one in authors
        for form in FORMATS
    ]
    found += [
        ("section", reverse("section", args=[section])),
        ("section", f"{reverse('section', args=[section])}?before=9999"),
    ]
    found += [("author", reverse("author", args=[one])) for one in authors]
    found += [("article", str(one.public_path())) for one in articles if one.address]
    found += [("short-address", reverse("short-address", args=[one.pk])) for one in articles]
    found += [("oembed", f"{reverse('oembed')}?url=http://127.0.0.1:8000/a/{one.pk}/") for one in articles]
    found += [("card", reverse("card", kwargs={"pk": one.pk, "digest": "0" * 16})) for one in articles]
    for thread in threads:
        found += asked_of(thread, comments)
    for name in ("comment-permalink", "comment-withdraw"):
        found += [(name, reverse(name, args=[one.public_id])) for one in comments]
    return found


def asked_of(thread: Thread, comments: list[Comment]) -> list[tuple[str, str]]:
    """The doors of one discussion with each address that they are asked for."""
    of = [thread.public_id]
    found = [("comments-feed", reverse("comments-feed", kwargs={"thread_id": of[0], "form": form})) for form in FORMATS]
    queries = ("", "?order=newest", "?order=answered", "?order=featured", "?after=1")
    found += [("talk", reverse("talk", args=of) + query) for query in queries]
    found += [(name, reverse(name, args=of)) for name in ("talk-state", "comment-compose")]
    found += [("comment-by-number", reverse("comment-by-number", args=[*of, number])) for number in range(1, 8)]
    for name in ("comment-report", "comment-edit"):
        found += [(name, f"{reverse(name, args=of)}?comment={one.public_id}") for one in comments]
    found += [("comment-compose", f"{reverse('comment-compose', args=of)}?reply={number}") for number in range(1, 8)]
    return found + (asked_elsewhere(thread, comments) if thread.host_page else [])


def asked_elsewhere(thread: Thread, comments: list[Comment]) -> list[tuple[str, str]]:
    """The doors of a discussion on another site, on its own page and in two frames, with what they are asked for."""
    found = []
    for page in (thread.url, f"/embed{thread.url}", f"/embed/fa{thread.url}"):
        found += [("embedded", f"{page}{query}") for query in ("", "?order=newest", "?order=featured", "?after=1")]
        found += [("embedded-state", f"{page}state/"), ("embedded-compose", f"{page}compose/")]
        found += [("embedded-by-number", f"{page}{number}/") for number in range(1, 4)]
        for name in ("report", "edit"):
            found += [(f"embedded-{name}", f"{page}{name}/?comment={one.public_id}") for one in comments]
        found += [("embedded-report", f"{page}report/?c={number}") for number in range(1, 4)]
    return found


def test_no_public_answer_holds_what_is_hidden(client: Client, shown: ArticlePage) -> None:
    addresses = asked(shown)

    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        answers = [(name, address, client.get(address)) for name, address in addresses]

    leaks = [
        (name, address)
        for name, address, answer in answers
        if CANARY in answer.content.decode().lower() or CANARY in str(answer.headers).lower()
    ]
    assert leaks == []
    assert public_routes() - {name for name, _ in addresses} - POSTED_TO == set()


def test_what_may_be_seen_is_in_them(client: Client, shown: ArticlePage) -> None:
    thread = _thread_of(shown)

    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        page = client.get(str(shown.public_path())).content.decode()
        comments = client.get(reverse("comments-feed", args=[thread.public_id, "rss"])).content.decode()
        site = client.get(reverse("site-feed", kwargs={"form": "atom"})).content.decode()
        news = client.get(reverse("sitemap-news")).content.decode()

    assert page.count(f"{WORD} يراه الجميع") == 2
    assert f"{WORD} يراه الجميع" in comments
    assert f"{WORD} ظاهر" in site
    assert f"{WORD} ظاهر" in news
