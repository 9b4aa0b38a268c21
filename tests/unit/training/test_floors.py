"""Floors are kept, told when they are not, and moved in one direction only."""

from __future__ import annotations

import math
import re
import subprocess
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from hiwar.training import floors
from hiwar.training.evaluation import Figure

ROOT = Path(__file__).resolve().parents[3]
TEXT = """# Why.
suite_digest = "abc"

[at_least]
"suite.recall" = 0.9  # docs/adr/0099
"speed.scores_1" = 2000

[at_most]
"suite.false_holds" = 0.05
"""


@pytest.fixture
def kept(tmp_path: Path) -> floors.Floors:
    (tmp_path / "floors.toml").write_text(TEXT, "utf-8")
    return floors.read(tmp_path / "floors.toml")


def measured(**values: float) -> dict[str, Figure]:
    names = {"recall": "suite.recall", "speed": "speed.scores_1", "held": "suite.false_holds"}
    return {names[key]: Figure(names[key], value) for key, value in values.items()}


def test_good_figures_are_no_complaint(kept: floors.Floors) -> None:
    assert kept.complaints(measured(recall=0.9, speed=5000, held=0.05)) == []


def test_each_figure_that_is_not_good_enough_is_named(kept: floors.Floors) -> None:
    found = kept.complaints(measured(recall=0.89, speed=1999, held=0.06))

    assert [line.split()[0] for line in found] == ["suite.recall", "speed.scores_1", "suite.false_holds"]


def test_a_figure_that_is_no_number_is_never_good_enough(kept: floors.Floors) -> None:
    assert len(kept.complaints(measured(recall=math.nan, held=math.nan))) == 2


def test_what_was_not_measured_is_named_and_is_no_complaint(kept: floors.Floors) -> None:
    assert kept.complaints({}) == []
    assert kept.unmeasured(measured(recall=1)) == ["speed.scores_1", "suite.false_holds"]


def test_raising_moves_each_line_toward_what_was_measured_and_keeps_the_rest(kept: floors.Floors) -> None:
    better = measured(recall=1.0, speed=4000, held=0.02).values()

    text = floors.raised(TEXT, kept, better, margin=0.01)

    assert text == TEXT.replace("0.9 ", "0.99 ").replace("2000", "3960").replace("0.05", "0.0202")


def test_worse_figures_move_nothing(kept: floors.Floors) -> None:
    worse = measured(recall=0.5, speed=math.nan, held=0.5).values()

    assert floors.raised(TEXT, kept, worse, margin=0.01) == TEXT


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (("2000", "1999"), ["speed.scores_1"]),
        (("0.05", "0.06"), ["suite.false_holds"]),
        (("2000", "1999  # docs/adr/0042-slower.md"), []),
        (("2000", "2001"), []),
        (("0.05", "0.04"), []),
    ],
)
def test_a_floor_made_easier_without_a_record_is_named(change: tuple[str, str], names: list[str]) -> None:
    assert floors.eased(TEXT, TEXT.replace(*change)) == names


def test_no_floor_was_ever_made_easier_without_a_record() -> None:
    file = "evaluation/floors.toml"
    git = ["git", "-C", str(ROOT)]
    commits = subprocess.run([*git, "log", "--format=%H", "--", file], capture_output=True, text=True).stdout.split()

    versions = [
        subprocess.run([*git, "show", f"{commit}:{file}"], capture_output=True, text=True, check=True).stdout
        for commit in reversed(commits)
    ]
    versions.append((ROOT / file).read_text("utf-8"))

    assert [names for before, after in pairwise(versions) if (names := floors.eased(before, after))] == []


def test_another_case_or_another_file_is_another_digest(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("1\n", "utf-8")
    first = floors.digest(tmp_path)
    (tmp_path / "README.md").write_text("no case", "utf-8")
    same = floors.digest(tmp_path)
    (tmp_path / "a.jsonl").write_text("2\n", "utf-8")

    assert same == first != floors.digest(tmp_path)


def test_the_floors_of_the_repository_hold_what_was_promised() -> None:
    found = floors.read(ROOT / "evaluation" / "floors.toml")

    promised = {"sources.mean.auc": 0.895, "evasions.dotless.auc": 0.86, "speed.scores_256": 20_000}
    assert all(found.at_least[name] >= floor for name, floor in promised.items())
    assert found.at_most["size.model_bytes"] <= 2 << 20


def test_bars_that_are_not_reached_yet_are_named_beside_their_floors() -> None:
    lines = (ROOT / "evaluation" / "floors.toml").read_text("utf-8").splitlines()

    bars = {"suite.recall": 0.9, "suite.pairs": 0.8, "suite.evasions": 0.9, "suite.false_holds": 0.05}
    for name, bar in bars.items():
        (line,) = (line for line in lines if line.startswith(f'"{name}"'))
        asked = float(line.split("=")[1].split("#")[0])
        is_reached = asked <= bar if name == "suite.false_holds" else asked >= bar
        assert is_reached or re.search(rf"# docs/adr/\d{{4}}-[\w-]+\.md; the bar is {bar}$", line)


def test_raising_understands_every_line_of_the_repositorys_file() -> None:
    file = ROOT / "evaluation" / "floors.toml"
    text, found = file.read_text("utf-8"), floors.read(file)
    better = [Figure(name, value * 2 + 1) for name, value in found.at_least.items()]

    table = tomllib.loads(floors.raised(text, found, better, margin=0.0))

    assert all(table["at_least"][name] > value for name, value in found.at_least.items())
