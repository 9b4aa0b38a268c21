"""What a refused table of words is told, one sentence for each problem, with its line."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hiwar.discussions.services.listing import Listed
from hiwar.discussions.word_tables import TableProblem


def sentence_of(problem: TableProblem) -> str:
    """Return the sentence for one problem, its line named first where there is one."""
    sentence = _sentence(problem) % {"detail": problem.detail, "number": problem.number}
    if not problem.line:
        return sentence
    return _("Line %(line)s: %(sentence)s") % {"line": problem.line, "sentence": sentence}


def report_of(listed: Listed) -> str:
    """Return what an import did, in one line."""
    return _("Entries added: %(added)s; changed: %(changed)s; already there: %(unchanged)s.") % {
        "added": listed.added,
        "changed": listed.changed,
        "unchanged": listed.unchanged,
    }


def _sentence(problem: TableProblem) -> str:
    return {
        "empty": _("The file is empty."),
        "too_large": _("The file is larger than %(number)s KB."),
        "too_many": _("There are more than %(number)s entries in the file."),
        "not_utf8": _("The text is damaged here: save the file as “CSV UTF-8” and try again."),
        "broken": _("A quotation mark is missing or too many here."),
        "no_text_column": _("No column is headed “text” or «الكلمة»."),
        "unknown_column": _("The column “%(detail)s” is not known."),
        "repeated_column": _("The column “%(detail)s” is there twice."),
        "too_many_cells": _("There are more cells than columns."),
        "no_letter": _("There is no letter and no number in the word."),
        "too_long": _("“%(detail)s…” is longer than %(number)s characters."),
        "forbidden_character": _("A character here cannot be stored."),
        "unknown_value": _("“%(detail)s” is not one of the values this column can have."),
        "repeated": _("“%(detail)s” is in line %(number)s already, with other values."),
    }[problem.code]
