"""Writing: how many comments a peer takes a second, what each costs, and whether all it took are stored.

Every comment is another text by another reader. Only what the peer says is published counts; whatever it answered so
must be in its database afterwards.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from .peer import Discussion, Page, Peer, PeerFailed
from .processes import cpu_seconds, wait_for_rest
from .reading import CONNECTIONS, rank
from .wire import Asked, ask_for_a_while, ask_once, get, request
from .words import BUSY, QUIET, mark

SHOWN_WITHIN_SECONDS = 30


@dataclass(frozen=True)
class Written:
    """What one run measured. `lost` comments were taken by the peer's own word and are not in its database."""

    per_second: float
    cpu_ms: float
    p50_ms: float
    p99_ms: float
    count: int
    refused: int
    lost: int

    def to_record(self) -> dict[str, float]:
        """Return it as it is kept."""
        return {name: float(f"{value:.5g}") for name, value in asdict(self).items()}


def write(peer: Peer, numbers: Iterator[int], *, seconds: int) -> Written:
    """Have sixteen connections post comments to one article for a while."""
    discussion = _discussion_of(peer)
    # Whatever a peer loads for its first comment, it loads once.
    ask_once(posted(discussion, BUSY, next(numbers)), port=discussion.port)
    before, begun = cpu_seconds(peer.processes), time.monotonic()
    outcomes = ask_for_a_while(
        lambda: posted(discussion, BUSY, next(numbers)),
        port=discussion.port,
        connections=CONNECTIONS,
        seconds=seconds,
    )
    took = time.monotonic() - begun
    wait_for_rest(peer.processes)
    spent = cpu_seconds(peer.processes) - before
    taken = [one for one in outcomes if one.answer is not None and discussion.took(one.answer)]
    if not taken:
        answer = outcomes[0].answer
        said = f"{answer.status} {answer.headers} {answer.body[:600]!r}" if answer else "nothing"
        raise PeerFailed(f"{peer.name} takes no comment; it answers {said}")
    waits = [one.seconds * 1_000 for one in taken]
    stored = discussion.stored()
    return Written(
        per_second=len(taken) / took,
        cpu_ms=spent / len(taken) * 1_000,
        p50_ms=rank(waits, 0.5),
        p99_ms=rank(waits, 0.99),
        count=len(taken),
        refused=len(outcomes) - len(taken),
        lost=sum(one.asked.number not in stored for one in taken),
    )


def seconds_until_shown(peer: Peer, number: int) -> float:
    """Post one comment and return how long after its answer a stranger has the first page that shows it."""
    discussion = _discussion_of(peer)
    # The page is warm, as it is where something is being discussed.
    get(discussion.page)
    outcome = ask_once(posted(discussion, QUIET, number), port=discussion.port)
    answered_at = time.monotonic()
    if outcome.answer is None or not discussion.took(outcome.answer):
        raise PeerFailed(f"{peer.name} did not take comment {number}")
    sought = mark(number).encode()
    while time.monotonic() < answered_at + SHOWN_WITHIN_SECONDS:
        if sought in get(discussion.page).body:
            return time.monotonic() - answered_at
    raise PeerFailed(f"{peer.name} does not show comment {number} within {SHOWN_WITHIN_SECONDS} seconds")


def posted(discussion: Discussion, article: str, number: int) -> Asked:
    """Return the request that posts a comment."""
    post = discussion.post(article, number)
    wire = request("POST", Page(discussion.port, post.path), headers=post.headers, body=post.body)
    return Asked(wire, number)


def _discussion_of(peer: Peer) -> Discussion:
    if peer.discussion is None:
        raise PeerFailed(f"{peer.name} takes no comments")
    return peer.discussion
