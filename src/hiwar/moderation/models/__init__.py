"""The rows of the desk: decisions and events, for ever in order, and what staff work with from day to day."""

from hiwar.moderation.models.alerts import Channel, ChannelKind, Notice, Trigger
from hiwar.moderation.models.appeals import Appeal, AppealState
from hiwar.moderation.models.chained import DecisionChanged
from hiwar.moderation.models.claims import Claim
from hiwar.moderation.models.decisions import Action, Decision, Reason
from hiwar.moderation.models.events import Event, EventKind
from hiwar.moderation.models.evidence import Evidence, Takedown, TakedownOutcome
from hiwar.moderation.models.letters import Letter, Matter
from hiwar.moderation.models.notes import AuthorNote
from hiwar.moderation.models.reasons import ReasonCode
from hiwar.moderation.models.reviews import Review, ReviewKind
from hiwar.moderation.models.settings import DeskSettings

__all__ = [
    "Action",
    "Appeal",
    "AppealState",
    "AuthorNote",
    "Channel",
    "ChannelKind",
    "Claim",
    "Decision",
    "DecisionChanged",
    "DeskSettings",
    "Event",
    "EventKind",
    "Evidence",
    "Letter",
    "Matter",
    "Notice",
    "Reason",
    "ReasonCode",
    "Review",
    "ReviewKind",
    "Takedown",
    "TakedownOutcome",
    "Trigger",
]
