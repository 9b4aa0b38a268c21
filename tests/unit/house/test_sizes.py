"""The size check sees what has grown too large. Whether anything has today, `make check` says."""

from __future__ import annotations

from pathlib import Path

from scripts.check_sizes import ROOT, distribution_complaints, function_complaints, module_complaints


def test_a_module_over_its_ceiling_is_named() -> None:
    sizes = {ROOT / "src/hiwar/x.py": 401, ROOT / "tests/unit/test_x.py": 500, ROOT / "tests/unit/test_y.py": 501}

    found = list(module_complaints(sizes))

    assert found == ["src/hiwar/x.py: 401 lines, at most 400", "tests/unit/test_y.py: 501 lines, at most 500"]


def test_a_source_that_grows_heavy_as_a_whole_is_named() -> None:
    sizes = {ROOT / f"src/hiwar/m{number}.py": 99 for number in range(8)}
    sizes |= {ROOT / f"src/hiwar/n{number}.py": 260 for number in range(2)}

    found = list(distribution_complaints(sizes))

    assert len(found) == 1
    assert "2 of 10 modules" in found[0]


def test_a_long_function_and_one_that_asks_for_too_much_are_named() -> None:
    source = "def long():\n" + "    x = 1\n" * 40 + "class A:\n    def wide(self, a, b, c, *, d, e, f, now): ...\n"

    found = list(function_complaints(Path("src/hiwar/x.py"), source))

    assert [line.split(": ")[1] for line in found] == [
        "long has 41 lines, at most 40",
        "wide takes 6 parameters, at most 5",
    ]
