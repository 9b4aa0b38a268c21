"""How a browser earns the trust to be published at once: one approval, by a person, of the same key and name.

An e-mail nobody verified proves nothing, so it plays no part (the research on WordPress' rule says why).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Case, F, QuerySet, Value, When
from wagtail.models import Site

from hiwar.accounts.models import ReaderTrust
from hiwar.accounts.prepared import Prepared

_TRUSTED = Prepared(
    lambda site, tag: ReaderTrust.objects.filter(site_id=site, tag=tag, approved__gt=0).values_list("pk")[:1],
    examples={"site": 900000001, "tag": "\ue001"},
)


def is_trusted(*, site: Site, tag: str) -> bool:
    """Return whether a moderator has approved a comment under this tag."""
    return bool(tag) and bool(_TRUSTED.ask(site=site.pk, tag=tag))


def note_approval(*, site_id: int, tag: str, today: date) -> None:
    """Count one approval; a comment without a tag (imported, keyless) earns nothing."""
    if not tag:
        return
    _, created = ReaderTrust.objects.get_or_create(
        site_id=site_id, tag=tag, defaults={"approved": 1, "last_seen_on": today}
    )
    if not created:
        ReaderTrust.objects.filter(site_id=site_id, tag=tag).update(approved=F("approved") + 1, last_seen_on=today)


def retract_approval(*, site_id: int, tag: str) -> None:
    """Take one approval back, when its decision is undone or the comment later rejected; never below zero."""
    ReaderTrust.objects.filter(site_id=site_id, tag=tag, approved__gt=0).update(approved=F("approved") - 1)


def touch_trust(*, site: Site, tag: str, today: date) -> None:
    """Note that a trusted browser was here today, so that it is not forgotten as idle."""
    ReaderTrust.objects.filter(site=site, tag=tag).exclude(last_seen_on=today).update(last_seen_on=today)


def note_approvals(*, site_id: int, tags: Iterable[str], today: date) -> None:
    """Count an approval for each of these tags, as often as it is among them; those without a tag earn nothing."""
    counts = Counter(tag for tag in tags if tag)
    fresh = [ReaderTrust(site_id=site_id, tag=tag, approved=0, last_seen_on=today) for tag in counts]
    ReaderTrust.objects.bulk_create(fresh, ignore_conflicts=True)
    for count, rows in _counted_alike(site_id, counts):
        rows.update(approved=F("approved") + count, last_seen_on=today)


def retract_approvals(*, site_id: int, tags: Iterable[str]) -> None:
    """Take as many approvals back from each of these tags as it is among them; never below zero."""
    for count, rows in _counted_alike(site_id, Counter(tag for tag in tags if tag)):
        rows.update(approved=Case(When(approved__gt=count, then=F("approved") - count), default=Value(0)))


def _counted_alike(site_id: int, counts: Counter[str]) -> Iterator[tuple[int, QuerySet[ReaderTrust]]]:
    for count in sorted(set(counts.values())):
        tags = sorted(tag for tag, its_count in counts.items() if its_count == count)
        yield count, ReaderTrust.objects.filter(site_id=site_id, tag__in=tags)
