"""Families: texts that are nearly the same find each other while they are written, by the bands of their sketches.

A family is named after the sketch of its first text, so nothing has to be asked to name one: two processes that meet
the same new text at once agree, and a text that returns after its bands are forgotten returns to its family. Belongs
here: joining a family, and writing a comment whatever becomes of that. Not here: what a sketch is
(`hiwar.screening.sketch`), what is done with a family (`hiwar.moderation`), forgetting bands (`sweeping`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from django.db import DatabaseError, connections, router
from django.db.models import QuerySet

from hiwar.accounts.prepared import PreparedForMany
from hiwar.discussions.models import TextBand
from hiwar.discussions.services.scribe import SCRIBE
from hiwar.screening.sketch import BANDS, RELATED, Sketch, nearness, sketches_of

log = logging.getLogger(__name__)
_INSERT = f"INSERT INTO {TextBand._meta.db_table} (site_id, band, family, seen_on)"
_ROW = "(%s, %s, %s, %s)"
T = TypeVar("T")


class FamilyLost(Exception):
    """The family could not be read or kept; the transaction around it is of no use any more."""


class Sketched(NamedTuple):
    """A text's sketch, if it has one, and where and when it is written."""

    sketch: Sketch | None
    site_id: int
    today: date


def write_in_family(text: str, job: Callable[[Sketch | None], T]) -> T:
    """Return what `job` returns for the text's sketch, once it is committed (`write_in_families`)."""
    return write_in_families([text], lambda sketches: job(sketches[0]))


def write_in_families(texts: Sequence[str], job: Callable[[Sequence[Sketch | None]], T]) -> T:
    """Return what `job` returns for the texts' sketches, once it is committed (`SCRIBE`).

    A comment is worth more than its family: where `FamilyLost` is raised, the job is done again without sketches.
    """
    sketches = _sketches(texts)
    try:
        return SCRIBE.write(partial(job, sketches))
    except FamilyLost:
        log.warning("family_lost")
        return SCRIBE.write(partial(job, [None] * len(texts)))


def join_family(sketch: Sketch | None, *, site_id: int, today: date) -> str:
    """Return the family a text belongs to, empty for one that has no sketch; its bands are kept.

    Call it in the transaction that stores the comment. One statement for a text that is known letter by letter, two
    for any other. Raises `FamilyLost`.
    """
    return join_families([Sketched(sketch, site_id, today)])[0]


def join_families(texts: Sequence[Sketched]) -> list[str]:
    """Return what `join_family` returns for each, as if they had come in this order; as many statements as for one."""
    families = [""] * len(texts)
    sketched = sorted(((text.site_id, place) for place, text in enumerate(texts) if text.sketch), key=itemgetter(0))
    try:
        for site_id, group in groupby(sketched, key=itemgetter(0)):
            places = [place for _, place in group]
            found = _joined([texts[place] for place in places], site_id=site_id)
            for place, family in zip(places, found, strict=True):
                families[place] = family
    except DatabaseError as error:
        raise FamilyLost from error
    return families


def _joined(texts: Sequence[Sketched], *, site_id: int) -> list[str]:
    """Return the family of each sketched text of a site; bands that are new are kept."""
    bands = [band for text in texts if text.sketch for band in text.sketch.bands]
    known: dict[int, str] = dict(_ASKED.ask(bands, site=site_id))
    new: dict[int, tuple[str, date]] = {}
    families = []
    for sketch, _, today in texts:
        if sketch is None:
            continue
        family = _nearest(sketch, {band: known[band] for band in sketch.bands if band in known})
        for band in set(sketch.bands) - known.keys():
            known[band] = family
            new[band] = family, today
        families.append(family)
    _keep(new, site_id=site_id)
    return families


def _sketches(texts: Sequence[str]) -> list[Sketch | None]:
    try:
        return sketches_of(texts)
    except Exception:
        # Whatever is wrong with the arithmetic, a reader's words are kept.
        log.exception("sketch_failed")
        return [None] * len(texts)


def _nearest(sketch: Sketch, known: dict[int, str]) -> str:
    """Return the nearest of the families that share a band and are near enough, or the name of a new one."""
    found = {family: nearness(sketch.name, family) for family in known.values()}
    # The order of names decides between two that are as near: the same text always goes the same way.
    near = sorted((-share, family) for family, share in found.items() if share >= RELATED)
    return near[0][1] if near else sketch.name


def _keep(bands: Mapping[int, tuple[str, date]], *, site_id: int) -> None:
    """Keep the bands that are new, each for the family that came first.

    In the order of numbers: two transactions that keep some of the same bands wait for each other in one direction.
    Written out, because it happens with every comment and Django needs ten times as long to write it.
    """
    if not bands:
        return
    database = connections[router.db_for_write(TextBand)]
    day = database.ops.adapt_datefield_value
    values = [value for band, (family, seen) in sorted(bands.items()) for value in (site_id, band, family, day(seen))]
    with database.cursor() as cursor:
        # A failed insert would take the whole transaction with it on PostgreSQL, and the comment.
        cursor.execute(f"{_INSERT} VALUES {', '.join([_ROW] * len(bands))} ON CONFLICT DO NOTHING", values)


def _by_bands(*, site: int, many: Sequence[int]) -> QuerySet[Any, Any]:
    return TextBand.objects.filter(site_id=site, band__in=many).values_list("band", "family")


# Values that stand nowhere else in this query; a sketch always has as many bands.
_ASKED = PreparedForMany(_by_bands, example=lambda place: 900000100 + place, examples={"site": 900000001}, step=BANDS)
