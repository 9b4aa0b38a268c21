"""The front page as an editor composed it: which article stands in which part, and what readers say beside them.

Whatever an editor chose is kept for the part it was chosen for; no other article stands on the page twice. The top
takes its articles first, then what few can stand in: the most discussed, the columnists; then the sections, from top
to bottom. A part with nothing in it is left out, and a page with no part left composes itself
(`composition.front_page`). Eight queries at most, however long the page and the newspaper are; one more where the parts
themselves are not on the shelf.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from wagtail.models import Site

from hiwar.delivery.composition import Told, shares, told_of
from hiwar.delivery.front_parts import Band, Column, ComposedFront, Written
from hiwar.delivery.shelf import SHELF
from hiwar.discussions.queries import comment_counts, latest_voices
from hiwar.newsroom.models import Label
from hiwar.newsroom.queries import (
    Arm,
    ArticleCard,
    Byline,
    Candidate,
    FrontPart,
    candidates,
    cards_of,
    composed_front,
    first_authors,
)

TOP = ("lead", "beside", "latest")
# In this order parts take their articles, wherever they stand.
FIRST = (*TOP, "most", "columnists")
# Among so many of the newest the most discussed are sought.
RANKED = 300
# So many opinions are looked through for one of each columnist.
OPINIONS = 60
FEWEST_TO_COMPARE = 3


def parts_on(site: Site) -> tuple[FrontPart, ...]:
    """Return what the site's editors composed."""
    return SHELF.take(("front", site.pk), lambda: composed_front(site=site))


def composed_page(parts: Sequence[FrontPart], *, site: Site, now: datetime) -> ComposedFront | None:
    """Return the page made of the parts; None if nothing is in any of them."""
    bands = _Filling(parts, site, now).bands() if parts else ()
    return ComposedFront(bands) if bands else None


@dataclass
class _Filling:
    """The work of one drawing: what there is to choose from, and what has its place already."""

    parts: Sequence[FrontPart]
    site: Site
    now: datetime
    arms: _Arms = field(init=False)
    found: dict[Arm, tuple[Candidate, ...]] = field(init=False)
    chosen: dict[int, Candidate] = field(init=False)
    placed: set[int] = field(init=False)
    authors: dict[int, Byline] = field(default_factory=dict)
    cards: dict[int, ArticleCard] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def bands(self) -> tuple[Band, ...]:
        """Return the parts that hold something: first their articles are chosen, then those alone are read."""
        self.arms = _Arms.of(self.parts, self.now)
        self.found = candidates(self.arms.all, site=self.site)
        self.chosen = {one.id: one for one in self._of(self.arms.chosen)}
        self.placed = set(self.chosen)
        if opinions := self._of(self.arms.opinions):
            self.authors = first_authors(one.id for one in opinions)
        self._count(one.id for arm in self.arms.ranked.values() for one in self._of(arm))
        plans = [plan for plan in self._plans() if plan.ids or plan.part.kind == "voices"]
        placed = {pk for plan in plans for pk in plan.ids}
        self._count(placed)
        self.cards = cards_of(placed, site=self.site)
        return tuple(band for band in self._merged(plans) if band is not None)

    def _plans(self) -> list[_Plan]:
        runs = _runs(self.parts)
        made = {
            number: self._plan(runs[number])
            for number in sorted(range(len(runs)), key=lambda number: _turn(runs[number][0]))
        }
        return [made[number] for number in range(len(runs))]

    def _count(self, ids: Iterable[int]) -> None:
        subjects = {f"article:{pk}" for pk in ids} - self.counts.keys()
        if subjects:
            self.counts |= dict.fromkeys(subjects, 0) | comment_counts(subjects, site=self.site)

    def _of(self, arm: Arm) -> tuple[Candidate, ...]:
        return self.found.get(arm, ())

    def _take(self, listed: Iterable[Candidate], count: int) -> tuple[int, ...]:
        """Return the first of a list that stand nowhere yet, and give them their place."""
        taken = tuple(one.id for one in listed if one.id not in self.placed)[: max(count, 0)]
        self.placed.update(taken)
        return taken

    def _live(self, ids: Iterable[int]) -> tuple[int, ...]:
        return tuple(pk for pk in ids if pk in self.chosen)

    def _plan(self, run: tuple[FrontPart, ...]) -> _Plan:
        part = run[0]
        if part.kind in TOP:
            return self._top(run)
        if part.kind == "section":
            return _Plan(part, told=self._of_section(part))
        if part.kind == "chosen":
            return _Plan(part, told=self._live(part.articles))
        if part.kind == "most":
            return _Plan(part, told=self._most(part))
        if part.kind == "columnists":
            return _Plan(part, told=self._columnists(part))
        return _Plan(part)

    def _top(self, run: tuple[FrontPart, ...]) -> _Plan:
        """Choose for lead, what is beside it and the latest at once: they share a row, and the lead comes first."""
        by_kind = {part.kind: part for part in run}
        newest = self._of(self.arms.newest)
        lead_part, beside, latest = (by_kind.get(kind) for kind in TOP)
        lead = (self._live(lead_part.articles) or self._take(newest, 1))[:1] if lead_part else ()
        stack: tuple[int, ...] = ()
        if beside:
            stack = self._live(beside.articles)[: beside.count]
            stack += self._take(newest, beside.count - len(stack))
        if not lead:
            # Something must be large.
            lead, stack = stack[:1], stack[1:]
        sections = {one.id: one.section for one in (*newest, *self.chosen.values())}
        same = [one for one in newest if lead and one.section == sections[lead[0]]]
        also = self._take(same, lead_part.also) if lead_part else ()
        clock = self._take(newest, latest.count) if latest else ()
        return _Plan(run[0], lead, also, stack, clock)

    def _of_section(self, part: FrontPart) -> tuple[int, ...]:
        """Return the newest; what is large or stands in a row of pictures has one, if any of them has."""
        listed = self._of(self.arms.sections[part.section])
        newest = self._take(listed, part.count)
        pictured = {one.id for one in listed if one.has_picture}
        if part.arrangement == "lines":
            return newest
        shown = sorted(newest, key=lambda pk: pk not in pictured)
        return tuple(shown) if part.arrangement == "cards" else (*shown[:1], *(pk for pk in newest if pk != shown[0]))

    def _most(self, part: FrontPart) -> tuple[int, ...]:
        since = self._of(self.arms.ranked[part.days])
        talked = [one for one in since if self.counts.get(f"article:{one.id}") and one.id not in self.placed]
        talked.sort(key=lambda one: -self.counts[f"article:{one.id}"])
        return self._take(talked, part.count) if len(talked) >= FEWEST_TO_COMPARE else ()

    def _columnists(self, part: FrontPart) -> tuple[int, ...]:
        first: dict[str, Candidate] = {}
        for one in self._of(self.arms.opinions):
            if one.id in self.authors and one.id not in self.placed:
                first.setdefault(self.authors[one.id].slug, one)
        return self._take(first.values(), part.count)

    def _merged(self, plans: list[_Plan]) -> Iterable[Band | None]:
        """Yield the bands; columns that follow one another are one."""
        for is_column, group in groupby(plans, key=lambda plan: plan.is_column):
            if not is_column:
                yield from map(self._band, group)
                continue
            columns = tuple(self._column(plan) for plan in group)
            yield Band("columns", columns=tuple(column for column in columns if column.told))

    def _band(self, plan: _Plan) -> Band | None:
        kind, told = plan.part.kind, self._told(plan.told)
        if kind in TOP:
            lead = self._told(plan.lead)
            shown = [self._told(ids) for ids in (plan.also, plan.stack, plan.latest)]
            # The newest alone are a list like any other.
            return Band("top" if lead else "clock", lead=lead[0] if lead else None, also=shown[0], stack=shown[1],
                        latest=shown[2])  # fmt: skip
        if kind == "voices":
            voices = latest_voices(site=self.site, limit=plan.part.count)
            return Band(kind, voices=voices) if voices else None
        if kind == "most":
            return Band(kind, most=shares(told))
        if kind == "columnists":
            return Band(kind, written=tuple(Written(self.authors[one.card.id], one) for one in told))
        column = self._column(plan)
        return Band(plan.part.arrangement, column.title, column.url, told=column.told)

    def _column(self, plan: _Plan) -> Column:
        told = self._told(plan.told)
        if plan.part.kind == "section" and told:
            return Column(told[0].card.section.name, told[0].card.section.url, told)
        return Column(plan.part.title, "", told)

    def _told(self, ids: Iterable[int]) -> tuple[Told, ...]:
        # What left readers between two queries of one drawing is not there; the drawing is made again.
        return tuple(told_of(self.cards[pk], self.counts) for pk in ids if pk in self.cards)


@dataclass(frozen=True)
class _Plan:
    """Which articles stand in a part, or in the parts of the top, by their ids."""

    part: FrontPart
    lead: tuple[int, ...] = ()
    also: tuple[int, ...] = ()
    stack: tuple[int, ...] = ()
    latest: tuple[int, ...] = ()
    told: tuple[int, ...] = ()

    @property
    def ids(self) -> tuple[int, ...]:
        return (*self.lead, *self.also, *self.stack, *self.latest, *self.told)

    @property
    def is_column(self) -> bool:
        return self.part.kind in {"section", "chosen"} and self.part.arrangement == "column"


@dataclass(frozen=True)
class _Arms:
    """The lists that the parts draw on, each as long as it could be needed: what is placed above is left out below."""

    newest: Arm
    chosen: Arm
    opinions: Arm
    sections: dict[int, Arm]
    ranked: dict[int, Arm]

    @property
    def all(self) -> tuple[Arm, ...]:
        return (self.newest, self.chosen, self.opinions, *self.sections.values(), *self.ranked.values())

    @staticmethod
    def of(parts: Sequence[FrontPart], now: datetime) -> _Arms:
        chosen = tuple(dict.fromkeys(pk for part in parts for pk in part.articles))
        places = sum(part.count + part.also + 1 for part in parts) + len(chosen)
        kinds = {part.kind for part in parts}
        minute = now.replace(second=0, microsecond=0)
        return _Arms(
            Arm(places if kinds & set(TOP) else 0),
            Arm(len(chosen), among=chosen),
            Arm(OPINIONS + places if "columnists" in kinds else 0, label=Label.OPINION.value),
            {part.section: Arm(places, section=part.section) for part in parts if part.section},
            {part.days: Arm(RANKED, since=minute - timedelta(days=part.days)) for part in parts if part.days},
        )


def _turn(part: FrontPart) -> int:
    """Return when a part takes its articles: the parts of the top together, in the order in which they stand."""
    return max(FIRST.index(part.kind), len(TOP) - 1) if part.kind in FIRST else len(FIRST)


def _runs(parts: Sequence[FrontPart]) -> list[tuple[FrontPart, ...]]:
    """Return the parts one by one; lead, beside and latest that follow one another together, each of them once."""
    runs: list[tuple[FrontPart, ...]] = []
    for part in parts:
        last = runs[-1] if runs else ()
        joins = part.kind in TOP and last and last[0].kind in TOP and part.kind not in {one.kind for one in last}
        if joins:
            runs[-1] = (*last, part)
        else:
            runs.append((part,))
    return runs
