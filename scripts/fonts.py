"""Cut the site's web fonts out of the published packages and write the style sheet that loads them.

Here belong the cutting itself and the generated `fonts.css`, manifest and licences. Which faces and characters those
are stands in `font_faces.py`. The numbers of the local fallbacks need a browser to measure: `font_fallbacks.py` writes
them to `font_fallbacks.json`, and this script only turns them into CSS.

    python scripts/fonts.py                      fetch the packages with `npm pack`, then build
    python scripts/fonts.py --packages FOLDER    build from packages that are already unpacked below FOLDER
    python scripts/fonts.py --check              compare the committed files with the manifest; needs no package

The same packages and the same fonttools and brotli give the same bytes, so a rebuild that changes nothing leaves
nothing to commit.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.roundingPen import RoundingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import flagOverlapSimple
from fontTools.varLib import instancer

from font_faces import CORE_ARABIC, CORE_SIGNS, EXTENDED, FACES, FIRST_VIEW_BUDGET, LATIN, PACKAGES, Face, Package

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "src/hiwar/delivery/static/hiwar"
FALLBACKS = Path(__file__).with_name("font_fallbacks.json")


def open_source(face: Face, folder: Path, script: str) -> TTFont:
    """Open one script of a face, fixed at the face's weight."""
    font = TTFont(face.package.path(folder, script=script, weight=face.weight), recalcTimestamp=False)
    if "fvar" in font:
        font = instancer.instantiateVariableFont(font, {"wght": face.weight})
    return font


def arabic_forms(font: TTFont) -> dict[str, str]:
    """Map glyphs to the forms their designer drew for use among Arabic letters (`locl` of the Arabic script)."""
    table = font["GSUB"].table
    features: set[int] = set()
    for record in table.ScriptList.ScriptRecord:
        if record.ScriptTag == "arab":
            systems = [record.Script.DefaultLangSys]
            systems += [system.LangSys for system in record.Script.LangSysRecord if system.LangSysTag == "ARA "]
            features.update(index for system in systems for index in system.FeatureIndex)
    forms: dict[str, str] = {}
    for index in sorted(features):
        record = table.FeatureList.FeatureRecord[index]
        if record.FeatureTag != "locl":
            continue
        for lookup in record.Feature.LookupListIndex:
            for subtable in table.LookupList.Lookup[lookup].SubTable:
                forms.update(getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {}))
    return forms


def borrow_signs(font: TTFont, latin: TTFont, *, points: Iterable[int], scale: float) -> None:
    """Copy signs from the Latin source into an Arabic face of the same design.

    A sign with an Arabic form is taken in that form and at its own size: it was drawn for this place. Others are
    scaled, as `size-adjust` scales the Latin file.
    """
    forms, names, glyphs = arabic_forms(latin), latin.getBestCmap(), latin.getGlyphSet()
    order = list(font.getGlyphOrder())
    for point in sorted(set(points) & names.keys()):
        source = forms.get(names[point], names[point])
        factor = scale if source == names[point] else 1.0
        target = f"sign{point:04X}"
        recording = DecomposingRecordingPen(glyphs)
        glyphs[source].draw(recording)
        pen = TTGlyphPen(None)
        recording.replay(TransformPen(RoundingPen(pen), (factor, 0, 0, factor, 0, 0)))
        glyph = pen.glyph()
        if glyph.numberOfContours > 0:
            glyph.flags[0] |= flagOverlapSimple
        order.append(target)
        font.setGlyphOrder(order)
        font["glyf"][target] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][target] = (round(glyphs[source].width * factor), getattr(glyph, "xMin", 0))
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[point] = target


def rename(font: TTFont, face: Face) -> None:
    """Give the cut font our name: «Plex» and its like may not name a changed font (OFL, condition 3)."""
    copyright_line = font["name"].getDebugName(0) or ""
    font["name"].names = []
    for name_id, text in (
        (0, copyright_line),
        (1, face.family),
        (2, "Bold" if face.weight > 500 else "Regular"),
        (4, f"{face.family} {face.weight}"),
        (6, f"{face.family.replace(' ', '')}-{face.weight}"),
        (13, "SIL Open Font License 1.1"),
    ):
        font["name"].setName(text, name_id, 3, 1, 0x409)


def cut(font: TTFont, face: Face, points: frozenset[int]) -> tuple[bytes, list[int]]:
    """Subset a font to the points it has, keeping every layout feature, and return the woff2 and those points."""
    options = subset.Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["STAT", "gasp", "DSIG", "meta"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    rename(font, face)
    font.flavor = "woff2"
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue(), sorted(points & font.getBestCmap().keys())


def unicode_range(points: Iterable[int]) -> str:
    """Write code points as a CSS `unicode-range`."""
    runs: list[list[int]] = []
    for point in sorted(points):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def build_face(face: Face, folder: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield the manifest entry and the bytes of the face's three files: core, extended, Latin."""
    core = open_source(face, folder, "arabic")
    borrow_signs(core, open_source(face, folder, "latin"), points=CORE_SIGNS, scale=face.latin_scale)
    for part, font, points in (
        ("core", core, CORE_ARABIC | CORE_SIGNS),
        ("extended", open_source(face, folder, "arabic"), EXTENDED),
        ("latin", open_source(face, folder, "latin"), LATIN),
    ):
        data, covered = cut(font, face, points)
        entry = {
            "file": f"{face.stem}-{part}.woff2",
            "family": face.family,
            "weight": face.css_weight,
            "part": part,
            "first_view": face.first_view and part == "core",
            "unicode_range": unicode_range(covered),
            "size_adjust": face.latin_scale if part == "latin" else 1.0,
            "bytes": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        yield entry, data


def face_rule(entry: dict[str, Any]) -> str:
    """Write the `@font-face` rule of one file."""
    adjust = f"size-adjust:{entry['size_adjust']:.0%};" if entry["size_adjust"] != 1 else ""
    return (
        f'@font-face{{font-family:"{entry["family"]}";src:url(fonts/{entry["file"]}) format("woff2");'
        f"font-weight:{entry['weight']};font-style:normal;font-display:swap;{adjust}"
        f"unicode-range:{entry['unicode_range']}}}"
    )


def fallback_rule(entry: dict[str, Any], ranges: str) -> str:
    """Write the `@font-face` rule of one group of local fonts, so that they stand exactly where ours will stand."""
    size = entry["size_adjust"]
    sources = ",".join(f'local("{name}")' for name in entry["local"])
    return (
        f'@font-face{{font-family:"{entry["family"]} Fallback";src:{sources};font-weight:{entry["weight"]};'
        f"font-style:normal;size-adjust:{size:.2%};ascent-override:{entry['ascent'] / size:.2%};"
        f"descent-override:{entry['descent'] / size:.2%};line-gap-override:0%;unicode-range:{ranges}}}"
    )


def style_sheet(entries: list[dict[str, Any]]) -> str:
    """Write `fonts.css`: our files first, then the local fallbacks, the best of each family last because last wins."""
    lines = ["/* Written by scripts/fonts.py; change it there. */", *map(face_rule, entries)]
    if FALLBACKS.exists():
        core = unicode_range(CORE_ARABIC | CORE_SIGNS)
        lines += ["/* Local fonts, stretched to our measures: nothing moves when ours arrive. */"]
        lines += [fallback_rule(entry, core) for entry in json.loads(FALLBACKS.read_text("utf-8"))["fallbacks"]]
    return "\n".join(lines) + "\n"


def locate(folder: Path) -> dict[Package, Path]:
    """Find each package below a folder by its own `package.json`; raise `SystemExit` naming what is missing."""
    found = {}
    for manifest in sorted(folder.rglob("package.json")):
        facts = json.loads(manifest.read_text("utf-8"))
        for package in PACKAGES:
            if (facts.get("name"), facts.get("version")) == (package.name, package.version):
                found[package] = manifest.parent
    missing = [f"{package.name}@{package.version}" for package in PACKAGES if package not in found]
    if missing:
        raise SystemExit(f"fonts: not found below {folder}: {', '.join(missing)}")
    return found


def fetch(folder: Path) -> None:
    """Download and unpack the packages with `npm pack`, one folder each."""
    for number, package in enumerate(PACKAGES):
        target = folder / str(number)
        target.mkdir()
        subprocess.run(
            ["npm", "pack", "--silent", f"{package.name}@{package.version}"],
            cwd=target,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        for archive in target.glob("*.tgz"):
            with tarfile.open(archive) as opened:
                opened.extractall(target, filter="data")


def build(folder: Path) -> None:
    """Write every font, licence, the style sheet and the manifest, and print what each costs."""
    packages = locate(folder)
    fonts = STATIC / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    for old in fonts.glob("*.woff2"):
        old.unlink()
    entries = []
    for face in FACES:
        for entry, data in build_face(face, packages[face.package]):
            (fonts / entry["file"]).write_bytes(data)
            entries.append(entry)
    for package, source in packages.items():
        text = (source / "LICENSE").read_text("utf-8")
        (fonts / package.licence).write_text(text.rstrip() + "\n", "utf-8")
    sheet = style_sheet(entries)
    (STATIC / "fonts.css").write_text(sheet, "utf-8")
    manifest = {
        "packages": [{"name": p.name, "version": p.version, "licence": p.licence} for p in PACKAGES],
        "style_sheet_sha256": hashlib.sha256(sheet.encode()).hexdigest(),
        "files": entries,
    }
    (fonts / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    report(entries)


def report(entries: list[dict[str, Any]]) -> None:
    """Print the sizes; raise `SystemExit` when the first view costs more than its budget."""
    for entry in entries:
        print(f"{entry['file']:34}{entry['bytes']:>8,}  {'first view' if entry['first_view'] else ''}")
    needed = sum(entry["bytes"] for entry in entries if entry["first_view"])
    print(f"{'first view':34}{needed:>8,}  of {FIRST_VIEW_BUDGET:,}")
    print(f"{'all files':34}{sum(entry['bytes'] for entry in entries):>8,}")
    if needed > FIRST_VIEW_BUDGET:
        raise SystemExit("fonts: the first view is over its budget")


def check() -> None:
    """Compare the committed files with the manifest; raise `SystemExit` naming every file that differs."""
    manifest = json.loads((STATIC / "fonts/manifest.json").read_text("utf-8"))
    expected = {STATIC / "fonts" / entry["file"]: entry["sha256"] for entry in manifest["files"]}
    expected[STATIC / "fonts.css"] = manifest["style_sheet_sha256"]
    wrong = [
        path.name
        for path, digest in expected.items()
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != digest
    ]
    wrong += [path.name for path in sorted((STATIC / "fonts").glob("*.woff2")) if path not in expected]
    if wrong:
        raise SystemExit(f"fonts: differ from the manifest: {', '.join(wrong)}")
    report(manifest["files"])


def main(arguments: list[str]) -> None:
    """Read the command line and do what it asks."""
    parser = argparse.ArgumentParser(description="Build the web fonts.")
    parser.add_argument("--packages", type=Path, help="a folder that holds the unpacked packages")
    parser.add_argument("--check", action="store_true", help="only compare the committed files with the manifest")
    options = parser.parse_args(arguments)
    if options.check:
        check()
    elif options.packages:
        build(options.packages)
    else:
        with tempfile.TemporaryDirectory() as folder:
            fetch(Path(folder))
            build(Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
