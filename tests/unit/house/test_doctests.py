"""What a docstring shows is what happens: every module's examples are run as they stand there."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[3] / "src"
PROMPT = ">>> "


def modules_with_examples() -> list[str]:
    """The dotted names of all modules whose text holds a prompt."""
    found = (path for path in SOURCE.rglob("*.py") if PROMPT in path.read_text(encoding="utf-8"))
    names = (path.relative_to(SOURCE).with_suffix("").parts for path in found)
    return sorted(".".join(name[:-1] if name[-1] == "__init__" else name) for name in names)


def test_examples_are_found_where_they_teach_most() -> None:
    packages = {name.split(".")[1] for name in modules_with_examples()}

    assert {"arabic", "screening", "training"} <= packages


@pytest.mark.parametrize("name", modules_with_examples())
def test_the_examples_of_a_module_hold(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    module = importlib.import_module(name)

    results = doctest.testmod(module)

    assert results.attempted, "the module shows a prompt where doctest does not look"
    assert not results.failed, capsys.readouterr().out
