"""What people at the desk can do, and what the site learns from it: one function per use case."""

from hiwar.moderation.services.batches import Settled, decide_all, undo_all
from hiwar.moderation.services.claims import claim_comment, forget_claims, put_down
from hiwar.moderation.services.decisions import (
    REVEALS_A_DAY,
    AlreadyDecided,
    EditedMeanwhile,
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
    reopen_comment,
    reveal_contact,
    undo_decision,
)
from hiwar.moderation.services.events import Happening, events_are_whole, write_down
from hiwar.moderation.services.learning import NothingToGoBackTo, go_back, is_due, learn_from_decisions
from hiwar.moderation.services.owners import MANY, tell_of_many
from hiwar.moderation.services.reasons import edit_reasons
from hiwar.moderation.services.restraining import breaking_now, end_restraint, restrain

__all__ = [
    "MANY",
    "REVEALS_A_DAY",
    "AlreadyDecided",
    "EditedMeanwhile",
    "Grounds",
    "Happening",
    "NoContact",
    "NothingToGoBackTo",
    "NothingToUndo",
    "Settled",
    "TooManyReveals",
    "UnknownReason",
    "approve_comment",
    "breaking_now",
    "chain_is_whole",
    "claim_comment",
    "decide_all",
    "decide_comment",
    "edit_reasons",
    "end_restraint",
    "events_are_whole",
    "forget_claims",
    "go_back",
    "is_due",
    "learn_from_decisions",
    "mark_spam",
    "put_down",
    "reject_comment",
    "reopen_comment",
    "restrain",
    "reveal_contact",
    "tell_of_many",
    "undo_all",
    "undo_decision",
    "write_down",
]
