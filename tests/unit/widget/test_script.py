"""The script that other sites load is small, alone, and leaves nothing behind in their pages."""

from __future__ import annotations

import gzip
import re

from hiwar.widget.views import SCRIPT

TEXT = SCRIPT.read_text(encoding="utf-8")
MOST_BYTES = 3 * 1024


def test_it_weighs_at_most_three_kilobytes() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes(), 6)) <= MOST_BYTES


def test_it_is_one_function_that_names_nothing_outside_itself() -> None:
    code = "\n".join(line for line in TEXT.splitlines() if not line.startswith("//"))

    assert code.startswith("(() => {")
    assert code.endswith("})();")
    assert not re.search(r"\b(?:window|globalThis|self)\.\w+\s*=", code)


def test_it_makes_no_markup_of_text_and_asks_nobody_but_us() -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|\bimport\b", TEXT)
    assert not re.search(r"https?://", TEXT)
    assert TEXT.count("fetch(") == 1
    assert 'credentials: "omit"' in TEXT


def test_it_speaks_to_our_origin_alone_and_hears_our_frame_alone() -> None:
    assert re.findall(r"postMessage\((.+)\)", TEXT) == ["hello, site"]
    assert "origin !== site || source !== this.frame.contentWindow" in TEXT
