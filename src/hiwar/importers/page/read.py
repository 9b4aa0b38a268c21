"""The door of the reader: a file in, an `ImportedPage` out. No database, no network, no clock."""

import json
import re
from pathlib import Path

from hiwar.importers.page.decode import file_text
from hiwar.importers.page.html import read_html
from hiwar.importers.page.shape import ImportedPage, NotAPage
from hiwar.importers.page.text import read_text

_HTML_SUFFIXES = {".html", ".htm", ".xhtml", ".xht"}
_HTML_START = re.compile(r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?<(?:!doctype\b|html\b|head\b|body\b|!--)", re.IGNORECASE)


def read_page(path: Path) -> ImportedPage:
    """Return the article and the comments in the file at `path`; raise `NotAPage` when it holds no such page."""
    text = file_text(path)
    if path.suffix.lower() in _HTML_SUFFIXES or _HTML_START.match(text):
        return read_html(text)
    if _is_json(text):
        raise NotAPage("json")
    return read_text(text)


def _is_json(text: str) -> bool:
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
