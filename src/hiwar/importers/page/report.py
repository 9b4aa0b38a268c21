"""What an import found, guessed and did, in words for the person who started it. No decision is made here.

`sentence_for` puts refusals into words, `report_of` a finished import.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hiwar.discussions.models import State
from hiwar.importers.page.map import CommentOutcome, PageImport
from hiwar.importers.page.order import BadOrder, ImportOrder
from hiwar.importers.page.sentences import GUESSES, REFUSALS
from hiwar.importers.page.shape import Guess, ImportedPage, NotAPage
from hiwar.moderation.findings import observed
from hiwar.moderation.sentences import Words, reasons

Row = tuple[str, str]


def sentence_for(refusal: NotAPage | BadOrder, *, file: str) -> str:
    """Return one sentence, in the site's language, that says why nothing was imported."""
    return str(REFUSALS[refusal.reason]) % {"file": file, **refusal.data}


def report_of(done: PageImport, *, page: ImportedPage, order: ImportOrder) -> str:
    """Return the report as aligned lists: what was found, what was guessed, what became of each comment."""
    parts = [_aligned(_found(done, page, order))]
    if done.guesses:
        parts.append(_section(_("Please check"), _aligned(_doubts(done.guesses))))
    if done.outcomes:
        parts.append(_section(_("Comments"), _aligned(_verdicts(done.outcomes))))
    parts.append(_conclusion(done, order))
    return "\n\n".join(parts)


def _found(done: PageImport, page: ImportedPage, order: ImportOrder) -> list[Row]:
    rows = [(_("Article"), done.article.title)]
    if done.article.is_draft_headline:
        rows.append(("", _("a draft headline, taken from the first sentence: an editor should write a better one")))
    rows += [(_("Section"), done.section.title), (_("Paragraphs"), str(done.paragraphs))]
    comments = str(len(page.comments))
    if page.declared_count is not None:
        comments = _("%(found)d, and the page announces %(declared)d") % {
            "found": len(page.comments),
            "declared": page.declared_count,
        }
    rows += [(_("Comments"), comments), (_("Source"), order.url)]
    rows.append((_("Address"), f"{settings.HIWAR_ORIGIN}{done.article.public_path()}"))
    if not (order.dry_run and done.is_new):
        rows.append((_("Short address"), f"{settings.HIWAR_ORIGIN}/a/{done.article.pk}/"))
    return rows


def _doubts(guesses: Iterable[Guess]) -> list[Row]:
    return [(_place(guess.data.get("number")), str(GUESSES[guess.code]) % guess.data) for guess in guesses]


def _place(number: object) -> str:
    return _("comment %(number)d") % {"number": number} if isinstance(number, int) else _("page")


def _verdicts(outcomes: Iterable[CommentOutcome]) -> list[Row]:
    return [(str(outcome.number), _verdict(outcome)) for outcome in outcomes]


_STATES: dict[str, str | Promise] = {
    State.PUBLISHED: gettext_lazy("published"),
    State.HELD: gettext_lazy("waits for a moderator"),
    State.REJECTED: gettext_lazy("rejected, kept for the moderators"),
    "known": gettext_lazy("was here already"),
    "too_long": gettext_lazy("NOT imported: longer than any comment may be"),
    "no_text": gettext_lazy("NOT imported: it has no words"),
}


def _verdict(outcome: CommentOutcome) -> str:
    state = str(_STATES[outcome.state])
    findings = observed(outcome.stored.screening) if outcome.stored else ()
    if outcome.stored is None or not findings:
        return state
    words = Words(outcome.stored.text, outcome.stored.name)
    said = " ".join(spoken.text for spoken in reasons(findings, words))
    if outcome.state == State.PUBLISHED:
        return _("published as its source did; screening alone would have held it. %(reasons)s") % {"reasons": said}
    return _("%(state)s. %(reasons)s") % {"state": state, "reasons": said}


def _conclusion(done: PageImport, order: ImportOrder) -> str:
    added = sum(1 for outcome in done.outcomes if outcome.state in State.values)
    if order.dry_run:
        return _("This was a dry run: nothing has been changed.")
    if not done.is_new and not added:
        return _("This page had been imported before: nothing was added.")
    comments = ngettext("%(count)d comment was added.", "%(count)d comments were added.", added) % {"count": added}
    if done.is_new:
        return _("The article was added. %(comments)s") % {"comments": comments}
    return _("The article was here already. %(comments)s") % {"comments": comments}


def _section(title: str, body: str) -> str:
    return f"{title}\n" + "\n".join(f"  {line}" for line in body.split("\n"))


def _aligned(rows: Sequence[Row]) -> str:
    width = max(_width(label) for label, _text in rows)
    return "\n".join(f"{label}{' ' * (width - _width(label))}  {text}" for label, text in rows)


def _width(text: str) -> int:
    # Vowel marks and other signs above letters take no column of their own.
    return sum(1 for char in text if not unicodedata.combining(char) and unicodedata.category(char) != "Cf")
