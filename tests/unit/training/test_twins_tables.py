"""Tables of twins: read line by line, told apart, and blind to the suite that measures."""

import re
from pathlib import Path

import pytest

from hiwar.arabic.fold import fold_batch
from hiwar.training.phrases.grammar import expand
from hiwar.training.suite import read_cases
from hiwar.training.twins.read import FOLDER, BadTable, parsed, tables

CASES = Path(__file__).parents[2] / "cases"
HEAD = "@ who = الوزير / المدير\n== curse : threat\n"


WORDS = r"\w+"
WORDS_AND_DRAWINGS = r"\w+|[\u2600-\u27bf\U0001f300-\U0001faff]"


def folded(texts: list[str], parts: str = WORDS) -> set[str]:
    batch = fold_batch(texts)
    return {" ".join(re.findall(parts, batch.folded(place).text)) for place in range(len(batch))}


def test_a_line_is_a_family_with_its_section_labels_and_the_slots_it_uses() -> None:
    (family,) = parsed(f"# remark\n{HEAD}\nالله [ياخذ/يهد] {{who}} | الله يرحم {{who}}\n", name="table")

    held, published = expand(family, count=1, seed=1)

    assert family.name == "table/curse/5"
    assert held.labels == {"threat"}
    assert published.labels == frozenset()
    assert re.match(r"الله (ياخذ|يهد) (الوزير|المدير)", held.text)
    assert held.text.split()[2].strip(".!") == published.text.split()[2].strip(".!")


def test_the_same_brackets_choose_alike_in_both_twins() -> None:
    (family,) = parsed(f"{HEAD}[أ/ب/ت/ث] قال | [أ/ب/ت/ث] كتب", name="table")

    pairs: dict[str, set[str]] = {}
    for example in expand(family, count=30, seed=1):
        pairs.setdefault(example.pair, set()).add(example.text.split()[0])

    assert all(len(first) == 1 for first in pairs.values())
    assert len({first for firsts in pairs.values() for first in firsts}) == 4


@pytest.mark.parametrize(("line", "held", "published"), [("كلمة |", 1, 0), ("كلمة", 1, 0), ("| كلمة", 0, 1)])
def test_a_line_may_hold_one_side_only(line: str, held: int, published: int) -> None:
    (family,) = parsed(HEAD + line, name="table")

    assert (len(family.violating), len(family.clean)) == (held, published)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("أ | ب | ت", "more than one bar"),
        ("[أ | ب", "a bracket without its other half"),
        ("|", "no sentence on either side"),
        ("{nobody} | ب", "no fillers"),
        ("== harm : evil", "unknown labels: evil"),
        ("== harm", "a section is written"),
        ("@ who الوزير", "a slot is written"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: str, reason: str) -> None:
    with pytest.raises(BadTable, match=reason) as raised:
        parsed(HEAD + line, name="table")

    assert (raised.value.name, raised.value.line) == ("table", 3)


def test_a_sentence_without_a_section_is_refused() -> None:
    with pytest.raises(BadTable, match="no section stands above it"):
        parsed("كلمة | كلمة أخرى", name="table")


def test_every_table_can_be_read_and_says_what_belongs_in_it() -> None:
    assert len(tables()) > 10_000
    assert not [file.name for file in FOLDER.glob("*.txt") if not file.read_text("utf-8").startswith("# ")]


def test_every_sentence_of_a_table_is_whole() -> None:
    texts = [example.text for family in tables() for example in expand(family, count=3, seed=1)]

    assert not [text for text in texts if set("{}[]|") & set(text) or not text.strip()]


def test_no_sentence_of_a_table_is_both_held_and_published() -> None:
    examples = [example for family in tables() for example in expand(family, count=4, seed=2)]

    held = folded([example.text for example in examples if example.labels], WORDS_AND_DRAWINGS)
    published = folded([example.text for example in examples if not example.labels], WORDS_AND_DRAWINGS)

    assert held & published == set()


@pytest.mark.parametrize("suite", ["policy", "blind"])
def test_no_sentence_of_a_suite_stands_in_a_table(suite: str) -> None:
    cases = folded([case.text for case in read_cases(CASES / suite) if len(case.text.split()) > 3])
    taught = folded([example.text for family in tables() for example in expand(family, count=6, seed=3)])

    assert cases & taught == set()
