"""What screening answers: findings, each pointing at characters, and the verdict they add up to.

Belongs here: the shapes of an answer and how it is written down. Not here: prose for people; a desk translates the
rule's name.
"""

import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Literal, NamedTuple

Field = Literal["text", "name", "email"]


class Outcome(StrEnum):
    """What shall happen to a comment. Hold means that a person must see it, not that it is bad."""

    PUBLISH = "publish"
    HOLD = "hold"
    REJECT = "reject"


_SEVERITY = {Outcome.PUBLISH: 0, Outcome.HOLD: 1, Outcome.REJECT: 2}


class Span(NamedTuple):
    """Code points `start` to `end` (exclusive) of the field as it was submitted."""

    start: int
    end: int


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One rule's observation: what it asks for, where it looked, what it saw."""

    rule: str
    outcome: Outcome
    field: Field = "text"
    spans: tuple[Span, ...] = ()
    data: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def to_record(self) -> dict[str, Any]:
        """Return the finding as JSON-able values."""
        return {
            "rule": self.rule,
            "outcome": self.outcome.value,
            "field": self.field,
            "spans": [[span.start, span.end] for span in self.spans],
            "data": dict(self.data),
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Finding":
        """Return the finding that was written down so."""
        return cls(
            record["rule"],
            Outcome(record["outcome"]),
            field=record["field"],
            spans=tuple(Span(start, end) for start, end in record["spans"]),
            data=dict(record["data"]),
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome, every finding that led there in the order of the policy, and the policy's version."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    version: str

    @classmethod
    def of(cls, findings: tuple[Finding, ...], *, version: str) -> "Verdict":
        """Return the verdict the findings add up to: the most severe outcome any of them asks for."""
        outcomes = [finding.outcome for finding in findings]
        return cls(max(outcomes, key=_SEVERITY.__getitem__, default=Outcome.PUBLISH), findings, version)

    def to_record(self) -> dict[str, Any]:
        """Return the verdict as JSON-able values, the form in which a comment keeps it."""
        return {
            "version": self.version,
            "outcome": self.outcome.value,
            "findings": [finding.to_record() for finding in self.findings],
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Verdict":
        """Return the verdict that was written down so; what else is kept in the record is not its own.

        >>> kept = Verdict.of((Finding("keyless", Outcome.HOLD, spans=(Span(0, 3),)),), version="7").to_record()
        >>> Verdict.from_record(kept).to_record() == kept
        True
        """
        findings = tuple(Finding.from_record(finding) for finding in record["findings"])
        return cls(Outcome(record["outcome"]), findings, record["version"])
