"""Coral asks with a signature, and is told to hold what a moderator must see."""

from __future__ import annotations

import hmac
import json
from hashlib import sha256
from typing import Any

import pytest

from hiwar.analysis.coral import LONGEST_TEXT, Phase, is_signed, moderate
from hiwar.analysis.problems import Problem
from tests.fakes.scorer import BrokenScorer, FakeScorer

SECRET = "whsec_one"
BODY = b'{"action": "NEW"}'


def signature(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()


def moderated(text: str, *, phase: Phase | None = None, scorer: Any = None, **fields: Any) -> dict[str, Any] | None:
    body = {"action": "NEW", "comment": {"body": text, "parentID": None}, "author": {"role": "COMMENTER"}, **fields}
    return moderate(
        json.dumps(body).encode(), phase or Phase(), scorer=lambda: scorer or FakeScorer(), clock=lambda: 0.0
    )


def test_our_secret_signs_the_body_byte_for_byte() -> None:
    assert is_signed(BODY, signature(BODY), [SECRET])
    assert not is_signed(BODY + b" ", signature(BODY), [SECRET])


def test_either_secret_is_good_while_one_replaces_the_other() -> None:
    header = f"{signature(BODY, 'old')},{signature(BODY)}"

    assert is_signed(BODY, header, ["new", SECRET])
    assert is_signed(BODY, header, ["old"])


@pytest.mark.parametrize("header", [None, "", "sha256=", "sha256=\u0661", "sha1=abc", "sha256", signature(BODY, "x")])
def test_anything_else_is_no_signature(header: str | None) -> None:
    assert not is_signed(BODY, header, [SECRET])


def test_no_secret_means_that_nothing_is_signed() -> None:
    assert not is_signed(BODY, signature(BODY, ""), [])


def test_a_clean_comment_is_left_to_coral() -> None:
    assert moderated("مقال جميل، شكرا للكاتبة") is None


def test_an_insult_is_withheld_and_flagged_as_toxic() -> None:
    expected = {
        "actions": [{"actionType": "FLAG", "reason": "COMMENT_DETECTED_TOXIC"}],
        "status": "SYSTEM_WITHHELD",
    }
    assert moderated("أنت حقير") == expected


def test_an_advertisement_is_flagged_as_spam() -> None:
    told = moderated("للجادين فقط واتساب واتساب")

    assert told is not None
    assert {"actionType": "FLAG", "reason": "COMMENT_DETECTED_SPAM"} in told["actions"]


@pytest.mark.parametrize("mode", ["held", "no-such-mode"])
def test_in_a_held_mode_everything_waits(mode: str) -> None:
    assert moderated("مقال جميل", phase=Phase(mode=mode)) == {"status": "SYSTEM_WITHHELD"}


def test_a_comment_nobody_could_score_waits_and_is_not_called_toxic() -> None:
    assert moderated("مقال جميل", scorer=BrokenScorer()) == {"status": "SYSTEM_WITHHELD"}


def test_a_text_too_long_to_be_read_waits() -> None:
    assert moderated("ا ب ت " * (LONGEST_TEXT // 2)) == {"status": "SYSTEM_WITHHELD"}


@pytest.mark.parametrize("role", ["STAFF", "MODERATOR", "ADMIN"])
def test_staff_are_not_screened(role: str) -> None:
    assert moderated("أنت حقير", author={"id": "1", "role": role}) is None


def test_markup_does_not_hide_a_word_where_coral_sends_html() -> None:
    assert moderated("<p>أنت <b>حق</b>ير</p>", phase=Phase(is_html=True)) is not None


def test_what_only_looks_like_markup_is_read_in_a_plain_comment() -> None:
    assert moderated("<b أنت حقير>") is not None


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"comment": "x"}', b'{"comment": {"body": 5}}', b"\xff"])
def test_another_shape_is_a_clear_error(body: bytes) -> None:
    with pytest.raises(Problem):
        moderate(body, Phase(), scorer=FakeScorer, clock=lambda: 0.0)
