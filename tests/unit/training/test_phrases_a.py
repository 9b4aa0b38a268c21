"""The written insults, death wishes, calls and obscenities, and the clean sentences that stand beside them."""

import pytest

from hiwar.training.phrases import criticism, death_wishes, insults, obscenity, takfir, violence
from hiwar.training.phrases.frames_a import SLOTS
from hiwar.training.phrases.grammar import Example, Family, expand

THEMES = (insults, death_wishes, violence, takfir, obscenity, criticism)
FAMILIES = tuple(family for theme in THEMES for family in theme.FAMILIES)
every_family = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)


def written(family: Family, count: int = 300) -> list[Example]:
    return list(expand(family, count=count, seed=2026))


@every_family
def test_a_family_fills_all_its_slots(family: Family) -> None:
    texts = [example.text for example in written(family)]

    assert texts
    assert not [text for text in texts if not text or set(text) & set("{}|")]


@every_family
def test_clean_sentences_bear_no_label_and_violating_ones_all_of_the_family(family: Family) -> None:
    examples = written(family)

    assert {example.labels for example in examples} <= {frozenset(), frozenset(family.labels)}
    assert len({example.labels for example in examples}) == bool(family.violating) + bool(family.clean)


@every_family
def test_the_same_seed_writes_the_same_sentences_and_another_seed_others(family: Family) -> None:
    first, again = written(family), written(family)
    other = list(expand(family, count=300, seed=1))

    assert first == again
    assert first != other


@every_family
def test_no_template_is_both_violating_and_clean(family: Family) -> None:
    assert not set(family.violating) & set(family.clean)


def test_no_sentence_is_written_as_violating_here_and_clean_there() -> None:
    examples = [example for family in FAMILIES for example in written(family, 2000)]
    violating = {example.text for example in examples if example.labels}
    clean = {example.text for example in examples if not example.labels}

    assert not violating & clean


def test_names_of_families_are_their_own() -> None:
    names = [family.name for family in FAMILIES]

    assert len(names) == len(set(names))


def test_tens_of_thousands_of_sentences_differ() -> None:
    examples = [example for family in FAMILIES for example in expand(family, count=2500, seed=7)]
    texts = {
        bool(labels): {example.text for example in examples if bool(example.labels) is labels}
        for labels in (True, False)
    }

    assert len(texts[True]) > 15_000
    assert len(texts[False]) > 20_000


def test_every_theme_has_hundreds_of_templates_on_its_clean_side() -> None:
    clean = {theme.__name__: len({text for family in theme.FAMILIES for text in family.clean}) for theme in THEMES}

    assert min(clean.values()) >= 100


def test_a_violation_may_stand_in_a_calm_comment_and_a_calm_comment_may_be_long() -> None:
    examples = [example for family in FAMILIES for example in written(family)]
    calm = [example for example in examples if any(sentence in example.text for sentence in SLOTS["calm"])]

    assert any(example.labels for example in calm)
    assert any(not example.labels and len(example.text) > 150 for example in calm)


def test_clean_sentences_hold_no_sexual_word() -> None:
    explicit = {*obscenity.FAMILIES[0].slots["lewd"], *obscenity.FAMILIES[0].slots["masked"]}
    clean = [example.text for example in written(obscenity.FAMILIES[0]) if not example.labels]

    assert not [text for text in clean if any(f" {word} " in f" {text} " for word in explicit)]
