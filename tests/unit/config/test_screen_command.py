"""`hiwar screen` answers every line, whatever it holds; `hiwar explain` draws one comment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hiwar.config import cli
from hiwar.config.shell import answers, lines, requests
from tests.fakes.scorer import BrokenScorer, FakeScorer

SALMA, LAYLA = "شكرا يا سلمى، تقرير رائع", "أنت حقير 😂 فعلا"


@pytest.fixture(autouse=True)
def scorer(monkeypatch: pytest.MonkeyPatch) -> FakeScorer:
    fake = FakeScorer()
    monkeypatch.setattr(requests, "shipped", lambda: fake)
    return fake


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]):
    """Run `hiwar screen` on these bytes; return the exit code, the answers, and what it told the terminal."""

    def screened(content: bytes, *options: str) -> tuple[int, list[Any], str]:
        file = tmp_path / "comments"
        file.write_bytes(content)
        code = cli.main(["screen", *options, str(file)])
        captured = capfdbinary.readouterr()
        return code, [json.loads(line) for line in captured.out.splitlines()], captured.err.decode()

    return screened


def jsonl(*rows: object) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def test_comments_are_answered_in_their_order(run) -> None:
    code, found, _ = run(jsonl({"id": "s", "text": SALMA}, {"id": 7, "text": LAYLA}), "--jsonl")

    assert code == 0
    assert [(one["id"], one["action"]) for one in found] == [("s", "publish"), (7, "hold")]


def test_an_answer_has_exactly_the_promised_keys(run) -> None:
    _, (found,), _ = run(jsonl({"id": "a", "text": LAYLA, "parent": None, "extra": []}), "--jsonl")

    assert list(found) == ["id", "action", "scores", "findings", "model"]
    assert list(found["scores"]) == ["toxic", "insult", "identity", "sectarian", "obscene", "threat", "spam"]
    assert all(list(one) == ["rule", "label", "score", "begin", "end", "text"] for one in found["findings"])
    assert found["model"] == "fake-1"


def test_a_high_score_points_at_the_words_that_carry_it(run) -> None:
    _, (found,), _ = run(jsonl({"text": LAYLA}), "--jsonl")

    by_model = [one for one in found["findings"] if one["rule"] == "looks_toxic"]
    assert [(one["label"], one["begin"], one["end"], one["text"]) for one in by_model] == [("insult", 4, 8, "حقير")]
    assert by_model[0]["score"] == found["scores"]["insult"]


def test_a_stricter_mode_holds_what_an_open_one_publishes(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeScorer, "scores", lambda _self, texts: np.full((len(texts), 7), 0.8))
    monkeypatch.setattr(FakeScorer, "threshold", lambda _self, false_holds, _label="toxic": 1 - 10 * false_holds)

    _, found, _ = run(jsonl({"text": SALMA, "mode": "open"}, {"text": SALMA, "mode": "breaking"}), "--jsonl")
    _, (by_option,), _ = run(jsonl({"text": SALMA}), "--jsonl", "--mode", "breaking")

    assert [one["action"] for one in (*found, by_option)] == ["publish", "hold", "hold"]


def test_the_held_mode_holds_a_kind_word(run) -> None:
    _, (found,), _ = run(jsonl({"text": SALMA, "mode": "held"}), "--jsonl")

    assert (found["action"], [one["rule"] for one in found["findings"]]) == ("hold", ["pre_moderation"])


def test_a_finding_about_the_name_says_so(run) -> None:
    _, (found,), _ = run(jsonl({"text": SALMA, "name": "حقير جدا"}), "--jsonl")

    assert found["action"] == "hold"
    assert {one.get("field") for one in found["findings"]} == {"name"}


def test_the_newsrooms_own_words_come_from_its_table(run, tmp_path: Path) -> None:
    table = tmp_path / "words.csv"
    table.write_text("الكلمة,الأثر,صيغ أخرى\nكوسا,مرفوضة,\nبامية,suspect,بواميا\n", "utf-8")
    texts = ("أحب الكوسا", "بواميا جدتي", SALMA)

    code, found, _ = run(jsonl(*({"text": text} for text in texts)), "--jsonl", "--words", str(table))

    assert code == 0
    assert [one["action"] for one in found] == ["reject", "hold", "publish"]
    assert [one["text"] for one in found[0]["findings"]] == ["الكوسا"]


@pytest.mark.parametrize(
    ("content", "said"), [(None, "No such file"), (b"\xff", "not utf8"), ("كلمة أخرى\nx".encode(), "unknown column")]
)
def test_a_table_that_cannot_be_used_is_a_bad_request(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, said: str
) -> None:
    table = tmp_path / "words.csv"
    if content is not None:
        table.write_bytes(content)

    assert cli.main(["screen", "--words", str(table), str(tmp_path)]) == 2
    assert said in capsys.readouterr().err


def test_places_can_be_counted_in_utf16(run) -> None:
    text = "😂😂 اتصل 0933123456"

    _, (points,), _ = run(jsonl({"text": text}), "--jsonl")
    _, (units,), _ = run(jsonl({"text": text}), "--jsonl", "--utf16")

    assert [(one["findings"][0]["begin"], one["findings"][0]["end"]) for one in (points, units)] == [(8, 18), (10, 20)]


def test_plain_lines_are_comments_with_their_numbers(run) -> None:
    code, found, _ = run(f"{SALMA}\r\n\n{LAYLA}".encode("utf-8-sig"))

    assert code == 0
    assert [(one["id"], one["action"]) for one in found] == [(1, "publish"), (2, "reject"), (3, "hold")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"text": "\xff"}', "not UTF-8: byte 11"),
        (b"{", "not JSON"),
        (b"", "not JSON"),
        (b"[" * 100_000, "too deep"),
        (b'{"id": ' + b"9" * 5000 + b', "text": "a"}', "too long"),
        (b'["text"]', "not a JSON object"),
        (b'{"id": 1}', "no text"),
        (b'{"text": null}', "text must be a string"),
        (b'{"text": ["a"]}', "text must be a string"),
        (b'{"id": 1.5, "text": "a"}', "id must be"),
        (b'{"id": true, "text": "a"}', "id must be"),
        (b'{"name": 3, "text": "a"}', "name must be a string"),
        (b'{"parent": {}, "text": "a"}', "parent must be"),
        (b'{"mode": "wild", "text": "a"}', "mode must be one of"),
        (b'{"mode": ["open"], "text": "a"}', "mode must be one of"),
        (b'{"text": "a", "text": "b"}', "stands twice"),
        (b'{"text": "a", "x": {"y": 1, "y": 2}}', "stands twice"),
        (b'{"id": NaN, "text": "a"}', "NaN is no JSON value"),
        (b'{"x": -Infinity, "text": "a"}', "-Infinity is no JSON value"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(run, line: bytes, said: str) -> None:
    code, found, _ = run(jsonl({"id": 1, "text": SALMA}) + line + b"\n" + jsonl({"id": 3, "text": LAYLA}), "--jsonl")

    assert code == 1
    assert [found[0]["id"], found[1]["line"], found[2]["id"]] == [1, 2, 3]
    assert said in found[1]["error"]


def test_a_line_beyond_all_measure_costs_an_error_and_not_the_memory(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 1 << 20)

    code, found, _ = run(b"a" * (4 << 20) + b"\nb\n")

    assert code == 1
    assert found[0] == {"line": 1, "error": "the line is longer than 1 MB"}
    assert found[1]["id"] == 2


def test_a_comment_too_long_to_be_read_waits_with_the_places_that_were_read(run) -> None:
    code, (found,), _ = run(jsonl({"text": f"{LAYLA} " + "سلام " * 200_000}), "--jsonl")

    assert (code, found["action"]) == (0, "hold")
    assert {"looks_toxic", "not_scored"} <= {one["rule"] for one in found["findings"]}


@pytest.mark.parametrize("text", ["", " ", "😂😂😂", "\ud800", "\x00\x1b[2J", "\u202e\u200f", "ﷺ" * 300, "\U0010ffff"])
def test_every_text_gets_an_answer(run, text: str) -> None:
    code, (found,), _ = run(jsonl({"text": text, "name": text}), "--jsonl")

    assert code == 0
    assert found["action"] in {"publish", "hold", "reject"}


def test_all_of_unicode_gets_answers(run) -> None:
    # Every letter of the living scripts, and a sample of each block beyond.
    ranges = (range(0x3000), range(0x3000, 0xD800, 97), range(0xFB00, 0x10000), range(0x10000, 0x110000, 257))
    points = [chr(point) for some in ranges for point in some if chr(point) != "\n"]
    content = "\n".join("".join(points[start : start + 500]) for start in range(0, len(points), 500))

    code, found, _ = run(content.encode())

    assert code == 0
    assert len(found) == content.count("\n") + 1


def test_batches_do_not_lose_or_change_places(run) -> None:
    rows = [{"id": number, "text": LAYLA if number % 3 else SALMA} for number in range(2 * lines.BATCH + 9)]

    code, found, _ = run(jsonl(*rows), "--jsonl")

    assert code == 0
    assert [(one["id"], one["action"]) for one in found] == [
        (number, "hold" if number % 3 else "publish") for number in range(len(rows))
    ]


def test_a_model_that_breaks_means_hold(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "shipped", BrokenScorer)

    code, (found,), _ = run(jsonl({"text": SALMA}), "--jsonl")

    assert (code, found["action"], found["scores"]) == (0, "hold", None)
    assert [one["rule"] for one in found["findings"]] == ["not_scored"]


def test_a_missing_model_means_hold_and_is_said(run, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> FakeScorer:
        raise FileNotFoundError

    monkeypatch.setattr(requests, "shipped", missing)

    code, (found,), said = run(jsonl({"text": SALMA}), "--jsonl")

    assert (code, found["action"], found["model"]) == (1, "hold", None)
    assert "the model is missing" in said


@pytest.mark.parametrize("arguments", [["nowhere.jsonl"], ["."]])
def test_a_file_that_cannot_be_read_is_a_bad_request(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["screen", *arguments]) == 2
    assert arguments[0] in capsys.readouterr().err


def test_an_unknown_mode_is_a_bad_request() -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["screen", "--mode", "wild"])

    assert stopped.value.code == 2


def test_every_rule_of_the_policy_can_be_given_a_label() -> None:
    assert set(answers._LABEL_OF.values()) <= set(answers.LABELS)


def hiwar(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    program = [sys.executable, "-c", "import sys; from hiwar.config.cli import main; sys.exit(main())", *arguments]
    return subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def test_an_answer_comes_before_the_input_ends() -> None:
    with hiwar("screen") as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(f"{SALMA}\n".encode())
        process.stdin.flush()

        answer = json.loads(process.stdout.readline())
        process.stdin.close()

    assert answer["id"] == 1


def test_a_closed_pipe_ends_the_run_quietly() -> None:
    with hiwar("screen") as process:
        assert process.stdout is not None
        process.stdout.close()
        said = process.communicate(f"{SALMA}\n".encode() * 5000)[1]

    assert process.returncode == 0
    assert b"Traceback" not in said and b"BrokenPipe" not in said


def test_screening_runs_without_django_and_without_a_newsroom(tmp_path: Path) -> None:
    program = (
        "import sys; from hiwar.config.cli import main; main(['screen', sys.argv[1]]);"
        "print([name for name in ('django', 'wagtail', 'sqlite3') if name in sys.modules], file=sys.stderr)"
    )
    file = tmp_path / "comments.txt"
    file.write_text(f"{LAYLA}\n", "utf-8")
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "DATA", "HIWAR"))}

    done = subprocess.run(
        [sys.executable, "-c", program, file], capture_output=True, cwd=tmp_path, env=environ, check=True
    )

    assert done.stderr.decode().splitlines()[-1] == "[]"
