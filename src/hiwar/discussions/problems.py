"""Every refusal of this package as an HTTP status and a sentence in the reader's language: the one place for both."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiwar.discussions.decoding import UnreadableBody
from hiwar.discussions.services.posting import (
    DuplicateComment,
    ParentNotFound,
    PostedTooFast,
    Refusal,
    ThreadClosed,
)


@dataclass(frozen=True)
class Problem:
    """What to answer: an HTTP status, the field it concerns if any, and one sentence."""

    status: int
    message: str
    field: str = ""


def problem_of(refusal: Refusal) -> Problem:
    """Return the answer to a refusal of `post_comment`."""
    match refusal:
        case ThreadClosed():
            return Problem(403, _("This discussion is closed and takes no more comments."))
        case ParentNotFound():
            sentence = _("The comment you answer is no longer here. You can post yours on its own.")
            return Problem(404, sentence, "reply_to")
        case DuplicateComment():
            return Problem(409, _("The same comment is already here."), "comment")
        case PostedTooFast(seconds=seconds):
            return Problem(
                429,
                ngettext(
                    "You wrote a moment ago. Wait %(seconds)s second, then send it again.",
                    "You wrote a moment ago. Wait %(seconds)s seconds, then send it again.",
                    seconds,
                )
                % {"seconds": seconds},
                "comment",
            )
        case _:
            return Problem(400, _("The comment could not be accepted."))


def problem_of_body(error: UnreadableBody) -> Problem:
    """Return the answer to a body that cannot be read in exactly one way."""
    sentences = {
        "too_large": _("This is far longer than a comment may be. Nothing was stored."),
        "wrong_type": _("This form was sent in a format we do not read. Nothing was stored."),
        "nul": _("The text contains a character that cannot be stored. Nothing was stored."),
        "lone_surrogate": _("The text contains a character that cannot be stored. Nothing was stored."),
        "not_utf8": _("The text is damaged: it is not valid UTF-8. Nothing was stored."),
    }
    return Problem(error.status, sentences.get(error.code, _("The request could not be read. Nothing was stored.")))


def foreign_page() -> Problem:
    """Return the answer to a form another site's page sent."""
    return Problem(403, _("This comment did not come from our own page, so it was not accepted."))


def not_saved() -> Problem:
    """Return the answer while the database does not take comments; the text goes back to its writer."""
    return Problem(503, _("We cannot store your comment right now. Your text is below: keep it and try again soon."))
