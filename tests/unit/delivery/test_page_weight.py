"""What our own style sheets and scripts may weigh on a reader's line, and what no script of ours may do."""

import re
from pathlib import Path

import brotli
import pytest

from hiwar.delivery.assets import our_assets

KILOBYTE = 1024
SCRIPTS = sorted(Path(__file__).parents[3].glob("src/hiwar/*/static/hiwar/**/*.js"))
HTML_SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|setHTML|DOMParser"
    r"|\beval\(|new Function|javascript:|srcdoc"
)


def compressed(name: str) -> int:
    """Return how many bytes of an asset travel."""
    return len(brotli.compress(our_assets().named(name).body, mode=brotli.MODE_TEXT, quality=11))


@pytest.mark.parametrize(("name", "kilobytes"), [("site.css", 14), ("talk.js", 10), ("live.js", 5)])
def test_what_a_readers_page_loads_stays_within_its_budget(name: str, kilobytes: int) -> None:
    assert compressed(name) <= kilobytes * KILOBYTE


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_of_ours_turns_text_into_markup_or_code(script: Path) -> None:
    assert HTML_SINKS.findall(script.read_text("utf-8")) == []


def test_there_are_scripts_to_look_at() -> None:
    assert "talk.js" in {script.name for script in SCRIPTS}


@pytest.mark.parametrize("name", ["site.css", "tokens.css"])
def test_style_sheets_know_no_left_and_no_right(name: str) -> None:
    sheet = re.sub(r"/\*.*?\*/", "", our_assets()._source(name).decode(), flags=re.DOTALL)

    physical = re.findall(r"(?:margin|padding|border|inset)-(?:left|right)|text-align:(?:left|right)|float:", sheet)

    assert physical == []


@pytest.mark.parametrize(("sheets", "kilobytes"), [((".css",), 14), ((".js",), 10)], ids=["style", "script"])
def test_all_that_a_newspapers_pages_load_stays_within_the_budget(sheets: tuple[str, ...], kilobytes: int) -> None:
    templates = Path(__file__).parents[3] / "src/hiwar"
    pages = [
        *templates.glob("delivery/jinja2/delivery/*.html"),
        *templates.glob("discussions/jinja2/discussions/_*.html"),
    ]
    named = {name for page in pages for name in re.findall(r'asset\("([\w./-]+)"\)', page.read_text("utf-8"))}

    loaded = {name for name in named if name.endswith(sheets)}

    assert loaded
    assert sum(map(compressed, loaded)) <= kilobytes * KILOBYTE
