"""What goes on each page of readers: articles from the newsroom joined with counts from the discussions.

Here is the only place where the two meet. Values are frozen and their `repr` tells all of them, for page tags.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from wagtail.models import Site

from hiwar.delivery.shelf import SHELF
from hiwar.discussions.addresses import addresses_of, within_frame
from hiwar.discussions.cookies import reader_from
from hiwar.discussions.models import DiscussionSettings, Thread
from hiwar.discussions.queries import (
    Asked,
    closing_time,
    comment_counts,
    conversation,
    effective,
    form_options,
    next_change,
    own_held,
    restraints_on,
    screening_mode,
    takes_comments,
    terms_mark,
    thread_about,
)
from hiwar.discussions.queries.own import own_editable
from hiwar.discussions.views import form_state
from hiwar.discussions.windows import FIRST, Window
from hiwar.newsroom.models import Discussion
from hiwar.newsroom.queries import ArticleCard, ArticleView, SectionLink, SectionView, latest_articles, section_part
from hiwar.screening.modes import Mode

ON_THE_FRONT = 40  # Articles the front page is chosen from.
STACKED = 3
BESIDE_THE_LEAD = 2
BY_THE_CLOCK = 7
IN_A_SECTION = 3
MOST_DISCUSSED = 5
ON_A_SECTION_PAGE = 13  # One on top and three rows of four.


@dataclass(frozen=True)
class Told:
    """An article in a list with its comments counted; None where there is no discussion."""

    card: ArticleCard
    comments: int | None


@dataclass(frozen=True)
class SectionGroup:
    """A section of the front page with its newest articles."""

    section: SectionLink
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Discussed:
    """One of the most discussed articles; `share` is its count in percent of the highest."""

    told: Told
    share: int


@dataclass(frozen=True)
class FrontPageView:
    """The front page from top to bottom. No article stands on it twice, the clock and the most discussed apart."""

    lead: Told | None
    also: tuple[Told, ...]
    stack: tuple[Told, ...]
    latest: tuple[Told, ...]
    groups: tuple[SectionGroup, ...]
    most: tuple[Discussed, ...]

    @property
    def told(self) -> tuple[Told, ...]:
        """Return every article on the page with its count; some more than once."""
        lead = (self.lead,) if self.lead else ()
        grouped = tuple(one for group in self.groups for one in group.told)
        return (*lead, *self.also, *self.stack, *self.latest, *grouped, *(one.told for one in self.most))

    @property
    def columns(self) -> str:
        """Return the name of the grid the top of the page needs, so that no column stands empty."""
        return grid_of(self.stack, self.latest)


@dataclass(frozen=True)
class SectionPageView:
    """One page of a section: the newest, or what stands below the article `before`.

    `older` and `newer` name the pages beside it in the same way, 0 being the newest; None where there is none.
    """

    section: SectionView
    told: tuple[Told, ...]
    before: int
    newer: int | None
    older: int | None


def front_page(*, site: Site) -> FrontPageView:
    """Return the front page, in three queries; one where the newest articles are on the shelf."""
    cards = SHELF.take(("front page", site.pk), lambda: latest_articles(limit=ON_THE_FRONT, site=site))
    newest = told(cards, site=site)
    below = newest[1 + STACKED :]
    also = tuple(one for one in below if one.card.section == newest[0].card.section)[:BESIDE_THE_LEAD]
    rest = tuple(one for one in below if one not in also)
    return FrontPageView(
        lead=newest[0] if newest else None,
        also=also,
        stack=newest[1 : 1 + STACKED],
        latest=rest[:BY_THE_CLOCK],
        groups=_groups(rest),
        most=_most_discussed(newest),
    )


def section_page(section: SectionView, *, before: int, site: Site) -> SectionPageView | None:
    """Return the page of the section below an article, None where nothing is; an empty section has one empty page."""
    part = SHELF.take(
        ("section", section.id, before),
        lambda: section_part(section, limit=ON_A_SECTION_PAGE, before=before, site=site),
    )
    if part is None:
        return None
    return SectionPageView(section, told(part.cards, site=site), before, newer=part.newer, older=part.older)


def told(cards: Iterable[ArticleCard], *, site: Site) -> tuple[Told, ...]:
    """Return articles with their comments counted, in one query."""
    cards = tuple(cards)
    counts = comment_counts([card.subject for card in cards], site=site)
    return tuple(told_of(card, counts) for card in cards)


def told_of(card: ArticleCard, counts: dict[str, int]) -> Told:
    """Return an article with its comments counted, by the counts of many subjects."""
    return Told(card, None if card.discussion == Discussion.OFF else counts.get(card.subject, 0))


def grid_of(stack: tuple[Told, ...], latest: tuple[Told, ...]) -> str:
    """Return the name of the grid for a lead and what stands beside it."""
    if not stack:
        return "one" if not latest else "two-up"
    return "three" if latest else "two-up"


def _groups(told: tuple[Told, ...]) -> tuple[SectionGroup, ...]:
    """Return the articles by section, sections in the order of their newest article."""
    first_seen: dict[str, int] = {}
    for one in told:
        first_seen.setdefault(one.card.section.slug, len(first_seen))
    ordered = sorted(told, key=lambda one: first_seen[one.card.section.slug])
    grouped = groupby(ordered, key=lambda one: one.card.section)
    return tuple(SectionGroup(section, tuple(members)[:IN_A_SECTION]) for section, members in grouped)


def _most_discussed(told: tuple[Told, ...]) -> tuple[Discussed, ...]:
    """Return the most discussed articles; with fewer than three there is nothing to compare."""
    ranked = sorted((one for one in told if one.comments), key=lambda one: -(one.comments or 0))[:MOST_DISCUSSED]
    if len(ranked) < 3:
        return ()
    return shares(ranked)


def shares(ranked: Sequence[Told]) -> tuple[Discussed, ...]:
    """Return articles, the most discussed first, each with its share of what the first has."""
    highest = (ranked[0].comments if ranked else 0) or 1
    return tuple(Discussed(one, round(100 * (one.comments or 0) / highest)) for one in ranked)


@dataclass(frozen=True)
class Talk:
    """An article's discussion before anything of it is read: enough to say whether a page is still true."""

    thread: Thread | None
    settings: DiscussionSettings
    window: Window = FIRST

    def shown(self, *, now: datetime) -> tuple[object, ...]:
        """Return what the page's tag must contain of the discussion."""
        if self.thread is None:
            return ()
        restraint = effective(self.asked, now=now)
        is_open = takes_comments(self.thread, self.settings, restraint=restraint, now=now)
        modes = (str(self.thread.mode), str(screening_mode(self.thread, self.settings, restraint)))
        state = (self.thread.subject, self.thread.version, modes, is_open, restraint)
        return (*state, form_options(self.settings), self.settings.reply_depth, self.window)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Return what is asked for a while, read as the rest of the page is: what comments are judged by is not."""
        return restraints_on(self.thread) if self.thread else ()

    def terms(self, *, now: datetime) -> str:
        """Return a mark of what is asked of comments at this moment, which says nothing and changes with it."""
        if self.thread is None:
            return ""
        restraint = effective(self.asked, now=now)
        is_open = takes_comments(self.thread, self.settings, restraint=restraint, now=now)
        everything_waits = screening_mode(self.thread, self.settings, restraint) is Mode.HELD
        return terms_mark(restraint, is_open=is_open, everything_waits=everything_waits)

    def true_until(self, *, now: datetime) -> datetime | None:
        """Return when the discussion next closes, opens or changes its manners by itself, if that is to come."""
        if self.thread is None:
            return None
        moments = (closing_time(self.thread, self.settings), next_change(self.asked, now=now))
        return min((moment for moment in moments if moment and moment > now), default=None)

    def context(self, request: HttpRequest, *, now: datetime) -> dict[str, Any]:
        """Return the discussion as the template takes it, with the waiting comments of the one who asks."""
        if self.thread is None:
            return {"thread": None, "conversation": None, "form": None}
        state = reader_from(request, now=now)
        held = own_held(state.key, ids=state.mine, site=self.thread.site) if state.key and state.mine else ()
        own = [comment for comment in held if comment.thread_id == self.thread.pk]
        return {
            "thread": self.thread,
            "doors": addresses_of(self.thread, within=within_frame(request)),
            "conversation": conversation(
                self.thread,
                settings=self.settings,
                now=now,
                own=own,
                window=self.window,
                restraint=effective(self.asked, now=now),
            ),
            "form": form_state(request, self.thread, settings=self.settings),
            "editable": own_editable(state.key, ids=state.mine, thread=self.thread, settings=self.settings, now=now),
            "edit_minutes": self.settings.edit_minutes,
        }


def article_talk(article: ArticleView, *, site: Site) -> Talk:
    """Return the article's discussion; there is none where the newsroom wants none."""
    off = article.discussion == Discussion.OFF
    thread = None if off else thread_about(article.subject, site=site)
    return Talk(thread, discussion_settings(site))


def discussion_settings(site: Site) -> DiscussionSettings:
    """Return what the site has decided about its discussions."""
    return SHELF.take(("discussions", site.pk), lambda: DiscussionSettings.of(site))
