"""What a saved page says about itself to machines: its JSON-LD, flattened. Reading only; trusting is the caller's."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from hiwar.importers.page.tree import Element

MOST_SCRIPTS = 20
MOST_ITEMS = 200


def described_items(root: Element) -> list[Mapping[str, Any]]:
    """Return the JSON-LD objects of the page, those of a `@graph` one by one; unreadable blocks are passed over."""
    items: list[Mapping[str, Any]] = []
    for script in root.xpath("//script[@type='application/ld+json']")[:MOST_SCRIPTS]:
        try:
            items += _objects(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue
    return items[:MOST_ITEMS]


def article_item(items: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the object that describes the article, or an empty one."""
    for item in items:
        kinds = item.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(name, str) and name.endswith(("Article", "BlogPosting", "Report")) for name in names):
            return item
    return {}


def text_of(item: Mapping[str, Any], key: str) -> str:
    """Return a plain text value of the object, or ""; people and lists give their first name."""
    value = item.get(key)
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("name")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for entry in value[:MOST_ITEMS]:
            if isinstance(entry, Mapping):
                yield entry
    elif isinstance(value, Mapping):
        graph = value.get("@graph")
        if isinstance(graph, list):
            yield from _objects(graph)
        yield value
