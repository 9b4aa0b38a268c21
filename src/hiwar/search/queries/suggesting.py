"""«Did you mean»: the nearest word that stands in what is published, for a word that stands nowhere.

There is no list of words: the index itself is asked, at this moment, so that no word of a text that was taken down is
ever offered. Nearest means one stroke away: a letter too many, too few, another, or two exchanged.
"""

from __future__ import annotations

import re
from dataclasses import replace

from hiwar.search.engines import Span, how_many, known, newest
from hiwar.search.models import Entry
from hiwar.search.queries.finding import Asked, condition_facets, find
from hiwar.search.queries.texts import texts_of
from hiwar.search.question import AnyOf, BadQuestion, Condition, Sought, question_of
from hiwar.search.strokes import one_stroke_from
from hiwar.search.terms import Sort, term, words_formed, words_of

# A word in more texts than this is well known; of several such the first in the alphabet is taken.
COUNTED = 200
LOOKED_THROUGH = 5
_EVERY = Span(-(2**63), 2**63 - 1)
_MARKS = re.compile(r"[«»\"“”„]")


def suggestion(asked: Asked, typed: str) -> str:
    """Return the question with its unknown words replaced by known ones, if that finds something; else nothing."""
    replaced = dict(_replacements(asked))
    if not replaced:
        return ""
    words = [replaced.get(word.stems.form, typed[word.token.start : word.token.end]) for word in words_of(typed)]
    better = " ".join(_MARKS.sub(" ", " ".join(words)).split())
    try:
        question = question_of(better)
    except BadQuestion:
        return ""
    return better if find(replace(asked, question=question, page=1)).hits else ""


def _replacements(asked: Asked) -> list[tuple[str, str]]:
    pairs = ((word.form, _nearest(word, asked)) for word in asked.question.all if not _stands(word, asked))
    return [(form, nearest) for form, nearest in pairs if nearest]


def _facets(asked: Asked) -> Condition:
    return tuple(AnyOf((one,)) for one in condition_facets(site=asked.site))


def _stands(word: Sought, asked: Asked) -> bool:
    stems = (*(term(Sort.STEM, asked.kind, stem) for stem in word.stems), term(Sort.OTHER, asked.kind, word.stems[0]))
    return how_many((AnyOf(stems), *_facets(asked)), most=1) > 0


def _nearest(word: Sought, asked: Asked) -> str:
    """Return the best known word beside it as it is written in a text, or nothing."""
    forms = {term(Sort.FORM, asked.kind, form): form for form in one_stroke_from(word.form)}
    counted = [(-how_many(_with(one, asked), most=COUNTED), forms[one], one) for one in known(sorted(forms))]
    found = min((entry for entry in counted if entry[0]), default=None)
    return _as_written(found[1], found[2], asked) if found else ""


def _with(one: str, asked: Asked) -> Condition:
    return (AnyOf((one,)), *_facets(asked))


def _as_written(form: str, one: str, asked: Asked) -> str:
    """Return how the newest texts spell a form, with nothing in front if any does: folded words are never shown."""
    numbers = newest(_with(one, asked), span=_EVERY, limit=LOOKED_THROUGH)
    sources = list(Entry.objects.filter(pk__in=numbers).values_list("source_id", flat=True))
    spelled = []
    for text in texts_of(asked.kind, sources):
        whole = f"{text.content.title}\n{text.content.text}"
        tokens = [word.token for word in words_formed(whole, form)]
        spelled += [(token.text not in (form, f"ال{form}"), whole[token.start : token.end]) for token in tokens]
    return min(spelled, key=lambda one: (one[0], len(one[1]), one[1]), default=(True, ""))[1]
