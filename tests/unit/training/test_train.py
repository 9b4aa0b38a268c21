"""A training, whole and small: from a folder of lines to a file that scores."""

import json
from pathlib import Path

import numpy as np
import pytest

from hiwar.config.cli import main
from hiwar.screening.model.scorer import Scorer
from hiwar.screening.model.weights import Weights
from hiwar.training.corpus import read_rows, written_lessons
from hiwar.training.fit import Pace
from hiwar.training.lessons import Recipe, prepared
from hiwar.training.network import Schedule
from hiwar.training.train import Training, train

SMALL = Training(Recipe(written=400), Pace(epochs=1), Schedule(epochs=1, teachers=1))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with rows of two sources, one of them of a clear licence, and unlabelled news comments."""
    found = tmp_path_factory.mktemp("rows")
    for source in ("mlma", "somewhere"):
        rows = [
            {"source": source, "text": f"{text} {number}", "label": label, "raw_label": label}
            for number in range(40)
            for text, label in (("يا أحمق اسكت", "abusive"), ("شكراً على هذا المقال", "ok"), ("كلهم لصوص", "hate"))
        ]
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (found / f"{source}.jsonl").write_text(lines, "utf-8")
    news = [{"source": "news", "text": f"تعليق عادي رقم {number}", "label": "unlabelled"} for number in range(50)]
    (found / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in news), "utf-8")
    return found


def _loaded(file: Path) -> Scorer:
    with np.load(file, allow_pickle=False) as arrays:
        return Scorer(Weights.from_arrays(dict(arrays)))


def test_the_same_folder_makes_the_same_model(folder: Path, tmp_path: Path) -> None:
    first = train(folder, tmp_path / "first.npz", SMALL, lambda step: None)

    second = train(folder, tmp_path / "second.npz", SMALL, lambda step: None)

    assert first == second
    assert (tmp_path / "first.npz").read_bytes() == (tmp_path / "second.npz").read_bytes()
    assert _loaded(tmp_path / "first.npz").name == first.name
    assert first.taught.keys() == {"mlma", "somewhere", "written"}


def test_clear_licences_leave_the_other_sources_out(folder: Path, tmp_path: Path) -> None:
    clear = SMALL._replace(clear_licences=True)

    trained = train(folder, tmp_path / "clear.npz", clear, lambda step: None)

    assert trained.taught.keys() == {"mlma", "written"}
    assert np.isfinite(_loaded(tmp_path / "clear.npz").scores(["مرحبا"])).all()


def test_no_row_for_testing_teaches(folder: Path) -> None:
    from hiwar.training.truths import is_test

    lessons = prepared(read_rows(folder), SMALL.recipe)

    collected = [found for found in lessons.teaching + lessons.calibrating if not found.source.startswith("written")]
    assert collected
    assert not any(is_test(found.text) for found in collected)
    assert not {found.text for found in lessons.teaching} & {found.text for found in lessons.calibrating}


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.jsonl").write_text('{"source": "a", "text": "ب", "label": "ok"}\n{"text": 1}\n', "utf-8")

    with pytest.raises(ValueError, match=r"broken\.jsonl, line 2"):
        list(read_rows(tmp_path))


def test_written_sentences_are_many_and_always_the_same() -> None:
    first, second = written_lessons(3000, 5), written_lessons(3000, 5)

    assert first == second
    assert len({found.text for found in first}) == len(first) > 2000
    assert {True, False} == {bool(found.answers[0]) for found in first}


def test_training_on_an_empty_folder_is_a_request_at_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", str(tmp_path)]) == 2
    assert "no *.jsonl" in capsys.readouterr().err


def test_the_command_writes_the_model_and_its_card(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "made.npz"

    short = ["--written", "300", "--passes", "1", "--epochs", "1", "--teachers", "0"]
    code = main(["train", str(folder), "--out", str(out), *short])

    assert code == 0
    assert _loaded(out).scores(["مرحبا"]).shape == (1, 7)
    assert "| mlma |" in out.with_suffix(".md").read_text("utf-8")
