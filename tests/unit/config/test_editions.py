"""The settings name a language we have and the addresses of the other editions, or the start stops with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from hiwar.config import environment
from hiwar.config.environment import SettingsError


def described(data: Path, *, language: str = "fa", more: str = "") -> environment.Environment:
    """The installation whose settings file says so."""
    path = environment.write(data, origin="https://fa.example.org", language=language)
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    return environment.load(data, {})


@pytest.mark.parametrize("language", ["ar", "en", "ckb", "fa", "ur"])
def test_an_edition_is_a_word_in_the_settings(tmp_path: Path, language: str) -> None:
    assert described(tmp_path / "d", language=language).language == language


def test_editions_are_read_with_their_addresses(tmp_path: Path) -> None:
    more = '\n[editions]\nar = "https://example.org"\nen = "https://en.example.org/"\n'

    assert described(tmp_path / "d", more=more).editions == (
        ("ar", "https://example.org"),
        ("en", "https://en.example.org"),
    )


def test_most_newspapers_have_one(tmp_path: Path) -> None:
    assert described(tmp_path / "d").editions == ()


@pytest.mark.parametrize(
    ("language", "more", "fault"),
    [
        ("xx", "", "Unknown language 'xx'"),
        ("fa", '\n[editions]\nxx = "https://example.org"\n', "Unknown language 'xx'"),
        ("fa", '\n[editions]\nen = "example.org"\n', "Not a web address"),
        ("fa", '\n[editions]\nen = "https://example.org/english"\n', "bare origin"),
        ("fa", '\n[editions]\nfa = "https://example.org"\n', "'fa' is the language of this one"),
    ],
)
def test_nonsense_stops_the_start_with_one_sentence(tmp_path: Path, language: str, more: str, fault: str) -> None:
    with pytest.raises(SettingsError, match=fault):
        described(tmp_path / "d", language=language, more=more)
