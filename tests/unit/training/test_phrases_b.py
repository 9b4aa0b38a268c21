"""The written sentences on identity, privacy, spam, look-alikes and everyday talk: whole, repeatable, and many."""

from importlib import import_module

import pytest

from hiwar.training.phrases.grammar import Family, expand

MODULES = (
    "identity",
    "sects",
    "women",
    "refugees",
    "privacy",
    "spam",
    "chain_prayers",
    "lookalikes",
    "everyday",
    "arabizi",
    "rulers_and_peoples",
    "voices",
    "singulars",
)
FAMILIES = tuple(family for name in MODULES for family in import_module(f"hiwar.training.phrases.{name}").FAMILIES)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_family_expands_to_whole_sentences(family: Family) -> None:
    examples = list(expand(family, count=60, seed=1))

    assert examples
    assert all(len(example.text) > 1 and not set("{}|") & set(example.text) for example in examples)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_violating_sentences_carry_the_labels_and_clean_ones_none(family: Family) -> None:
    examples = list(expand(family, count=20, seed=2))

    labelled = {example.labels for example in examples}

    assert labelled == {frozenset(family.labels) for _ in family.violating[:1]} | {
        frozenset() for _ in family.clean[:1]
    }


def test_the_same_seed_gives_the_same_sentences() -> None:
    first = [example for family in FAMILIES for example in expand(family, count=5, seed=7)]
    again = [example for family in FAMILIES for example in expand(family, count=5, seed=7)]

    assert first == again


def test_no_two_families_share_a_name() -> None:
    names = [family.name for family in FAMILIES]

    assert len(names) == len(set(names))


def test_no_sentence_is_both_violating_and_clean() -> None:
    examples = [example for family in FAMILIES for example in expand(family, count=150, seed=3)]

    held = {example.text for example in examples if example.labels}
    published = {example.text for example in examples if not example.labels}

    assert held & published == set()


def test_the_families_give_tens_of_thousands_of_different_sentences() -> None:
    texts = {example.text for family in FAMILIES for example in expand(family, count=int(300 * family.weight), seed=5)}

    assert len(texts) > 20_000
