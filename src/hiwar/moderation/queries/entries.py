"""A row of the log in words: who did what, how it was before and is after, why, and in how large a batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from hiwar.discussions.models import Comment, Scope, State
from hiwar.moderation.models import Decision, Event, EventKind
from hiwar.moderation.queries.comments import comments_by_id
from hiwar.moderation.queries.entry_words import about, meant, moment, named
from hiwar.moderation.queries.filters import section_names
from hiwar.moderation.queries.reasons import reason_labels
from hiwar.moderation.queries.whole_log import LogRow
from hiwar.moderation.roles import Seat

NOTHING = "–"
LONGEST_VALUE = 160

# A moment is said by the newsroom's clock where it is shown.
Value = str | date | datetime


@dataclass(frozen=True)
class Change:
    """One thing that an act changed; empty where there was or is nothing."""

    name: str
    before: Value
    after: Value


@dataclass(frozen=True)
class About:
    """The comment an entry is about, as far as it is still here."""

    public_id: str
    name: str | None = None
    text: str | None = None
    is_here: bool = False


@dataclass(frozen=True)
class Entry:
    """One line of the log, for people."""

    at: datetime
    by: str
    label: str
    note: str
    comment: About | None
    subject: str = ""
    changes: tuple[Change, ...] = ()
    state_before: str = ""
    state_after: str = ""
    left_no_trace: bool = False
    reason: str = ""
    message: str = ""
    policy: str = ""
    model: str = ""
    batch: str = ""
    batch_size: int = 0


def entries(rows: Iterable[LogRow], *, seat: Seat) -> tuple[Entry, ...]:
    """Return these rows of the log in words, in three queries; in two more where manners were asked of a place, in one
    more where somebody was given a role.
    """
    rows = tuple(rows)
    labels = reason_labels(seat.site)
    ids = {row.comment_id if isinstance(row, Decision) else row.subject for row in rows}
    found = {comment.public_id: comment for comment in comments_by_id(ids, seat=seat)}
    batches = {row.batch for row in rows if isinstance(row, Decision) and row.batch}
    counted = Decision.objects.filter(site=seat.site, batch__in=batches).order_by()
    sizes = dict(counted.values_list("batch").annotate(Count("pk"))) if batches else {}
    places = _places(rows, seat)
    return tuple(
        _decided(row, labels, found, sizes) if isinstance(row, Decision) else _done(row, found, places) for row in rows
    )


def _places(rows: Iterable[LogRow], seat: Seat) -> dict[str, str]:
    """Return the names of the places that rows are about, by the key that was written down."""
    events = [row for row in rows if isinstance(row, Event)]
    keys = {row.subject for row in events if row.kind == EventKind.RESTRAINT}
    if not keys:
        return section_names(seat) if any(row.kind == EventKind.ROLE for row in events) else {}
    titles = seat.threads().filter(subject__in=keys).values_list("subject", "title")
    return {str(Scope.SITE): _("The whole site"), **section_names(seat), **dict(titles)}


def _decided(row: Decision, labels: Mapping[str, str], found: Mapping[str, Comment], sizes: Mapping[str, int]) -> Entry:
    return Entry(
        at=row.at,
        by=str(row.by),
        label=row.get_action_display(),
        note=row.note,
        comment=_about(row.comment_id, found),
        state_before=row.state_before,
        state_after=row.state_after,
        left_no_trace=not row.leaves_trace,
        reason=labels.get(row.reason, row.reason),
        message=row.message,
        policy=row.policy,
        model=row.model,
        batch=row.batch,
        batch_size=sizes.get(row.batch, 0),
    )


def _done(row: Event, found: Mapping[str, Comment], places: Mapping[str, str]) -> Entry:
    is_comment = row.subject in found
    return Entry(
        at=row.at,
        by=_("by itself") if row.is_by_itself else str(row.by),
        label=row.get_kind_display(),
        note=row.note,
        comment=_about(row.subject, found) if is_comment else None,
        subject="" if is_comment else places.get(row.subject) or about(row.kind, row.subject),
        changes=tuple(changes(_in_sections(row.before, places), _in_sections(row.after, places))),
    )


def _in_sections(record: Mapping[str, Any], names: Mapping[str, str]) -> Mapping[str, Any]:
    """Return a record with its sections by name; a role that is limited to none holds in all of them."""
    if "sections" not in record:
        return record
    everywhere = _("all sections") if record.get("role") else NOTHING
    return {**record, "sections": [names.get(key, key) for key in record["sections"]] or everywhere}


def _about(public_id: str, found: Mapping[str, Comment]) -> About:
    comment = found.get(public_id)
    if comment is None:
        return About(public_id)
    return About(public_id, comment.name, comment.text, comment.state != State.WITHDRAWN)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """Yield what differs between two small records, the parts of their parts too, in words."""
    old, new = dict(_leaves(before)), dict(_leaves(after))
    for path in {**old, **new}:
        if old.get(path) == new.get(path):
            continue
        was, became = _said(path, old.get(path)), _said(path, new.get(path))
        if (was, became) != (NOTHING, NOTHING):
            yield Change(named(path), was, became)


def _leaves(record: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(record, Mapping):
        for name, value in record.items():
            yield from _leaves(value, f"{path}.{name}" if path else str(name))
    else:
        yield path, record


def _said(path: str, value: Any) -> Value:
    if value is None or value == "":
        return NOTHING
    if (told := moment(path, value)) is not None:
        return told
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    values = value if isinstance(value, list) else [value]
    said = "، ".join(meant(path, str(one)) for one in values)
    return said if len(said) <= LONGEST_VALUE else f"{said[:LONGEST_VALUE]}…"
