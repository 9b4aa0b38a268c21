"""What people at the desk can do, and what the site learns from it: one function per use case."""

from hiwar.moderation.services.decisions import (
    REVEALS_A_DAY,
    AlreadyDecided,
    Grounds,
    NoContact,
    NothingToUndo,
    TooManyReveals,
    UnknownReason,
    approve_comment,
    chain_is_whole,
    decide_comment,
    mark_spam,
    reject_comment,
    reveal_contact,
    undo_decision,
)
from hiwar.moderation.services.events import Happening, events_are_whole, write_down
from hiwar.moderation.services.learning import NothingToGoBackTo, go_back, is_due, learn_from_decisions

__all__ = [
    "REVEALS_A_DAY",
    "AlreadyDecided",
    "Grounds",
    "Happening",
    "NoContact",
    "NothingToGoBackTo",
    "NothingToUndo",
    "TooManyReveals",
    "UnknownReason",
    "approve_comment",
    "chain_is_whole",
    "decide_comment",
    "events_are_whole",
    "go_back",
    "is_due",
    "learn_from_decisions",
    "mark_spam",
    "reject_comment",
    "reveal_contact",
    "undo_decision",
    "write_down",
]
