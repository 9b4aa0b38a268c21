"""Check tables of twins, or show what they become.

scripts/twins.py check FILE…         name every line that cannot be read; 1 if there is one
scripts/twins.py show FILE           a few sentences of each line
"""

import argparse
import sys
from pathlib import Path

from hiwar.training.phrases.grammar import expand
from hiwar.training.twins.read import BadTable, parsed


def main() -> int:
    """Print what was found and return 1 if a line cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("check", "show"))
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args()
    return max(_check(file) if options.what == "check" else _show(file) for file in options.files)


def _check(file: Path) -> int:
    lines = file.read_text("utf-8").splitlines()
    complaints = 0
    while True:
        try:
            families = parsed("\n".join(lines), name=file.stem)
        except BadTable as bad:
            print(bad)
            # The rest is read as if the line were not there.
            lines[bad.line - 1] = ""
            complaints += 1
            continue
        pairs = sum(1 for family in families if family.violating and family.clean)
        print(f"{file.name}: {len(families)} lines, {pairs} of them pairs, {complaints} unreadable")
        return int(complaints > 0)


def _show(file: Path) -> int:
    for family in parsed(file.read_text("utf-8"), name=file.stem):
        for example in expand(family, count=2, seed=1):
            print(f"{'+' if example.labels else '-'} {example.text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
