"""The twins in Modern Standard Arabic: whole, repeatable, many, and never both held and published."""

from importlib import import_module

import pytest

from hiwar.training.phrases.grammar import Family, expand

MODULES = (
    "twins_standard",
    "twins_standard_more",
    "twins_frames",
    "twins_long",
    "twins_verse",
    "twins_spam_privacy",
)
FAMILIES = {name: import_module(f"hiwar.training.phrases.{name}").FAMILIES for name in MODULES}
EVERY = tuple(family for families in FAMILIES.values() for family in families)
every_family = pytest.mark.parametrize("family", EVERY, ids=lambda family: family.name)


@every_family
def test_every_sentence_is_whole(family: Family) -> None:
    texts = [example.text for example in expand(family, count=120, seed=1)]

    assert texts
    assert not [text for text in texts if len(text) < 4 or set("{}|\n") & set(text)]


@every_family
def test_only_violating_sentences_carry_labels(family: Family) -> None:
    labels = {example.labels for example in expand(family, count=20, seed=2)}

    assert labels == {frozenset(family.labels) for _ in family.violating[:1]} | {frozenset()}


def test_the_same_seed_gives_the_same_sentences() -> None:
    first = [example for family in EVERY for example in expand(family, count=5, seed=7)]
    again = [example for family in EVERY for example in expand(family, count=5, seed=7)]

    assert first == again


def test_no_two_families_share_a_name() -> None:
    names = [family.name for family in EVERY]

    assert len(names) == len(set(names))


def test_no_template_stands_on_both_sides() -> None:
    held = {template for family in EVERY for template in family.violating}
    published = {template for family in EVERY for template in family.clean}

    assert held & published == set()


def test_no_sentence_is_both_held_and_published() -> None:
    examples = [example for family in EVERY for example in expand(family, count=300, seed=3)]

    held = {example.text for example in examples if example.labels}
    published = {example.text for example in examples if not example.labels}

    assert held & published == set()


@pytest.mark.parametrize("name", ["twins_standard", "twins_standard_more", "twins_frames", "twins_spam_privacy"])
def test_both_sides_of_a_module_are_broad(name: str) -> None:
    examples = [example for family in FAMILIES[name] for example in expand(family, count=300, seed=5)]

    held = {example.text for example in examples if example.labels}
    published = {example.text for example in examples if not example.labels}

    assert len(held) > 700
    assert len(published) > 700


def test_long_comments_are_long_and_differ() -> None:
    examples = [example for family in FAMILIES["twins_long"] for example in expand(family, count=100, seed=6)]

    words = [len(example.text.split()) for example in examples]

    assert min(words) > 45
    assert sorted(words)[len(words) // 2] >= 65
    assert len({example.text for example in examples}) > 3_000


def test_every_label_is_taught_inside_long_comments() -> None:
    labels = {label for family in FAMILIES["twins_long"] for label in family.labels}

    assert labels == {"insult", "identity", "sectarian", "obscene", "threat", "spam"}
