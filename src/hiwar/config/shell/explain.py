"""`hiwar explain`: what screening sees in one comment, drawn for a person.

Belongs here: the order and the words of the drawing. Not here: colors (`paint`), judging (`answers`), the sentences for
findings, which are the desk's own (`hiwar.moderation.sentences`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from hiwar.config import environment
from hiwar.config.shell.answers import LABELS, Judge, Judged
from hiwar.config.shell.lines import Comment
from hiwar.config.shell.paint import Paint, bar, visible
from hiwar.config.shell.requests import BadRequest, judge_for
from hiwar.moderation.findings import observed
from hiwar.moderation.sentences import Words, reasons

_LOCALE = Path(__file__).resolve().parent.parent / "locale"


def run(options: argparse.Namespace) -> int:
    """Explain one comment on the standard output; 1 where the model is missing, 2 for a request at fault."""
    try:
        judge = judge_for(options)
        text = _given(options.text)
    except BadRequest as bad:
        print(f"hiwar explain: {bad}", file=sys.stderr)
        return 2
    _set_up_translations()
    comment = Comment(1, 1, text, options.name)
    (judged,) = judge.judged([comment])
    with translation.override(options.language or _language()):
        drawing = "\n".join(_drawn(judge, comment, judged, Paint.for_terminal(sys.stdout)))
    # A terminal without UTF-8 still gets the rest of the explanation.
    sys.stdout.buffer.write(drawing.encode(sys.stdout.encoding or "utf-8", "replace") + b"\n")
    return 0 if judge.model() else 1


def _given(argument: str) -> str:
    if argument != "-":
        return argument
    try:
        return sys.stdin.buffer.read().decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise BadRequest(f"the standard input is not UTF-8 (byte {error.start + 1})") from None


def _set_up_translations() -> None:
    """Give Django's translations what they ask for: a language and our catalogs; no newsroom, no database."""
    if not settings.configured:
        settings.configure(USE_I18N=True, LANGUAGE_CODE="ar", LOCALE_PATHS=[_LOCALE], USE_TZ=True)
        django.setup()


def _language() -> str:
    try:
        return environment.load(environment.data_folder()).language
    except environment.SettingsError:
        return "ar"


def _drawn(judge: Judge, comment: Comment, judged: Judged, paint: Paint) -> Iterator[str]:
    outcome = judged.verdict.outcome.value
    spans = [span for found in judged.verdict.findings if found.field == "text" for span in found.spans]
    yield paint(outcome, f"● {_outcome(outcome)}")
    yield ""
    yield paint.marked(comment.text, spans)
    yield ""
    yield from (f"  • {sentence}" for sentence in _sentences(comment, judged))
    if judged.scores:
        yield ""
        yield from _scores(judged, paint)
        yield from _carriers(judge, comment, paint)
    yield ""
    # Words to translate stand outside of f-strings, where the collector does not look.
    mode, model, name = _("Mode"), _("Model"), judge.model() or _("missing")
    yield paint("weak", f"{mode}: {judge.mode.value}   {model}: {name}")


def _outcome(outcome: str) -> str:
    return {
        "publish": _("It would be published."),
        "hold": _("It would wait until a person has read it."),
        "reject": _("It would be refused."),
    }[outcome]


def _sentences(comment: Comment, judged: Judged) -> Iterator[str]:
    words = Words(text=comment.text, name=comment.name)
    yield from (visible(spoken.text) for spoken in reasons(observed(judged.verdict.to_record()), words))


def _scores(judged: Judged, paint: Paint) -> Iterator[str]:
    names = _label_names()
    width = max(map(len, names.values()))
    for label in LABELS:
        score = judged.scores[label]
        limit = judged.candidate.thresholds.get(label)
        line = f"  {names[label]:<{width}}  {paint('bar', bar(score))}  {score:.2f}"
        if limit is not None:
            held_from = _("held from %(score)s on") % {"score": f"{limit:.2f}"}
            line += "  " + paint("weak", held_from)
        yield line


def _carriers(judge: Judge, comment: Comment, paint: Paint) -> Iterator[str]:
    carriers = judge.scorer().explain(comment.text, "toxic", limit=5)
    if carriers:
        said = "   ".join(f"«{visible(comment.text[one.start : one.end])}» {one.weight:+.2f}" for one in carriers)
        heading = _("What carries the overall score:")
        yield paint("weak", f"  {heading} {said}")


def _label_names() -> dict[str, str]:
    return {
        "toxic": _("abuse of any kind"),
        "insult": _("insult"),
        "identity": _("attack on a group"),
        "sectarian": _("sectarian attack"),
        "obscene": _("obscenity"),
        "threat": _("threat or incitement"),
        "spam": _("advertising"),
    }
