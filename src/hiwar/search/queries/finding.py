"""Finding: from a question to what is shown of each text that answers it.

The index says which entries, in four short statements; what is shown is read from the newsroom and the discussions,
and from what is public there at this moment: an entry that should not be there shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from wagtail.models import Site

from hiwar.newsroom.models import ArticlePage
from hiwar.newsroom.queries import ArticleCard, live_articles
from hiwar.newsroom.queries.articles import card
from hiwar.search.engines import Span, newest, those_of
from hiwar.search.models import Entry, Kind, first_number
from hiwar.search.queries.texts import article_text, public_comments
from hiwar.search.question import Question, as_typed, everywhere, in_a_row, in_title
from hiwar.search.ranking import Answers, in_order, newer_by
from hiwar.search.snippets import Piece, marked, snippet
from hiwar.search.terms import facet

ON_A_PAGE = 10
# Whoever has read two hundred and found nothing asks another question; a robot would go on.
MOST_PAGES = 20
_ALWAYS = Span(-(2**63), 2**63 - 1)


@dataclass(frozen=True)
class Asked:
    """A question with what it is narrowed by. Days are those of the site's clock, both included."""

    question: Question
    site: Site
    kind: str = Kind.ARTICLE
    section: int | None = None
    author: int | None = None
    since: date | None = None
    until: date | None = None
    zone: tzinfo = UTC
    page: int = 1


@dataclass(frozen=True)
class ArticleHit:
    """An article that answers."""

    card: ArticleCard
    headline: tuple[Piece, ...]
    text: tuple[Piece, ...]


@dataclass(frozen=True)
class CommentHit:
    """A comment that answers, and the article it stands under."""

    public_id: str
    number: int
    name: str
    published_at: datetime
    thread_title: str
    badge: str
    text: tuple[Piece, ...]


@dataclass(frozen=True)
class Found:
    """One page of what was found, best first."""

    hits: tuple[ArticleHit, ...] | tuple[CommentHit, ...]
    page: int
    has_more: bool
    # The last page there is, though more was found.
    is_cut: bool = False


def find(asked: Asked) -> Found:
    """Return one page of what answers, best first, in about ten queries."""
    wanted = asked.page * ON_A_PAGE + 1
    numbers = in_order(_newest_of_each(asked, wanted), limit=wanted)
    shown = numbers[(asked.page - 1) * ON_A_PAGE : asked.page * ON_A_PAGE]
    goes_on = len(numbers) == wanted
    return Found(
        hits=_shown(asked, shown),
        page=asked.page,
        has_more=goes_on and asked.page < MOST_PAGES,
        is_cut=goes_on and asked.page >= MOST_PAGES,
    )


def condition_facets(*, site: Site, section: int | None = None, author: int | None = None) -> tuple[str, ...]:
    """Return the terms that narrow a search."""
    named = (("website", site.pk), ("section", section), ("author", author))
    return tuple(facet(name, number) for name, number in named if number is not None)


def _newest_of_each(asked: Asked, limit: int) -> dict[Answers, list[int]]:
    facets = condition_facets(site=asked.site, section=asked.section, author=asked.author)
    every = everywhere(asked.question, kind=asked.kind, facets=facets)
    better = {
        Answers.IN_TITLE: in_title(asked.question, kind=asked.kind) if asked.kind == Kind.ARTICLE else (),
        Answers.IN_A_ROW: in_a_row(asked.question, kind=asked.kind),
        Answers.AS_TYPED: as_typed(asked.question, kind=asked.kind),
    }
    span = _span(asked)
    all_found = newest(every, span=span, limit=limit)
    found = {Answers.EVERYWHERE: all_found}
    for answers, more in better.items():
        # What answers better answers: where nothing was found there is nothing better.
        if not more or not all_found:
            continue
        if len(all_found) < limit:
            # These are all there are, and what is better is among them.
            found[answers] = those_of(all_found, more)
            continue
        # Whatever is older than the last one found by more than it would gain stands below all of them.
        least = max(span.first, all_found[-1] - newer_by(answers))
        found[answers] = newest((*more, *every), span=Span(least, span.last), limit=limit)
    return found


def _span(asked: Asked) -> Span:
    first = _midnight(asked.since, asked.zone) if asked.since else None
    # After the last day of the calendar there is none to end before.
    ends = asked.until and asked.until < date.max
    last = _midnight(asked.until + timedelta(days=1), asked.zone) if asked.until and ends else None
    return Span(
        _ALWAYS.first if first is None else first_number(first),
        _ALWAYS.last if last is None else first_number(last),
    )


def _midnight(day: date, zone: tzinfo) -> int:
    return int(datetime.combine(day, time.min, tzinfo=zone).timestamp())


def _shown(asked: Asked, numbers: list[int]) -> tuple[ArticleHit, ...] | tuple[CommentHit, ...]:
    # By number alone: asked for the kind too, SQLite goes through all entries of that kind.
    rows = Entry.objects.filter(pk__in=numbers).values_list("pk", "kind", "source_id")
    entries = {number: source for number, kind, source in rows if kind == asked.kind}
    sources = [entries[number] for number in numbers if number in entries]
    stems = frozenset(stem for word in asked.question.all for stem in word.stems)
    if asked.kind == Kind.COMMENT:
        return _comments(sources, asked.site, stems)
    articles = {article.pk: article for article in live_articles(site=asked.site).filter(pk__in=sources)}
    return tuple(_article(articles[source], stems) for source in sources if source in articles)


def _article(article: ArticlePage, stems: frozenset[str]) -> ArticleHit:
    return ArticleHit(
        card=card(article),
        headline=marked(article.title, stems),
        text=snippet(article_text(article), stems),
    )


def _comments(sources: Iterable[int], site: Site, stems: frozenset[str]) -> tuple[CommentHit, ...]:
    rows = public_comments().filter(pk__in=list(sources), thread__site=site).select_related("thread")
    found = {comment.pk: comment for comment in rows}
    return tuple(
        CommentHit(
            public_id=comment.public_id,
            number=comment.number or 0,
            name=comment.name,
            published_at=comment.published_at or comment.submitted_at,
            thread_title=comment.thread.public_title,
            badge=comment.badge,
            text=snippet(comment.text, stems),
        )
        for source in sources
        if (comment := found.get(source))
    )
