"""The committed web fonts: what they weigh, what they cover, and that Arabic still joins in them.

They are read as files, as a browser would get them; how they are cut is the business of `scripts/fonts.py`.
"""

import hashlib
import json
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "src/hiwar/delivery/static/hiwar"
FONTS = STATIC / "fonts"
MANIFEST = json.loads((FONTS / "manifest.json").read_text("utf-8"))
FILES = MANIFEST["files"]
CORE = [entry for entry in FILES if entry["part"] == "core"]
FIRST_VIEW_BUDGET = 65_000

RIGHT_JOINING = "آأؤإاةدذرزوى"
DUAL_JOINING = "ئبتثجحخسشصضطظعغفقكلمنهي"
ALPHABET = "ء" + RIGHT_JOINING + DUAL_JOINING
MARKS = "".join(map(chr, range(0x64B, 0x656))) + "\N{ARABIC LETTER SUPERSCRIPT ALEF}"
FIGURES = "0123456789٠١٢٣٤٥٦٧٨٩"
PUNCTUATION = " ،؛؟«»().:/-–!"


def rules() -> list[dict[str, str]]:
    """Read every `@font-face` of the style sheet as its descriptors."""
    sheet = (STATIC / "fonts.css").read_text("utf-8")
    bodies = re.findall(r"@font-face\{(.*?)\}", sheet)
    return [dict(part.split(":", 1) for part in body.split(";")) for body in bodies]


def points(unicode_range: str) -> set[int]:
    """Read a CSS `unicode-range`."""
    found: set[int] = set()
    for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", unicode_range):
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def substitutions(font: TTFont, feature: str) -> dict[str, list[str]]:
    """Return what a feature puts in the place of each single glyph, contexts aside."""
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == feature
        for index in record.Feature.LookupListIndex
    }
    replaced: dict[str, list[str]] = {}
    for index in sorted(lookups):
        for subtable in table.LookupList.Lookup[index].SubTable:
            mapping = getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {})
            replaced.update({glyph: [new] if isinstance(new, str) else new for glyph, new in mapping.items()})
    return replaced


def joining_parts(font: TTFont, letters: str) -> set[str]:
    """Return the glyphs that join for these letters.

    Noto Naskh takes a letter apart into skeleton and dots (`ccmp`) before it joins; the skeleton comes first.
    """
    taken_apart = substitutions(font, "ccmp")
    glyphs = [font.getBestCmap()[ord(letter)] for letter in letters]
    return {taken_apart.get(glyph, [glyph])[0] for glyph in glyphs}


@pytest.fixture(params=CORE, ids=lambda entry: entry["file"])
def core(request: pytest.FixtureRequest) -> TTFont:
    """One core file after another."""
    return TTFont(FONTS / request.param["file"])


def test_the_first_view_stays_within_its_budget() -> None:
    needed = {entry["file"] for entry in FILES if entry["first_view"]}

    weight = sum((FONTS / name).stat().st_size for name in needed)

    assert needed == {
        "hiwar-display-700-core.woff2",
        "hiwar-text-400-core.woff2",
        "hiwar-ui-400-core.woff2",
        "hiwar-ui-600-core.woff2",
    }
    assert weight <= FIRST_VIEW_BUDGET


def test_the_committed_files_are_those_of_the_manifest() -> None:
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.woff2")}
    sheet = hashlib.sha256((STATIC / "fonts.css").read_bytes()).hexdigest()

    assert digests == {entry["file"]: entry["sha256"] for entry in FILES}
    assert sheet == MANIFEST["style_sheet_sha256"]


def test_the_style_sheet_names_every_font_file_and_no_other() -> None:
    sheet = (STATIC / "fonts.css").read_text("utf-8")

    named = re.findall(r"url\(fonts/([^)]+)\)", sheet)

    assert sorted(named) == sorted(path.name for path in FONTS.glob("*.woff2"))
    assert "://" not in sheet


def test_every_rule_shows_text_before_its_font_arrives() -> None:
    loaded = [rule for rule in rules() if "url(" in rule["src"]]

    assert {rule["font-display"] for rule in loaded} == {"swap"}


@pytest.mark.parametrize(
    "characters", [ALPHABET, MARKS, FIGURES, PUNCTUATION], ids=["letters", "marks", "figures", "signs"]
)
def test_a_core_file_covers_what_an_arabic_page_needs(core: TTFont, characters: str) -> None:
    missing = [f"U+{ord(character):04X}" for character in characters if ord(character) not in core.getBestCmap()]

    assert missing == []


def test_a_page_in_arabic_with_figures_asks_for_core_files_only() -> None:
    page = {ord(character) for character in ALPHABET + MARKS + FIGURES + PUNCTUATION}

    asked = {entry["part"] for entry in FILES if page & points(entry["unicode_range"])}

    assert asked == {"core"}


def test_the_files_of_one_weight_do_not_share_a_character() -> None:
    claimed: dict[tuple[str, str], set[int]] = {}
    shared = []
    for rule in rules():
        if "url(" not in rule["src"]:
            continue
        taken = claimed.setdefault((rule["font-family"], rule["font-weight"]), set())
        shared += sorted(taken & points(rule["unicode-range"]))
        taken |= points(rule["unicode-range"])

    assert shared == []
    assert len(claimed) == 6


def test_every_file_has_the_characters_it_claims() -> None:
    for entry in FILES:
        has = TTFont(FONTS / entry["file"]).getBestCmap().keys()

        assert points(entry["unicode_range"]) <= has, entry["file"]


def test_letters_still_join_in_a_core_file(core: TTFont) -> None:
    dual, right = joining_parts(core, DUAL_JOINING), joining_parts(core, RIGHT_JOINING)

    assert dual <= substitutions(core, "init").keys()
    assert dual <= substitutions(core, "medi").keys()
    assert dual | right <= substitutions(core, "fina").keys()


def test_lam_alef_and_the_placing_of_marks_survive_the_cut(core: TTFont) -> None:
    shaping = {record.FeatureTag for record in core["GSUB"].table.FeatureList.FeatureRecord}
    placing = {record.FeatureTag for record in core["GPOS"].table.FeatureList.FeatureRecord}

    assert "rlig" in shaping
    assert {"mark", "mkmk"} <= placing


def test_latin_is_brought_down_to_arabic_where_it_is_drawn_large() -> None:
    adjusted = {rule["font-family"] for rule in rules() if rule.get("size-adjust") == "92%"}

    assert adjusted == {'"Hiwar Display"', '"Hiwar Text"'}


def test_every_weight_has_a_local_fallback_of_its_own_measures() -> None:
    families = {(entry["family"], entry["weight"]) for entry in FILES}

    standing_in = [rule for rule in rules() if "local(" in rule["src"]]

    assert {(rule["font-family"], rule["font-weight"]) for rule in standing_in} == {
        (f'"{family} Fallback"', weight) for family, weight in families
    }
    for rule in standing_in:
        assert {"size-adjust", "ascent-override", "descent-override", "line-gap-override"} <= rule.keys()


def test_the_licence_of_every_package_lies_beside_the_fonts_and_in_the_notice() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")

    for package in MANIFEST["packages"]:
        licence = (FONTS / package["licence"]).read_text("utf-8")

        assert "SIL OPEN FONT LICENSE Version 1.1" in licence
        assert f"{package['name']} {package['version']}" in notice
