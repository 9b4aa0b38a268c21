"""Writing XML: elements with text that may hold anything, and no character that XML 1.0 forbids.

Text of editors and readers goes through one writer that escapes it (threats, row X2). Nothing is put together by hand.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"

for _prefix, _namespace in (("atom", ATOM), ("dc", DC), ("media", MEDIA), ("news", NEWS)):
    ElementTree.register_namespace(_prefix, _namespace)

# XML 1.0, production 2: a parser that meets one of these gives the whole document up.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def named(name: str, namespace: str) -> str:
    """Return the name of an element in a namespace."""
    return f"{{{namespace}}}{name}"


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """Put an element with this text into another."""
    made = SubElement(parent, tag, {name: legal(value) for name, value in attributes.items()})
    if text:
        made.text = legal(text)
    return made


def legal(text: str) -> str:
    """Return the text without the characters that no XML may hold.

    >>> legal("a\\x0bb")
    'ab'
    """
    return _FORBIDDEN.sub("", text)


def xml_bytes(root: Element, *, default: str | None = None) -> bytes:
    """Return the document; `default` is the namespace whose names go without a prefix."""
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True, default_namespace=default)
