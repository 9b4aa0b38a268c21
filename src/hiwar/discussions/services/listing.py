"""Bringing a table of words into a newsroom's lists: what is new is added, what is there is brought up to date.

Nothing is ever taken out by an import; that is decided entry by entry, in the editor.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Site

from hiwar.discussions.models import ListedWord
from hiwar.discussions.word_tables import WordRow


@dataclass(frozen=True)
class Listed:
    """What an import did: entries that are new, that changed, and that were so already."""

    added: int
    changed: int
    unchanged: int


@transaction.atomic
def list_words(*, site: Site, rows: Iterable[WordRow]) -> Listed:
    """Put every row into the site's lists, or none of them; the same rows again change nothing."""
    known = {(word.kind, word.text): word for word in ListedWord.objects.select_for_update().filter(site=site)}
    new, changed, unchanged = [], 0, 0
    for row in rows:
        word = known.get((row.kind, row.text))
        if word is None:
            new.append(ListedWord(site=site, **_fields(row)))
        elif _fields(row) == {name: getattr(word, name) for name in _fields(row)}:
            unchanged += 1
        else:
            for name, value in _fields(row).items():
                setattr(word, name, value)
            word.save()
            changed += 1
    ListedWord.objects.bulk_create(new)
    return Listed(added=len(new), changed=changed, unchanged=unchanged)


def _fields(row: WordRow) -> dict[str, str | bool]:
    return {
        "kind": row.kind,
        "text": row.text,
        "with_clitics": row.with_clitics,
        "by_stem": row.by_stem,
        "forms": row.forms,
        "reason": row.reason,
    }
