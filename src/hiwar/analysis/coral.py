"""Coral's external moderation phase: a signed comment comes in, what Coral shall do with it goes out.

Richer than a score: our whole policy speaks, and a failure holds the comment, where Coral alone would let it pass. Here
belong the signature, the shape of both messages and what a verdict means to Coral. Not here: the policy (`screening`).
"""

from __future__ import annotations

import hmac
import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from hiwar.arabic.clean import TextTooLong, clean_text
from hiwar.screening.candidate import Candidate
from hiwar.screening.modes import FALSE_HOLDS, Mode, chosen
from hiwar.screening.screen import screen
from hiwar.screening.verdict import Finding, Outcome
from hiwar.screening.weighing import Scores, weighed

from . import problems
from .wire import read_json

SIGNATURE = "x-coral-signature"
# As long as a comment of our own may be. A longer one is rare, and a person reads it.
LONGEST_TEXT = 5_000
COMMENTER = "COMMENTER"
TOXIC, SPAM = "COMMENT_DETECTED_TOXIC", "COMMENT_DETECTED_SPAM"
# The status under which Coral keeps a comment from readers until a moderator looks.
WITHHELD, REJECTED = "SYSTEM_WITHHELD", "REJECTED"
_SPAM_RULES = frozenset({"looks_like_spam", "phone_number", "repeated_characters", "too_many_links"})
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/blockquote)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phase:
    """How Coral's operator wants to be answered, as the address in Coral's settings says: mode and form of text."""

    mode: str = ""
    is_html: bool = False


def is_signed(body: bytes, header: str | None, secrets: Sequence[str]) -> bool:
    """Tell whether one of the signatures is ours, in time that does not depend on the answer."""
    given = [part.partition("=")[2].strip() for part in (header or "").split(",") if part.strip().startswith("sha256=")]
    wanted = [hmac.new(secret.encode(), body, sha256).hexdigest() for secret in secrets]
    matches = [hmac.compare_digest(one.encode("utf-8", "replace"), ours.encode()) for one in given for ours in wanted]
    return any(matches)


def moderate(
    body: bytes, phase: Phase, *, scorer: Callable[[], Scores], clock: Callable[[], float]
) -> dict[str, Any] | None:
    """Return what Coral shall do with a comment, or None for nothing; raises `Problem` for another shape."""
    fields = read_json(body)
    comment, author = fields.get("comment"), fields.get("author")
    text = comment.get("body") if isinstance(comment, dict) else None
    if not isinstance(text, str):
        raise problems.invalid_value("comment.body", "TYPE_STRING")
    if isinstance(author, dict) and author.get("role", COMMENTER) != COMMENTER:
        return None
    try:
        text = clean_text(_plain(text) if phase.is_html else text, max_chars=LONGEST_TEXT, strict=False)
    except TextTooLong:
        return held()
    mode = chosen(phase.mode)
    # Coral has its own rules about links, newcomers and repetition; they have run before this one.
    candidate = Candidate(text, hold_first=False, max_links=0, hold_all=mode is Mode.HELD)
    if mode is not Mode.HELD:
        candidate = weighed(candidate, scorer=scorer, false_holds=FALSE_HOLDS[mode], clock=clock)
    verdict = screen(candidate)
    return None if verdict.outcome is Outcome.PUBLISH else _action(verdict.outcome, verdict.findings)


def held() -> dict[str, Any]:
    """Return the answer to a comment nobody could judge: a person must see it."""
    return {"status": WITHHELD}


def _action(outcome: Outcome, findings: Sequence[Finding]) -> dict[str, Any]:
    reasons = {reason for finding in findings if (reason := _reason(finding))}
    status = {"status": REJECTED if outcome is Outcome.REJECT else WITHHELD}
    actions = [{"actionType": "FLAG", "reason": reason} for reason in sorted(reasons, reverse=True)]
    return {"actions": actions, **status} if actions else dict(status)


def _reason(finding: Finding) -> str | None:
    if finding.rule in _SPAM_RULES or finding.data.get("category") == "spam":
        return SPAM
    # What waits for another reason, such as a missing model, is not to be called toxic.
    return TOXIC if finding.rule in {"looks_toxic", "starter_word"} else None


def _plain(markup: str) -> str:
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", markup)))
