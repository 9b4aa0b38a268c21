"""`hiwar explain` draws one comment: verdict, reasons, marked words, bars."""

from __future__ import annotations

import io

import pytest

from hiwar.config import cli
from hiwar.config.shell import explain, requests
from hiwar.config.shell.paint import Paint, bar, visible
from tests.fakes.scorer import FakeScorer

INSULT = "أنت حقير فعلا"


@pytest.fixture(autouse=True)
def scorer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "shipped", FakeScorer)


def test_words_that_carry_the_score_are_marked_and_weighed(capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.main(["explain", "--language", "en", INSULT])

    drawn = capsys.readouterr().out
    assert code == 0
    assert "It would wait until a person has read it." in drawn
    assert "أنت ⟦حقير⟧ فعلا" in drawn
    assert "«حقير» +6.00" in drawn
    assert "fake-1" in drawn


def test_every_score_has_a_bar(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["explain", "--language", "en", INSULT])

    drawn = capsys.readouterr().out
    assert len([line for line in drawn.splitlines() if "·····" in line or "█████" in line]) == 7
    assert "held from 0." in drawn


def test_a_kind_word_is_published_and_nothing_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["explain", "--language", "en", "شكرا يا سلمى"])

    drawn = capsys.readouterr().out
    assert "It would be published." in drawn
    assert "Nothing was found in it." in drawn
    assert "⟦" not in drawn


def test_reasons_are_the_desks_own_sentences_in_arabic_where_nothing_else_is_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    monkeypatch.setenv("DATA", str(tmp_path))

    cli.main(["explain", "اتصل على 0933123456"])

    assert "فيه رقم هاتف" in capsys.readouterr().out


def test_the_comment_can_come_from_the_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"{INSULT}\n".encode())))

    cli.main(["explain", "--language", "en", "-"])

    assert "⟦حقير⟧" in capsys.readouterr().out


def test_an_input_that_is_not_utf8_is_a_bad_request(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff")))

    assert cli.main(["explain", "-"]) == 2
    assert "not UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "😂", "\udcff", "\x1b]0;owned\x07", "سلام " * 50_000])
def test_every_text_is_explained(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "--language", "en", text]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_a_missing_model_is_said_and_counted(capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    def missing() -> FakeScorer:
        raise FileNotFoundError

    monkeypatch.setattr(requests, "shipped", missing)

    assert cli.main(["explain", "--language", "en", INSULT]) == 1
    assert "missing" in capsys.readouterr().out


class Terminal(io.StringIO):
    """A stream somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environ", "colored"),
    [
        (Terminal(), {}, True),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {}, False),
    ],
)
def test_colors_are_for_terminals_that_want_them(stream: io.StringIO, environ: dict[str, str], colored: bool) -> None:
    painted = Paint.for_terminal(stream, environ)("hold", "x")

    assert (painted != "x") is colored


def test_overlapping_places_are_marked_once() -> None:
    assert Paint(colored=False).marked("abcdef", [(3, 5), (1, 4), (2, 2)]) == "a⟦bcde⟧f"


def test_a_text_has_no_power_over_the_terminal() -> None:
    assert visible("a\x1b[2J\u202eb\n") == "a\N{REPLACEMENT CHARACTER}[2J\N{REPLACEMENT CHARACTER}b\n"


@pytest.mark.parametrize(("share", "full"), [(-1.0, 0), (0.0, 0), (0.5, 10), (1.0, 20), (7.0, 20)])
def test_a_bar_shows_a_share(share: float, full: int) -> None:
    assert bar(share).count("█") == full


def test_each_label_has_a_name() -> None:
    assert set(explain._label_names()) == set(explain.LABELS)
