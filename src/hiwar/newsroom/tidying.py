"""Setting an article's draft right where an editor asks for it: what would change, and the draft with it changed.

Which words a block holds is said here; what is done to them is `typography`'s. Not here: asking the editor
(`tidying_room`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.rich_text import get_text_for_indexing

from hiwar.arabic.numbers import Digits
from hiwar.newsroom.models import ArticlePage
from hiwar.newsroom.typography import tidied, tidied_html

FIELDS = ("title", "standfirst", "lead_alt", "lead_caption", "lead_credit")
# The parts of blocks that hold words of ours; others hold addresses, names of styles, and tables with tabs in them.
WORDS = frozenset({"text", "who", "role", "alt", "caption", "credit", "title", "sentence", "source", "label", "number"})


@dataclass(frozen=True)
class Change:
    """One text before and after, without its tags."""

    before: str
    after: str


def set_right(article: ArticlePage, *, digits: Digits) -> tuple[Change, ...]:
    """Set the texts of a draft in memory right, and return what changed, from top to bottom."""
    changes: list[Change] = []
    set_text = partial(_noting, changes, partial(tidied, digits=digits), lambda text: text)
    set_html = partial(_noting, changes, partial(tidied_html, digits=digits), get_text_for_indexing)
    for name in FIELDS:
        setattr(article, name, set_text(getattr(article, name)))
    raw = [_block(block, set_text, set_html) for block in article.body.raw_data]
    article.body = StreamValue(article.body.stream_block, raw, is_lazy=True)
    return tuple(changes)


def _noting(changes: list[Change], rule: Callable[[str], str], shown: Callable[[str], str], text: str) -> str:
    set_right = rule(text)
    if set_right != text:
        changes.append(Change(shown(text).strip(), shown(set_right).strip()))
    return set_right


def _block(block: dict[str, Any], set_text: Callable[[str], str], set_html: Callable[[str], str]) -> dict[str, Any]:
    value = block["value"]
    if block["type"] == "paragraph":
        return {**block, "value": set_html(value)}
    if isinstance(value, str):
        return {**block, "value": set_text(value) if block["type"] == "heading" else value}
    return {**block, "value": _inner(value, set_text)}


def _inner(value: Any, set_text: Callable[[str], str]) -> Any:
    if isinstance(value, list):
        # An item is wrapped in a block of its own.
        return [
            {**item, "value": set_text(item["value"])} if _is_words(item) else _inner(item, set_text) for item in value
        ]
    if not isinstance(value, dict):
        return value
    return {
        name: set_text(part) if name in WORDS and isinstance(part, str) else _inner(part, set_text)
        for name, part in value.items()
    }


def _is_words(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type") == "item" and isinstance(item.get("value"), str)
