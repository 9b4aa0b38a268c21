"""A queue as full as one wants it, for trying out a desk: comments that nobody wrote, as if they had just arrived.

Each sentence is screened once, as any comment of the site would be, by its lists and its model. Its comments differ in
what stands behind the sentence and take its verdict over, with all that the desk sorts by: a hundred thousand would
keep the model busy for minutes. Belongs here: who says what, when and where. Not here: the words (`seed_texts`).
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from itertools import accumulate, count, islice
from random import Random

from django.db import transaction
from wagtail.models import Site

from hiwar.accounts.keys import ReaderKey
from hiwar.arabic.skeleton import skeleton
from hiwar.discussions.models import Comment, ListKind, Mode, State, Thread, minute
from hiwar.discussions.queries import house_rules
from hiwar.discussions.services.families import join_family
from hiwar.discussions.services.scoring import scored, weighed_by
from hiwar.discussions.triage import triage
from hiwar.moderation.seed_texts import NAMES, core, honest, varied
from hiwar.screening.candidate import Candidate
from hiwar.screening.screen import screen
from hiwar.screening.sketch import sketch_of

AT_ONCE = 2000
# Where no families are wanted, so many sentences take turns.
MOST_SENTENCES = 600
MOST_THREADS = 60
# The first family is by far the largest, as brigades are.
_STEEPNESS = 0.7
_SPREAD = timedelta(hours=24)
_AT_HOME = 0.8
_ANSWERING = 0.1


class NoDiscussion(Exception):
    """The site has no open discussion in which anything could wait."""


@dataclass(frozen=True)
class Seeding:
    """How many comments shall wait; in how many families of nearly the same text, and how many honest ones of them.

    The same `seed` makes the same comments.
    """

    count: int
    families: int = 40
    honest: int = 20
    seed: int = 1


@dataclass(frozen=True)
class _Sentence:
    """A sentence with what screening made of it."""

    text: str
    columns: dict[str, object]


@dataclass(frozen=True)
class _Turn:
    """One comment to be: which one it is, whether it is honest, and how far along the day it comes (0 to 1)."""

    key: str
    is_honest: bool
    number: int
    at: float


@dataclass
class _Stage:
    """Everything the comments are put together from."""

    site: Site
    seeding: Seeding
    now: datetime
    threads: list[Thread]
    parents: dict[int, list[int]] = field(default_factory=dict)
    sentences: list[_Sentence] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)


def seed_held(*, site: Site, seeding: Seeding, now: datetime, say: Callable[[int], None] = lambda done: None) -> int:
    """Add what lacks of these comments to the site's queue and return how many were added; twice adds nothing.

    `say` hears how far it has come, now and then. Raises `NoDiscussion`.
    """
    stage = _staged(site, seeding, now)
    added = done = 0
    turns = _turns(seeding)
    while batch := list(islice(turns, AT_ONCE)):
        added += _store(stage, batch)
        done += len(batch)
        say(done)
    return added


def _staged(site: Site, seeding: Seeding, now: datetime) -> _Stage:
    open_ones = Thread.objects.filter(site=site, mode=Mode.OPEN).order_by("pk")
    threads = list(open_ones[:MOST_THREADS])
    if not threads:
        raise NoDiscussion
    for thread in threads:
        thread.site = site
    stage = _Stage(site, seeding, now, threads)
    answered = Comment.objects.published().filter(thread__in=threads).order_by("pk")
    for thread_id, pk in answered.values_list("thread_id", "pk")[:AT_ONCE]:
        stage.parents.setdefault(thread_id, []).append(pk)
    stage.sentences = list(_families(stage) if seeding.families else _many(stage))
    stage.weights = list(accumulate((place + 1) ** -_STEEPNESS for place in range(len(stage.sentences))))
    return stage


def _families(stage: _Stage) -> Iterator[_Sentence]:
    """Yield sentences of which no two are alike enough to be one family."""
    seen: set[object] = set()
    for number in count():
        if len(seen) >= stage.seeding.families or number > MOST_SENTENCES:
            return
        sentence = _judged(stage, core(number)[0])
        family = sentence.columns["family"]
        if family and family not in seen:
            seen.add(family)
            yield sentence


def _many(stage: _Stage) -> Iterator[_Sentence]:
    for number in range(min(MOST_SENTENCES, stage.seeding.count)):
        yield _judged(stage, core(number)[0])


def _turns(seeding: Seeding) -> Iterator[_Turn]:
    """Yield the comments in the order in which they arrive, the honest ones evenly among the others."""
    honest_ones = min(seeding.honest, seeding.count)
    step = seeding.count // honest_ones if honest_ones else 0
    said = others = 0
    for place in range(seeding.count):
        at = place / seeding.count
        if step and said < honest_ones and place % step == step // 2:
            yield _Turn(f"honest:{said}", True, said, at)
            said += 1
        else:
            yield _Turn(f"other:{others}", False, others, at)
            others += 1


def _judged(stage: _Stage, text: str) -> _Sentence:
    """Return the text with the verdict the site would give to a stranger's first comment, and its family."""
    rules, thread = house_rules(stage.site), stage.threads[0]
    candidate = Candidate(
        text=text,
        max_links=rules.settings.max_links,
        banned=rules.words[ListKind.BANNED],
        suspect=rules.words[ListKind.SUSPECT],
        allowed=rules.words[ListKind.ALLOWED],
        starter=rules.settings.use_starter_list,
    )
    candidate = scored(candidate, thread=thread, settings=rules.settings)
    judged = Comment(thread=thread, text=text)
    triage(judged, screen(candidate), weighed_by(candidate, stage.site))
    with transaction.atomic():
        family = join_family(sketch_of(text), site_id=stage.site.pk, today=stage.now.date())
    columns = {name: getattr(judged, name) for name in ("screening", "kinds", "harm", "language")}
    return _Sentence(text, {**columns, "family": family})


def _store(stage: _Stage, turns: list[_Turn]) -> int:
    ids = {_public_id(stage, turn): turn for turn in turns}
    known = set(Comment.objects.filter(public_id__in=list(ids)).values_list("public_id", flat=True))
    comments = [_comment(stage, turn, public_id) for public_id, turn in ids.items() if public_id not in known]
    with transaction.atomic():
        Comment.objects.bulk_create(comments, batch_size=500)
    return len(comments)


def _public_id(stage: _Stage, turn: _Turn) -> str:
    """Return an id that is the same each time. Whoever knows the seed knows it: this is no newsroom's queue."""
    made_of = f"{stage.site.pk}:{stage.seeding.seed}:{stage.seeding.families}:{turn.key}"
    return base64.urlsafe_b64encode(sha256(made_of.encode()).digest()).decode()[:16]


def _comment(stage: _Stage, turn: _Turn, public_id: str) -> Comment:
    draw = Random(f"{stage.seeding.seed}:{turn.key}")  # noqa: S311 - nothing here is secret
    place = 0
    if turn.is_honest:
        sentence = _judged(stage, honest(turn.number))
        text, browser = sentence.text, turn.key
    else:
        (place,) = draw.choices(range(len(stage.sentences)), cum_weights=stage.weights)
        sentence = stage.sentences[place]
        # From one to thirty browsers stand behind a family.
        text, browser = varied(sentence.text, draw), f"family:{place}:{draw.randrange(1 + place * 7 % 30)}"
    is_at_home = not turn.is_honest and draw.random() < _AT_HOME
    thread = stage.threads[place % len(stage.threads)] if is_at_home else draw.choice(stage.threads)
    parents = stage.parents.get(thread.pk)
    at, name = minute(stage.now - _SPREAD * (1 - turn.at) ** 2), draw.choice(NAMES)
    key = _key(f"{stage.seeding.seed}:{browser}")
    return Comment(
        public_id=public_id,
        thread=thread,
        parent_id=draw.choice(parents) if parents and draw.random() < _ANSWERING else None,
        state=State.HELD,
        name=name,
        text=text,
        owner_tag=key.owner_tag(site_id=stage.site.pk, comment_id=public_id),
        author_link=key.author_link(site_id=stage.site.pk, now=at),
        trust_tag=key.trust_tag(site_id=stage.site.pk, name_skeleton=skeleton(name)),
        submitted_at=at,
        priority=int(str(sentence.columns["harm"])) * thread.exposure,
        **sentence.columns,
    )


@lru_cache(maxsize=2048)
def _key(browser: str) -> ReaderKey:
    return ReaderKey(sha256(browser.encode()).digest())
