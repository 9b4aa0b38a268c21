"""Scoring a comment as its site would: the shipped model, what the site has learned, the mode the thread is in.

Belongs here: finding all of that, and the clock. Not here: what a score leads to (`hiwar.screening`), how a site learns
(`hiwar.moderation`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock

from wagtail.models import Site

from hiwar.discussions.models import DiscussionSettings, Lesson, Thread
from hiwar.discussions.queries import UNRESTRAINED, Effective, house_rules, screening_mode
from hiwar.discussions.triage import Weighed
from hiwar.screening.candidate import Candidate
from hiwar.screening.learning.calibration import Calibration
from hiwar.screening.model import shipped_scorer
from hiwar.screening.model.local import SiteScorer, SiteVector
from hiwar.screening.modes import Mode, chosen, thresholds
from hiwar.screening.overrides import NO_OVERRIDES, Override, Overrides
from hiwar.screening.weighing import Scores, weighed_together

# Held while a comment is weighed or screened, and never while anything is asked of a database. NumPy lets go of the
# interpreter within every longer operation, and a thread that then takes it for the same work is in the way: one after
# the other, four threads took a fifth more comments a second (`benchmarks/writing.py`, three pairs of runs).
ARITHMETIC = Lock()


@dataclass(frozen=True)
class ToScore:
    """A candidate and where it was written: what is asked there decides by which thresholds it is held."""

    candidate: Candidate
    thread: Thread
    settings: DiscussionSettings
    restraint: Effective = UNRESTRAINED

    @property
    def mode(self) -> Mode:
        return screening_mode(self.thread, self.settings, self.restraint)


def scored(candidate: Candidate, *, thread: Thread, settings: DiscussionSettings) -> Candidate:
    """Return the candidate with its scores and its mode's thresholds, or held with the reason why not.

    What is asked for a while is asked of those who write now (`scored_together`), never of what is imported.
    """
    return scored_together([ToScore(candidate, thread, settings)])[0]


def scored_together(written: Sequence[ToScore]) -> list[Candidate]:
    """Return what was written with scores and thresholds as `scored` gives them, read at once where one mode is in use.

    The processor's time is counted, not the wall's: on a busy machine a comment must not wait for its neighbors.
    """
    groups: dict[tuple[int, Mode], list[int]] = {}
    for place, one in enumerate(written):
        groups.setdefault((one.thread.site_id, one.mode), []).append(place)
    found: dict[int, Candidate] = {}
    for (_, mode), places in groups.items():
        found.update(zip(places, _scored(mode, [written[place] for place in places]), strict=True))
    return [found[place] for place in range(len(written))]


def _scored(mode: Mode, written: Sequence[ToScore]) -> list[Candidate]:
    """Return the candidates of one site in one mode with their scores."""
    site, settings = written[0].thread.site, written[0].settings
    scorer, by_hand = _found(site), overrides(site, mode=mode, settings=settings)
    with ARITHMETIC:
        return weighed_together(
            [replace(one.candidate, hold_all=True) if mode is Mode.HELD else one.candidate for one in written],
            scorer=scorer,
            false_holds=settings.false_holds(mode),
            clock=time.thread_time,
            overrides=by_hand,
        )


def _found(site: Site) -> Callable[[], Scores]:
    """Return what gives the site's scorer, or raises what finding it raised."""
    try:
        found = scorer_of(site)
    except Exception as error:
        missing = error

        def lost() -> Scores:
            raise missing

        return lost
    return lambda: found


def overrides(site: Site, *, mode: Mode, settings: DiscussionSettings) -> Overrides:
    """Return the thresholds set by hand that count in a mode.

    They were set looking at the site's own mode. What a topic chose for itself keeps its thresholds; only in breaking
    news, where nothing may slip through that would wait on a quiet day, the stricter of the two holds.
    """
    own = chosen(settings.screening_mode)
    if mode is not own and mode is not Mode.BREAKING:
        return NO_OVERRIDES
    return Overrides(house_rules(site).head_thresholds, only_stricter=mode is not own)


@dataclass(frozen=True)
class HeadLimits:
    """From which scores a site's comments wait, in the mode it is in: the mode's own, by hand, and what counts."""

    model: str
    mode: Mode
    of_mode: Mapping[str, float]
    by_hand: Mapping[str, Override]
    in_use: Mapping[str, float]


def head_limits(site: Site) -> HeadLimits:
    """Return the thresholds of a site, by label. Raises whatever an unreadable model or lesson raises."""
    rules, scorer = house_rules(site), scorer_of(site)
    mode = chosen(rules.settings.screening_mode)
    limits = thresholds(scorer.threshold, false_holds=rules.settings.false_holds(mode))
    in_use = Overrides(rules.head_thresholds).over(limits, model=scorer.name)
    return HeadLimits(scorer.name, mode, limits.text, rules.head_thresholds, in_use.text)


def weighed_by(candidate: Candidate, site: Site) -> Weighed:
    """Return a scored candidate's scores with the name of the model that gave them."""
    return Weighed(candidate.scores, scorer_of(site).name if candidate.scores else "")


def scorer_of(site: Site) -> Scores:
    """Return the site's scorer: the shipped one, with the lesson in use if it was learned beside this very model.

    Raises whatever an unreadable model or lesson raises; then nobody scores and a person reads.
    """
    shipped = shipped_scorer()
    lesson = house_rules(site).lessons.get(shipped.name)
    return shipped if lesson is None else with_lesson(lesson, shipped.name)


@lru_cache(maxsize=64)
def with_lesson(pk: int, model: str) -> SiteScorer:
    """Return the model of that name with a lesson; read once, for a lesson never changes after it is written."""
    lesson, shipped = Lesson.objects.get(pk=pk, model=model), shipped_scorer()
    calibration = Calibration.from_record(lesson.calibration)
    vector = SiteVector.from_bytes(bytes(lesson.vector)) if lesson.vector else None
    return SiteScorer(shipped, vector, name=str(lesson.number), threshold=calibration.threshold(shipped.threshold))
