"""Stop the giant before it grows: sizes of modules and functions.

Under `src/`: no module over 400 lines, nine in ten under 250, half under 100. Everywhere: no test module over 500
lines, no function over 40, none with more than five parameters (a dataclass is due). Migrations are written by Django
and are not counted; neither are tables of data, which live in files that are not Python.
"""

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULE_CEILING = {"src": 400, "scripts": 400, "benchmarks": 400, "tests": 500}
NINE_IN_TEN = 250
HALF = 100
FUNCTION_CEILING = 40
PARAMETER_CEILING = 5


def main() -> int:
    """Print every size that is too large and return 1 if there is one."""
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules(ROOT)}
    complaints = [*module_complaints(sizes), *distribution_complaints(sizes)]
    for path in sizes:
        complaints += function_complaints(path.relative_to(ROOT), path.read_text(encoding="utf-8"))
    print("\n".join(complaints) if complaints else f"Sizes kept: {len(sizes)} modules.")
    return 1 if complaints else 0


def modules(root: Path) -> list[Path]:
    """Return the Python files the ceilings hold for, in order."""
    found = (path for top in MODULE_CEILING for path in (root / top).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def module_complaints(sizes: dict[Path, int]) -> Iterator[str]:
    """Yield one sentence for each module over its ceiling."""
    for path, lines in sizes.items():
        name = path.relative_to(ROOT)
        if lines > (ceiling := MODULE_CEILING[name.parts[0]]):
            yield f"{name}: {lines} lines, at most {ceiling}"


def distribution_complaints(sizes: dict[Path, int]) -> Iterator[str]:
    """Yield a sentence where the source as a whole has grown heavy, though no single module has."""
    # Empty package files would flatter the figures.
    source = sorted(lines for path, lines in sizes.items() if (ROOT / "src") in path.parents and lines > 2)
    if len(source) < 10:
        return
    large = [lines for lines in source if lines >= NINE_IN_TEN]
    if len(large) * 10 > len(source):
        yield f"src: {len(large)} of {len(source)} modules have {NINE_IN_TEN} lines or more; at most one in ten may"
    if (median := statistics.median(source)) >= HALF:
        yield f"src: half of the modules have {median:.0f} lines or more; the ceiling of the lower half is {HALF}"


def function_complaints(name: Path, source: str) -> Iterator[str]:
    """Yield one sentence for each function of a module that is too long or asks for too much."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > FUNCTION_CEILING:
            yield f"{name}:{node.lineno}: {node.name} has {lines} lines, at most {FUNCTION_CEILING}"
        if (count := parameters(node)) > PARAMETER_CEILING and not is_test_or_fixture(name):
            yield f"{name}:{node.lineno}: {node.name} takes {count} parameters, at most {PARAMETER_CEILING}"


def parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many values a caller has to think of; `self`, `cls` and the clock `now` are not among them."""
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    return sum(name not in {"self", "cls", "now"} for name in names)


def is_test_or_fixture(name: Path) -> bool:
    """Return whether pytest, not a person, fills in the parameters."""
    return name.parts[0] == "tests"


if __name__ == "__main__":
    sys.exit(main())
