"""The written twins of Maghrebi, Sudanese and Yemeni readers: whole, repeatable, many, never both held and clean."""

import pytest

from hiwar.training.phrases import (
    twins_maghrebi,
    twins_maghrebi_more,
    twins_sudanese,
    twins_sudanese_more,
    twins_yemeni,
    twins_yemeni_more,
)
from hiwar.training.phrases.grammar import Example, Family, expand

REGIONS = {
    "maghrebi": (*twins_maghrebi.FAMILIES, *twins_maghrebi_more.FAMILIES),
    "sudanese": (*twins_sudanese.FAMILIES, *twins_sudanese_more.FAMILIES),
    "yemeni": (*twins_yemeni.FAMILIES, *twins_yemeni_more.FAMILIES),
}
FAMILIES = tuple(family for families in REGIONS.values() for family in families)
every_family = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
every_region = pytest.mark.parametrize("region", REGIONS)


def written(family: Family, count: int = 200, seed: int = 2026) -> list[Example]:
    return list(expand(family, count=count, seed=seed))


@every_family
def test_a_family_fills_all_its_slots(family: Family) -> None:
    texts = [example.text for example in written(family)]

    assert len(texts) == 400
    assert not [text for text in texts if not text or set(text) & set("{}|")]


@every_family
def test_the_same_seed_writes_the_same_sentences_and_another_seed_others(family: Family) -> None:
    first = written(family)

    assert first == written(family)
    assert first != written(family, seed=1)


@every_family
def test_the_clean_side_has_as_many_sentences_of_its_own_as_the_violating_side(family: Family) -> None:
    violating, clean = set(family.violating), set(family.clean)

    assert len(violating) >= 12
    assert len(clean) >= len(violating) - 1
    assert not violating & clean


@every_region
def test_no_sentence_of_a_region_is_written_as_violating_here_and_clean_there(region: str) -> None:
    examples = [example for family in REGIONS[region] for example in written(family, 1000)]
    violating = {example.text for example in examples if example.labels}
    clean = {example.text for example in examples if not example.labels}

    assert not violating & clean


@every_region
def test_each_region_has_hundreds_of_templates_and_thousands_of_sentences(region: str) -> None:
    families = REGIONS[region]
    templates = {template for family in families for template in (*family.violating, *family.clean)}
    texts = {example.text for family in families for example in written(family, 500)}

    assert len(templates) > 650
    assert len(texts) > 8_000


@every_region
def test_each_region_speaks_of_every_head(region: str) -> None:
    labels = {label for family in REGIONS[region] for label in family.labels}

    assert labels == {"insult", "identity", "sectarian", "obscene", "threat", "spam"}


@every_region
def test_one_violation_stands_in_a_calm_comment_of_more_than_forty_words_and_so_does_its_clean_twin(
    region: str,
) -> None:
    pairs = [written(family, 200) for family in REGIONS[region]]
    long = [example for examples in pairs for example in examples if len(example.text.split()) > 40]

    assert sum(bool(example.labels) for example in long) > 100
    assert sum(not example.labels for example in long) > 100


def test_names_of_families_are_their_own() -> None:
    names = [family.name for family in FAMILIES]

    assert len(names) == len(set(names))
