"""What screening wrote down about a comment, read back without trusting it.

Belongs here: from the stored record to findings and their marks. Not here: the sentences (`sentences`), nor how
grave they are (`hiwar.screening.harm`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from hiwar.moderation.spans import Kind, Mark

# What the text cannot help; alone it says nothing against the comment.
CIRCUMSTANCES = frozenset({"first_comment", "keyless", "over_limit", "pre_moderation", "watched_network"})
_DEALING_RULES = frozenset(
    {"too_many_links", "phone_number", "name_has_link_or_email", "repeated_characters", "looks_like_spam"}
)
_DEALING_CATEGORIES = frozenset({"spam", "privacy"})


@dataclasses.dataclass(frozen=True)
class Observed:
    """One finding: which rule, in which field, at which code points, with what else it noted."""

    rule: str
    field: str = "text"
    spans: tuple[tuple[int, int], ...] = ()
    data: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def is_circumstance(self) -> bool:
        """Return whether it says something about the moment and nothing about the comment."""
        return self.rule in CIRCUMSTANCES

    @property
    def kind(self) -> Kind:
        """Return how its characters are marked."""
        dealing = self.rule in _DEALING_RULES or self.data.get("category") in _DEALING_CATEGORIES
        return Kind.DEALING if dealing else Kind.WORDS


def observed(record: object) -> tuple[Observed, ...]:
    """Return the findings of a stored verdict in the policy's order; what is no finding is left out."""
    rows = record.get("findings") if isinstance(record, Mapping) else None
    if not isinstance(rows, list):
        return ()
    return tuple(_one(row) for row in rows if isinstance(row, Mapping) and isinstance(row.get("rule"), str))


def _one(row: Mapping[str, Any]) -> Observed:
    data, place = row.get("data"), row.get("field")
    return Observed(
        rule=row["rule"],
        field=place if place in {"name", "email"} else "text",
        spans=_spans(row.get("spans")),
        data={str(key): str(value) for key, value in data.items()} if isinstance(data, Mapping) else {},
    )


def _spans(raw: object) -> tuple[tuple[int, int], ...]:
    if not isinstance(raw, list):
        return ()
    pairs = (pair for pair in raw if isinstance(pair, list | tuple) and len(pair) == 2)
    return tuple((pair[0], pair[1]) for pair in pairs if all(type(offset) is int for offset in pair))


def marks(findings: tuple[Observed, ...], field_name: str) -> tuple[Mark, ...]:
    """Return where the findings about one field point."""
    here = (finding for finding in findings if finding.field == field_name)
    return tuple(Mark(start, end, finding.kind) for finding in here for start, end in finding.spans)
