"""Articles with nearly the same headline: two reporters may have one story, and the same story may run twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from hiwar.arabic.tokens import light_stem
from hiwar.newsroom.models import ArticlePage

WITHIN = timedelta(days=90)
# The newest articles that are looked at, along the key: ninety days of a newsroom that writes thirty a day.
MOST = 3000
MOST_TOLD = 3
# Of all the words of two headlines, so many are in both; below three words there is nothing to compare.
ALIKE = 0.6
FEWEST_WORDS = 3
# What two editors write differently and mean alike. Thousands of headlines are compared at a save: a table is quick.
_MARKS = dict.fromkeys([0x640, 0x670, *range(0x610, 0x61B), *range(0x64B, 0x660)])
_SPELLINGS = _MARKS | str.maketrans("أإآٱةىؤئ٠١٢٣٤٥٦٧٨٩", "ااااهيءء0123456789")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Twin:
    """An article whose headline is nearly the same; `is_live`: readers have it already."""

    id: int
    headline: str
    is_live: bool


def twins_of(article: ArticlePage, *, now: datetime) -> tuple[Twin, ...]:
    """Return the newest articles of the last ninety days, drafts too, with nearly the article's headline; one query."""
    words = headline_words(article.title)
    if len(words) < FEWEST_WORDS:
        return ()
    rows = ArticlePage.objects.exclude(pk=article.pk).order_by("-pk")
    columns = ("pk", "title", "draft_title", "live", "published_at", "latest_revision_created_at")
    found: list[Twin] = []
    for pk, title, draft, live, published_at, changed_at in rows.values_list(*columns)[:MOST]:
        at = published_at or changed_at
        said = title if live else draft or title
        if at and at >= now - WITHIN and likeness(words, headline_words(said)) >= ALIKE:
            found.append(Twin(pk, said, live))
    return tuple(found[:MOST_TOLD])


# Every save compares with the same headlines.
@lru_cache(maxsize=2 * MOST)
def headline_words(headline: str) -> frozenset[str]:
    """Return the words of a headline as they compare: in one spelling, without article and ending."""
    return frozenset(map(light_stem, _WORD.findall(headline.lower().translate(_SPELLINGS))))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which part of all words of the two is in both, from 0 to 1 (Jaccard)."""
    together = len(one | other)
    return len(one & other) / together if together else 0.0
