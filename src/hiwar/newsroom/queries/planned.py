"""What time will do to articles by itself: they go out and leave, discussions close, labels run out.

Belongs here: which of it falls between two moments. Not here: who may see it (callers say among which pages), words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import Page, Revision, WorkflowState

from hiwar.newsroom.models import ArticlePage
from hiwar.newsroom.models.articles import Discussion


class Event(StrEnum):
    """What happens to an article."""

    OUT = "out"
    CHANGE = "change"
    LEAVES = "leaves"
    CLOSES = "closes"
    LABEL = "label"


class Standing(StrEnum):
    """How far an article has come."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class PlannedEvent:
    """One thing that happens to one article; `way` is how far it has come over the desk, if it is on that way.

    `is_certain` is false where somebody wrote down a time and nobody has scheduled the article for it.
    """

    at: datetime
    event: Event
    article: ArticlePage
    standing: Standing
    way: WorkflowState | None
    is_certain: bool


def planned_events(begins: datetime, ends: datetime, *, among: QuerySet[Page]) -> tuple[PlannedEvent, ...]:
    """Return what happens from one moment until before another to the pages `among` all, in five queries.

    Each goes along an index and reads what is planned, however much was ever published. Of a past that is asked for
    it knows what the articles still say of it: what was written down and did not happen is in it too.
    """
    revisions = Revision.objects.filter(approved_go_live_at__lt=ends)
    # Whatever they are revisions of: asked for articles alone, SQLite would read all there ever were.
    scheduled = {int(pk): at for pk, at in revisions.values_list("object_id", "approved_go_live_at") if pk.isdigit()}
    keys = {*scheduled, *_touched(begins, ends)}
    articles = list(
        # By their keys: a condition beside them would let the database begin with it, and read everything.
        ArticlePage.objects.filter(pk__in=list(among.filter(pk__in=keys).values_list("pk", flat=True)))
        .select_related("owner")
        .annotate_approved_schedule()
        .defer("body", "rendered_body")
    )
    ways = _ways_over_the_desk(articles)
    events = (
        PlannedEvent(
            at=at,
            event=event,
            article=article,
            standing=_standing(article),
            way=ways.get(str(article.pk)),
            is_certain=event not in {Event.OUT, Event.CHANGE} or at == due or _is_past(article, at),
        )
        for article in articles
        for due in [scheduled.get(article.pk)]
        for event, at in _times(article, due)
        if at is not None and begins <= at < ends
    )
    return tuple(sorted(events, key=lambda one: (one.at, one.article.pk, one.event)))


def _touched(begins: datetime, ends: datetime) -> QuerySet[ArticlePage, int]:
    """Return which articles have one of the times between the two; what each of them means is decided in Python."""
    within = Q()
    for name in ("goes_out_at", "leaves_at", "left_at", "closes_at", "label_ends_at"):
        within |= Q(**{f"{name}__gte": begins, f"{name}__lt": ends})
    # Of the articles' own table alone, and in no order: so each time is looked up along its index.
    return ArticlePage.objects.filter(within).order_by().values_list("pk", flat=True)


def _times(article: ArticlePage, scheduled_at: datetime | None) -> Iterator[tuple[Event, datetime | None]]:
    """Yield what happens to an article, and when."""
    yield (Event.CHANGE if article.live else Event.OUT), scheduled_at
    meant = article.goes_out_at
    if meant is not None and meant != scheduled_at:
        yield (Event.CHANGE if article.live and not _is_past(article, meant) else Event.OUT), meant
    if article.live or article.expired or article.approved_schedule:
        yield Event.LEAVES, article.expire_at
    if (article.live or article.approved_schedule) and article.discussion == Discussion.OPEN:
        yield Event.CLOSES, article.closes_at
    if article.live:
        yield Event.LABEL, article.label_until


def _ways_over_the_desk(articles: list[ArticlePage]) -> dict[str, WorkflowState]:
    # Wagtail's own prefetch looks for states of bare pages, and finds none from articles.
    states = WorkflowState.objects.active().select_related("current_task_state__task")
    kind = ContentType.objects.get_for_model(ArticlePage)
    found = states.filter(content_type=kind, object_id__in=[str(article.pk) for article in articles])
    return {state.object_id: state for state in found}


def _is_past(article: ArticlePage, at: datetime) -> bool:
    """Return whether the article has gone out since, even if readers have it no longer."""
    return article.last_published_at is not None and article.last_published_at >= at


def _standing(article: ArticlePage) -> Standing:
    if article.live:
        return Standing.PUBLISHED
    if article.approved_schedule:
        return Standing.SCHEDULED
    return Standing.WITHDRAWN if article.first_published_at else Standing.DRAFT
