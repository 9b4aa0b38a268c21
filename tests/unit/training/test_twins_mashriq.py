"""Whole sentences of Egyptian, Levantine, Gulf and Iraqi readers: many, repeatable, and never on both sides."""

from importlib import import_module

import pytest

from hiwar.training.phrases.grammar import Family, expand

DIALECTS = ("egyptian", "levantine", "gulf", "iraqi")


def families_of(dialect: str) -> tuple[Family, ...]:
    modules = (import_module(f"hiwar.training.phrases.twins_{dialect}{part}") for part in ("", "_more"))
    return tuple(family for module in modules for family in module.FAMILIES)


FAMILIES = tuple(family for dialect in DIALECTS for family in families_of(dialect))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_family_expands_to_whole_sentences(family: Family) -> None:
    examples = list(expand(family, count=60, seed=1))

    assert len(examples) == 120
    assert all(len(example.text) > 1 and not set("{}|") & set(example.text) for example in examples)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_violating_sentence_has_the_labels_of_its_family_and_its_twin_none(family: Family) -> None:
    held, published = expand(family, count=1, seed=2)

    assert held.labels == family.labels
    assert published.labels == frozenset()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_treats_every_theme(dialect: str) -> None:
    labels = {label for family in families_of(dialect) for label in family.labels}

    assert labels == {"insult", "identity", "sectarian", "obscene", "threat", "spam"}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_writes_hundreds_of_templates_on_both_sides(dialect: str) -> None:
    short = [family for family in families_of(dialect) if not family.name.endswith("-at-length")]

    violating = {template for family in short for template in family.violating}
    clean = {template for family in short for template in family.clean}

    assert len(violating) > 450
    assert len(clean) > 550


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_template_stands_on_both_sides(dialect: str) -> None:
    violating = {template for family in families_of(dialect) for template in family.violating}
    clean = {template for family in families_of(dialect) for template in family.clean}

    assert violating & clean == set()


def test_no_sentence_is_both_violating_and_clean() -> None:
    examples = [example for family in FAMILIES for example in expand(family, count=150, seed=3)]

    held = {example.text for example in examples if example.labels}
    published = {example.text for example in examples if not example.labels}

    assert held & published == set()


def test_comments_at_length_are_as_long_as_a_careful_letter() -> None:
    long = [family for family in FAMILIES if family.name.endswith("-at-length")]

    lengths = [len(example.text.split()) for family in long for example in expand(family, count=40, seed=4)]

    assert min(lengths) >= 40
    assert max(lengths) <= 120


def test_the_same_seed_gives_the_same_sentences() -> None:
    first = [example for family in FAMILIES for example in expand(family, count=5, seed=7)]
    again = [example for family in FAMILIES for example in expand(family, count=5, seed=7)]

    assert first == again


def test_no_two_families_share_a_name() -> None:
    names = [family.name for family in FAMILIES]

    assert len(names) == len(set(names))


def test_the_families_give_tens_of_thousands_of_different_sentences() -> None:
    texts = {example.text for family in FAMILIES for example in expand(family, count=int(200 * family.weight), seed=5)}

    assert len(texts) > 60_000
