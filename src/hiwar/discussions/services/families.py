"""Families: texts that are nearly the same find each other while they are written, by the bands of their sketches.

A family is named after the sketch of its first text, so nothing has to be asked to name one: two processes that meet
the same new text at once agree, and a text that returns after its bands are forgotten returns to its family. Belongs
here: joining a family, and writing a comment whatever becomes of that. Not here: what a sketch is
(`hiwar.screening.sketch`), what is done with a family (`hiwar.moderation`), forgetting bands (`sweeping`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, TypeVar

from django.db import DatabaseError, connections, router
from django.db.models import QuerySet

from hiwar.accounts.prepared import Prepared
from hiwar.discussions.models import TextBand
from hiwar.discussions.services.scribe import SCRIBE
from hiwar.screening.sketch import BANDS, RELATED, Sketch, nearness, sketch_of

log = logging.getLogger(__name__)
_INSERT = f"INSERT INTO {TextBand._meta.db_table} (site_id, band, family, seen_on)"
_ROW = "(%s, %s, %s, %s)"
T = TypeVar("T")


class FamilyLost(Exception):
    """The family could not be read or kept; the transaction around it is of no use any more."""


def write_in_family(text: str, job: Callable[[Sketch | None], T]) -> T:
    """Return what `job` returns for the text's sketch, once it is committed (`SCRIBE`).

    A comment is worth more than its family: where `FamilyLost` is raised, the job is done again without a sketch.
    """
    sketch = _sketch(text)
    try:
        return SCRIBE.write(partial(job, sketch))
    except FamilyLost:
        log.warning("family_lost")
        return SCRIBE.write(partial(job, None))


def join_family(sketch: Sketch | None, *, site_id: int, today: date) -> str:
    """Return the family a text belongs to, empty for one that has no sketch; its bands are kept.

    Call it in the transaction that stores the comment. One statement for a text that is known letter by letter, two
    for any other. Raises `FamilyLost`.
    """
    if sketch is None:
        return ""
    try:
        known = _known(sketch, site_id=site_id)
        family = _nearest(sketch, known)
        _keep(set(sketch.bands) - set(known), family=family, site_id=site_id, today=today)
    except DatabaseError as error:
        raise FamilyLost from error
    return family


def _sketch(text: str) -> Sketch | None:
    try:
        return sketch_of(text)
    except Exception:
        # Whatever is wrong with the arithmetic, a reader's words are kept.
        log.exception("sketch_failed")
        return None


def _known(sketch: Sketch, *, site_id: int) -> dict[int, str]:
    values = {f"band_{place}": band for place, band in enumerate(sketch.bands)}
    return dict(_ASKED.ask(site=site_id, **values))


def _nearest(sketch: Sketch, known: dict[int, str]) -> str:
    """Return the nearest of the families that share a band and are near enough, or the name of a new one."""
    found = {family: nearness(sketch.name, family) for family in known.values()}
    # The order of names decides between two that are as near: the same text always goes the same way.
    near = sorted((-share, family) for family, share in found.items() if share >= RELATED)
    return near[0][1] if near else sketch.name


def _keep(bands: set[int], *, family: str, site_id: int, today: date) -> None:
    """Keep the bands that are new, each for the family that came first.

    In the order of numbers: two transactions that keep some of the same bands wait for each other in one direction.
    Written out, because it happens with every comment and Django needs ten times as long to write it.
    """
    if not bands:
        return
    database = connections[router.db_for_write(TextBand)]
    day = database.ops.adapt_datefield_value(today)
    values = [value for band in sorted(bands) for value in (site_id, band, family, day)]
    with database.cursor() as cursor:
        # A failed insert would take the whole transaction with it on PostgreSQL, and the comment.
        cursor.execute(f"{_INSERT} VALUES {', '.join([_ROW] * len(bands))} ON CONFLICT DO NOTHING", values)


def _by_bands(*, site: int, **bands: int) -> QuerySet[Any, Any]:
    return TextBand.objects.filter(site_id=site, band__in=list(bands.values())).values_list("band", "family")


# Values that stand nowhere else in this query; a sketch always has as many bands.
_EXAMPLES: dict[str, str | int] = {f"band_{place}": 900000100 + place for place in range(BANDS)}
_ASKED = Prepared(_by_bands, examples={"site": 900000001, **_EXAMPLES})
