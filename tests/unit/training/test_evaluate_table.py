"""`make evaluate` shows every figure beside its floor, and ends with 1 when one is not kept."""

from __future__ import annotations

from pathlib import Path

import pytest

import evaluate
from hiwar.training import floors
from hiwar.training.evaluation import Figure

FIGURES = [
    Figure("sources.lhsab.auc", 0.9, 10, 20),
    Figure("sources.lhsab.recall_at_2", 0.4, 10, 20),
    Figure("sources.mean.auc", 0.91, 3),
    Figure("suite.recall", 0.95, 30),
    Figure("speed.scores_256", 45_000.0),
]


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    (tmp_path / "suite").mkdir()
    file = tmp_path / "floors.toml"
    digest = floors.digest(tmp_path / "suite")
    file.write_text(
        f'suite_digest = "{digest}"\n[at_least]\n"suite.recall" = 0.9\n[at_most]\n"size.bytes" = 2\n', "utf-8"
    )
    monkeypatch.setattr(evaluate, "FLOORS", file)
    monkeypatch.setattr(evaluate, "SUITE", tmp_path / "suite")
    monkeypatch.setattr(evaluate, "BLIND", tmp_path / "blind")
    return file


def test_a_source_is_a_row_and_its_figures_are_columns(capsys: pytest.CaptureFixture[str]) -> None:
    evaluate._print(FIGURES)

    lines = [line.split() for line in capsys.readouterr().out.splitlines() if line]
    assert lines[0] == ["sources", "auc", "recall_at_2", "to", "hold", "/", "to", "publish"]
    assert lines[1] == ["lhsab", "0.9000", "0.4000", "10", "/", "20"]
    assert ["recall", "0.9500", "(≥", "0.9)", "30", "/", "0"] in lines
    assert ["scores_256", "45,000"] in lines


def test_kept_floors_end_well_and_name_what_had_no_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate._judged(FIGURES, raising=False) == 0

    said = capsys.readouterr().out
    assert "Every floor is kept." in said
    assert "1 floors had nothing to be compared with: size.bytes" in said


def test_a_lost_floor_ends_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate._judged([Figure("suite.recall", 0.5)], raising=False) == 1
    assert "NOT KEPT: suite.recall is 0.5" in capsys.readouterr().out


def test_a_changed_suite_asks_to_be_looked_at(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kept.parent / "suite" / "new.jsonl").write_text("{}\n", "utf-8")

    assert evaluate._judged(FIGURES, raising=False) == 1
    assert "digest" in capsys.readouterr().out


def test_raising_writes_better_floors_only_when_asked(kept: Path) -> None:
    before = kept.read_text("utf-8")

    evaluate._judged(FIGURES, raising=False)
    unasked = kept.read_text("utf-8")
    evaluate._judged(FIGURES, raising=True)

    assert unasked == before
    assert floors.read(kept).at_least["suite.recall"] == pytest.approx(0.9405)


def test_a_folder_without_rows_is_a_bad_request(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        evaluate._options(["--datasets", str(tmp_path / "suite")])

    assert stopped.value.code == 2
