"""Which measures stand against someone who writes, asked with every comment of a site that has any.

A browser is known by its author link of the present or the previous thirty days. A measure found by the older link is
moved to the present one: so it outlives the period, and no row ever holds two links of one browser. Who stays away for
a whole period, or takes a new browser, is not known again; that is the price of keeping no history.

There are no readers' accounts yet: `Target.ACCOUNT` is offered nowhere and matches nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from wagtail.models import Site

from hiwar.accounts.keys import LINK_EPOCH, ReaderKey
from hiwar.accounts.models import Measure, MeasureKind, Target

BARRING = (MeasureKind.MUTE, MeasureKind.BAN)


@dataclass(frozen=True, repr=False)
class Writer:
    """By what a writer is known again: links of two periods, newest first, and a name's skeleton."""

    links: tuple[str, ...] = ()
    name_skeleton: str = ""


def writer_of(key: ReaderKey | None, *, site: Site, now: datetime, name_skeleton: str = "") -> Writer:
    """Return by what a browser's measures are found; one without a key is known by the name alone."""
    return Writer(links_of(key, site=site, now=now) if key else (), name_skeleton)


def links_of(key: ReaderKey, *, site: Site, now: datetime) -> tuple[str, str]:
    """Return a browser's author links of the present and the previous thirty days."""
    return (
        key.author_link(site_id=site.pk, now=now),
        key.author_link(site_id=site.pk, now=now - LINK_EPOCH),
    )


def has_measures(site: Site) -> bool:
    """Return whether the site has any measure that may stand, in one query; a comment of one without asks no further.

    The clock is not asked: what is read here is kept until a measure changes, and ending is no change.
    """
    return Measure.objects.filter(site=site, lifted_at__isnull=True).exclude(tag="").exists()


def active_measures(*, site: Site, writer: Writer, now: datetime) -> list[Measure]:
    """Return the measures that stand against a writer, the gravest first; one indexed query."""
    tags = [tag for tag in (*writer.links, writer.name_skeleton) if tag]
    if not tags:
        return []
    rows = Measure.objects.filter(site=site, tag__in=tags, lifted_at__isnull=True)
    standing = rows.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now)).order_by("-pk")
    meant = {(Target.BROWSER.value, link) for link in writer.links} | {(Target.NAME.value, writer.name_skeleton)}
    found = [measure for measure in standing if (measure.target, measure.tag) in meant]
    return sorted(found, key=lambda measure: -_GRAVITY[measure.kind])


def carry_over(measures: list[Measure], writer: Writer) -> None:
    """Move measures found by an older link to the writer's present one; writes only if there is such a one."""
    if not writer.links:
        return
    present = writer.links[0]
    older = [one for one in measures if one.target == Target.BROWSER and one.tag != present]
    if older:
        Measure.objects.filter(pk__in=[one.pk for one in older]).update(tag=present)
        for measure in older:
            measure.tag = present


_GRAVITY = {MeasureKind.WARNING.value: 0, MeasureKind.MUTE.value: 1, MeasureKind.BAN.value: 2}
