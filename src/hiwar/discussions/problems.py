"""Every refusal of this package as an HTTP status and a sentence in the reader's language: the one place for both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from hiwar.accounts.models import SiteProfile
from hiwar.arabic.numbers import Digits, localize_digits
from hiwar.discussions.decoding import UnreadableBody
from hiwar.discussions.services.refusals import (
    DuplicateComment,
    EditedTooOften,
    EditTooLate,
    NoLinksNow,
    ParentNotFound,
    PostedTooFast,
    Refusal,
    ThreadClosed,
    WriterBarred,
)


@dataclass(frozen=True)
class Problem:
    """What to answer: an HTTP status, the field it concerns if any, and one sentence.

    `leads_home`: the reader finds more about it, and a way to object, among her own comments.
    """

    status: int
    message: str
    field: str = ""
    leads_home: bool = False


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
        case NoLinksNow():
            sentence = _("This discussion takes no links for now. Take the link out, then send your comment again.")
            return Problem(422, sentence, "comment")
        case WriterBarred():
            return _barred(refusal)
        case EditTooLate():
            return Problem(403, _("This comment can no longer be edited."))
        case EditedTooOften():
            sentence = _("You have edited often in a short time. Try again in a quarter of an hour.")
            return Problem(429, sentence, "comment")
        case PostedTooFast(seconds=seconds):
            return Problem(429, _too_fast(seconds), "comment")
        case _:
            return Problem(400, _("The comment could not be accepted."))


def _too_fast(seconds: int) -> str:
    if seconds >= 60 and seconds % 60 == 0:
        minutes = seconds // 60
        return ngettext(
            "You wrote here a moment ago. Wait %(minutes)s minute, then send it again.",
            "You wrote here a moment ago. Wait %(minutes)s minutes, then send it again.",
            minutes,
        ) % {"minutes": minutes}
    return ngettext(
        "You wrote a moment ago. Wait %(seconds)s second, then send it again.",
        "You wrote a moment ago. Wait %(seconds)s seconds, then send it again.",
        seconds,
    ) % {"seconds": seconds}


def _barred(refusal: WriterBarred) -> Problem:
    style = SiteProfile.of(refusal.site).style
    said = {"until": style.date_time(refusal.until) if refusal.until else "", "reason": refusal.reason}
    if refusal.by_name:
        if refusal.until:
            sentence = _("Comments under this name are not taken here until %(until)s. You can write under another.")
        else:
            sentence = _("Comments under this name are no longer taken here. You can write under another.")
        return Problem(403, sentence % said, "author", leads_home=True)
    if refusal.until:
        sentence = _(
            "You cannot comment here until %(until)s. The reason: %(reason)s. You can object on the page «My comments»."
        )
    else:
        sentence = _(
            "You can no longer comment here. The reason: %(reason)s. You can object on the page «My comments»."
        )
    return Problem(403, sentence % (said | {"reason": refusal.reason.rstrip(" .")}), leads_home=True)


def in_figures(problem: Problem, errors: Mapping[str, str], *, site: Site) -> tuple[Problem, dict[str, str]]:
    """Return a problem and its fields' sentences with every number written as the site writes numbers."""
    digits = Digits(SiteProfile.of(site).digits)
    told = {name: localize_digits(sentence, digits) for name, sentence in errors.items()}
    return replace(problem, message=localize_digits(problem.message, digits)), told


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
