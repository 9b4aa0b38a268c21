"""What we said of collected comments: found by a digest, taught instead of the source's label, never a text."""

import re
from importlib.resources import files

import numpy as np
import pytest

from hiwar.training import corpus, evaluation, judgments, lessons
from hiwar.training.judgments import UNSURE, digest_of, judged, read, written
from hiwar.training.lessons import Recipe, prepared
from hiwar.training.truths import HEADS, Row, is_test

# Three that teach and one that is kept for testing, whatever is said of them.
TEXTS = [text for text in (f"تعليق رقم {number} عن المدرسة" for number in range(200)) if not is_test(text)]
KEPT = next(text for text in (f"تعليق آخر {number}" for number in range(200)) if is_test(text))


@pytest.fixture
def said(monkeypatch):
    """Let it be known what was said of these texts."""
    table = {}
    monkeypatch.setattr(judgments, "judgments", lambda: {digest_of(text): labels for text, labels in table.items()})
    return table


def test_a_table_comes_back_from_its_lines():
    table = {digest_of("أ"): frozenset({"insult", "threat"}), digest_of("ب"): frozenset(), digest_of("ج"): UNSURE}

    assert read(written(table).splitlines()) == table


@pytest.mark.parametrize("line", ["12345", "0123456789ab x", "0123456789ab i i", "نص"])
def test_a_line_that_cannot_be_read_is_named(line):
    with pytest.raises(ValueError, match="line 2"):
        read(["# a remark", line])


def test_white_space_does_not_hide_a_text(said):
    said["كلام في سطرين"] = frozenset({"insult"})

    assert judged(" كلام\n في  سطرين ") == {"insult"}
    assert judged("كلام آخر") is None


def test_the_shipped_table_holds_digests_and_letters_and_no_text():
    lines = files(judgments.__package__).joinpath(judgments.TABLE).read_text("utf-8").splitlines()

    assert len(lines) > 70_000
    assert not [
        line for line in lines if not line.startswith("#") and not re.fullmatch(r"[0-9a-f]{12}( [igsota?]+)?", line)
    ]
    assert len(read(lines)) == len([line for line in lines if not line.startswith("#")])


def taught(rows):
    """Return the lessons of a recipe without sentences of our own, by text."""
    found = prepared(rows, Recipe(written=0))
    return {
        one.text: one for one in (*found.teaching, *found.calibrating) if not one.source.startswith(corpus.WRITTEN)
    }, found


def test_a_judgment_teaches_every_head_and_overrules_the_source(said, monkeypatch):
    monkeypatch.setattr(lessons, "written_lessons", lambda *_: [])
    insult, clean, open_, own = TEXTS[:4]
    said |= {insult: frozenset({"insult"}), clean: frozenset(), open_: UNSURE}
    rows = [
        Row("aoc_alghad", insult, "unlabelled"),
        Row("aljazeera_deleted", clean, "abusive"),
        Row("lhsab", open_, "abusive"),
        Row("lhsab", own, "abusive"),
    ]

    found, _ = taught(rows)

    assert dict(zip(HEADS, found[insult].answers, strict=True)) == {head: head in {"toxic", "insult"} for head in HEADS}
    assert not any(found[clean].answers)
    assert found[clean].weight == corpus.JUDGED_WEIGHT
    assert found[open_].answers[0] is found[own].answers[0] is True


def test_what_violates_says_nothing_about_clean_news(said, monkeypatch):
    monkeypatch.setattr(lessons, "written_lessons", lambda *_: [])
    insult, clean, open_, unread = TEXTS[:4]
    said |= {insult: frozenset({"insult"}), clean: frozenset(), open_: UNSURE}

    _, found = taught([Row("aoc_alghad", text, "unlabelled") for text in (insult, clean, open_, unread)])

    assert found.news == [clean, unread]


def test_a_judged_comment_that_is_kept_for_testing_teaches_nothing(said, monkeypatch):
    monkeypatch.setattr(lessons, "written_lessons", lambda *_: [])
    said[KEPT] = frozenset({"insult"})

    found, _ = taught([Row("aoc_alghad", KEPT, "unlabelled")])

    assert found == {}


def test_heads_are_measured_by_our_judgment_where_there_is_one(said):
    row = Row("aljazeera_deleted", "كلام", "abusive")
    assert evaluation.known_truth(row, "insult") is True

    said["كلام"] = frozenset({"threat"})

    assert evaluation.known_truth(row, "insult") is False
    assert evaluation.known_truth(row, "threat") is True
    said["كلام"] = UNSURE
    assert evaluation.known_truth(row, "threat") is None


def test_the_overall_score_is_measured_by_judgment_source_by_source(said):
    rows = [Row("aoc_alghad", f"نص {number}", "unlabelled") for number in range(60)]
    said |= {row.text: frozenset({"insult"} if number % 2 else ()) for number, row in enumerate(rows)}
    scores = np.zeros((60, len(HEADS)), np.float32)
    scores[1::2, 0] = 0.9

    figures = {
        figure.name: figure.value
        for figure in evaluation.by_judgment([*rows, Row("x", "غيره", "ok")], np.vstack([scores, scores[:1]]))
    }

    assert figures["judged.aoc_alghad.auc"] == 1.0
    assert not [name for name in figures if name.startswith("judged.x")]
