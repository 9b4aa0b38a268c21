"""The blind suite: whole, balanced, and written apart from everything that teaches."""

from collections import Counter
from pathlib import Path

from hiwar.training.suite import Case, read_cases

FOLDER = Path(__file__).parents[2] / "cases"
CASES = read_cases(FOLDER / "blind")
OTHERS = read_cases(FOLDER / "policy")
LABELS = {"insult", "identity", "sectarian", "obscene", "threat", "spam"}


def test_half_of_it_must_be_held() -> None:
    assert len(CASES) >= 6600
    assert sum(case.holds for case in CASES) == len(CASES) / 2


def test_what_is_held_has_a_label_and_nothing_else_has() -> None:
    assert [case.id for case in CASES if (case.label in LABELS) != case.holds] == []


def test_twins_are_one_held_and_one_published() -> None:
    pairs: dict[str, list[Case]] = {}
    for case in CASES:
        if case.pair:
            pairs.setdefault(case.pair, []).append(case)

    assert len(pairs) >= 2200
    assert [pair for pair, twins in pairs.items() if sorted(twin.expect for twin in twins) != ["hold", "publish"]] == []


def test_no_id_and_no_text_is_there_twice() -> None:
    ids = Counter(case.id for case in CASES)
    texts = Counter(" ".join(case.text.split()) for case in CASES)

    assert [name for name, times in ids.items() if times > 1] == []
    assert [text for text, times in texts.items() if times > 1] == []


def test_it_repeats_hardly_anything_of_our_own_suite() -> None:
    ours = {" ".join(case.text.split()) for case in OTHERS}

    # Two writers may think of the same verse.
    assert sum(" ".join(case.text.split()) in ours for case in CASES) <= 5
