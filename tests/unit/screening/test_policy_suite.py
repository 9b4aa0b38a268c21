"""The functional suite keeps its own promises, whatever a classifier makes of it; `make evaluate` keeps the scores."""

import json
import unicodedata
from collections import Counter
from pathlib import Path

from hiwar.training.suite import Case, read_cases

FOLDER = Path(__file__).parents[2] / "cases" / "policy"
CASES = read_cases(FOLDER)
BY_ID = {case.id: case for case in CASES}

DIALECTS = {
    *("levantine", "egyptian", "gulf", "iraqi", "maghrebi", "sudanese", "yemeni"),
    *("standard", "arabizi"),
}
LABELS = {"insult", "death_wish", "violence", "identity", "takfir", "privacy", "obscenity", "spam"}
THEMES = {
    *("quotation", "death_wish", "violence", "threats", "sectarian", "takfir", "criticism", "women", "refugees"),
    *("identity", "counter_speech", "person_or_thing", "irony", "verse_and_proverbs", "names_and_animals"),
    *("illness_and_football", "obscenity", "privacy", "spam", "arabizi", "long", "clean_spellings"),
    *("short_and_greetings", "evasions"),
}
FOLDED_AWAY = {
    *("diacritics", "tatweel", "zero_width", "spaced", "dotted", "repeats", "hamza", "persian", "presentation"),
    *("emoji", "swapped", "dropped", "dotless", "arabizi", "digits", "broken"),
}


def _pairs() -> dict[str, list[Case]]:
    pairs: dict[str, list[Case]] = {}
    for case in CASES:
        if case.pair is not None:
            pairs.setdefault(case.pair, []).append(case)
    return pairs


def test_the_suite_is_large_enough_to_tell_screens_apart() -> None:
    assert len(CASES) >= 480
    assert len(_pairs()) >= 150


def test_hold_and_publish_are_balanced() -> None:
    share = sum(case.holds for case in CASES) / len(CASES)

    assert 0.4 <= share <= 0.5


def test_no_id_and_no_text_is_there_twice() -> None:
    ids = Counter(case.id for case in CASES)
    texts = Counter(" ".join(case.text.split()) for case in CASES)

    assert [name for name, times in ids.items() if times > 1] == []
    assert [text for text, times in texts.items() if times > 1] == []


def test_the_twins_of_a_pair_are_one_held_and_one_published_in_one_dialect() -> None:
    lopsided = [
        name for name, twins in _pairs().items() if sorted(twin.expect for twin in twins) != ["hold", "publish"]
    ]
    strangers = [name for name, twins in _pairs().items() if len({(twin.kind, twin.dialect) for twin in twins}) > 1]

    assert lopsided == []
    assert strangers == []


def test_every_theme_has_its_file_and_stays_in_it() -> None:
    for path in FOLDER.glob("*.jsonl"):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert {row["kind"] for row in rows} == {path.stem}

    assert {case.kind for case in CASES} == THEMES


def test_every_dialect_speaks_on_both_sides() -> None:
    for expect in ("hold", "publish"):
        heard = Counter(case.dialect for case in CASES if case.expect == expect)
        assert set(heard) == DIALECTS
        assert min(heard.values()) >= 10


def test_only_what_is_held_has_a_label() -> None:
    assert {case.label for case in CASES if case.holds} == LABELS
    assert {case.label for case in CASES if not case.holds} == {None}


def test_a_disguise_keeps_the_label_of_its_plain_twin() -> None:
    disguised = [case for case in CASES if case.evades is not None]

    for case in disguised:
        plain = BY_ID[case.evades or ""]
        assert plain.evades is None
        assert (case.expect, case.label) == (plain.expect, plain.label)
        assert case.text != plain.text

    assert {case.evasion for case in disguised} >= FOLDED_AWAY
    assert all((case.evades is None) == (case.evasion is None) for case in CASES)


def test_invisible_characters_are_written_as_escapes() -> None:
    invisible = {"Cf", "Cc", "Zl", "Zp"}

    for path in [*FOLDER.glob("*.jsonl"), FOLDER / "README.md"]:
        raw = path.read_text(encoding="utf-8")
        found = {character for character in raw if unicodedata.category(character) in invisible}
        assert found <= {"\n"}, path.name


def test_long_comments_are_long_and_short_ones_short() -> None:
    words = {case.id: len(case.text.split()) for case in CASES}

    assert sum(80 <= count <= 200 for count in words.values()) >= 15
    assert all(words[case.id] <= 8 for case in CASES if case.kind == "short_and_greetings")
    assert max(words.values()) <= 200
