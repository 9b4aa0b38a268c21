"""Collect the interface's strings into the catalogs, keep the translations, compile.

    make messages                                  update src/hiwar/config/locale
    make messages ARGS="--merge new.po other.po"   and take Arabic translations from these files where we have none
    make messages ARGS="--into fa --merge new.po"  the same for another language
    .venv/bin/python scripts/messages.py --check   write nothing; fail on anything missing, stale or wrong

A string that has left the source leaves the catalog; its translation stays in the history.
"""

import argparse
import sys
from pathlib import Path

from catalogs import PLURALS, Catalog, collect, faults, fill, mo_bytes, po_bytes, read, repeat_english

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "hiwar"
LOCALE = PACKAGE / "config" / "locale"


def main(arguments: list[str]) -> int:
    """Update or check every catalog and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail on what is missing or stale")
    parser.add_argument("--merge", nargs="+", type=Path, default=[], metavar="FILE", help=".po files with texts")
    parser.add_argument("--into", choices=list(PLURALS), default="ar", help="the language of those texts (Arabic)")
    options = parser.parse_args(arguments)

    complaints: list[str] = []
    for language in PLURALS:
        catalog, file = build(language, options.merge if language == options.into else []), path(language)
        complaints += faults(catalog, language)
        if options.check:
            complaints += stale(catalog, file)
        else:
            write(catalog, file)
    print("\n".join(complaints) if complaints else "The catalogs are complete.")
    # An update leaves gaps for translators and says so; only the check refuses them.
    return 1 if complaints and options.check else 0


def path(language: str) -> Path:
    """Return where a language's catalog lies."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def build(language: str, merge: list[Path]) -> Catalog:
    """Return the catalog the source asks for, filled with what we have and what `merge` brings."""
    catalog = collect(PACKAGE, language)
    fill(catalog, read(path(language), language))
    for file in merge:
        if not file.exists():
            raise SystemExit(f"{file}: no such file")
        strangers, disputed = fill(catalog, read(file, language))
        for message in strangers:
            print(f"{file.name}: not in the source: {message.id!r}", file=sys.stderr)
        for message in disputed:
            print(f"{file.name}: already translated otherwise: {message.id!r}", file=sys.stderr)
    if language == "en":
        repeat_english(catalog)
    return catalog


def write(catalog: Catalog, file: Path) -> None:
    """Write the catalog and its compiled form."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(po_bytes(catalog))
    file.with_suffix(".mo").write_bytes(mo_bytes(catalog))


def stale(catalog: Catalog, file: Path) -> list[str]:
    """Return what on disk is not what an update would write now."""
    expected = {file: po_bytes(catalog), file.with_suffix(".mo"): mo_bytes(catalog)}
    return [
        f"{one.relative_to(PACKAGE)} is stale: run `make messages` and commit the result"
        for one, content in expected.items()
        if not one.exists() or one.read_bytes() != content
    ]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
