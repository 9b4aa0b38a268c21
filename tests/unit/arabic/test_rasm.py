"""Arabic without dots is recognized, and equals its dotted twin once both are reduced to letter bodies."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.arabic.fold import fold_batch
from hiwar.arabic.rasm import dotless_flags, is_dotless, rasm_batch, undotted

ANYTHING = st.text(st.characters(codec=None), max_size=40)
ARABIC = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأئءٮںڡٯپچژگ 1١😂\n."), max_size=40)
TEXTS = st.lists(ANYTHING | ARABIC, max_size=5)


@pytest.mark.parametrize("text", ["كلٮ", "ںحں", "ٯلم", "ڡىه", "ىا حمار", "اىحل"])
def test_a_text_without_dots_is_recognized(text: str) -> None:
    assert is_dotless(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "السلام عليكم",
        "موسى مرّ على الدار",  # Alef maksura where it belongs.
        "علىالبيت شجرة",  # A forgotten space; dots elsewhere.
        "hello 123 😂",
    ],
)
def test_a_text_with_its_dots_is_not(text: str) -> None:
    assert not is_dotless(text)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_flags_say_of_each_text_what_it_says_alone(texts: list[str]) -> None:
    assert dotless_flags(texts).tolist() == [is_dotless(text) for text in texts]


@settings(max_examples=150, deadline=None)
@given(st.lists(ARABIC, max_size=5))
def test_a_text_and_its_undotted_twin_have_one_rasm(texts: list[str]) -> None:
    dotted = rasm_batch(fold_batch(texts))
    dotless = rasm_batch(fold_batch([undotted(text) for text in texts]))

    assert dotted.codes.tolist() == dotless.codes.tolist()


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_the_rasm_of_a_rasm_is_itself_and_every_letter_keeps_its_place(texts: list[str]) -> None:
    folded = fold_batch(texts)

    once = rasm_batch(folded)
    twice = rasm_batch(once)

    assert once.codes.tolist() == twice.codes.tolist()
    assert len(once) == len(texts)
    for index, text in enumerate(texts):
        reduced = once.folded(index)
        assert set(reduced.origins) <= set(folded.folded(index).origins)
        for at in range(len(reduced.text)):
            start, end = reduced.span(at, at + 1)
            assert 0 <= start < end <= len(text)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_each_text_of_a_batch_has_the_rasm_it_has_alone(texts: list[str]) -> None:
    together = rasm_batch(fold_batch(texts))

    alone = [rasm_batch(fold_batch([text])).folded(0) for text in texts]

    assert [together.folded(index) for index in range(len(texts))] == alone


def test_numbers_and_other_scripts_are_left_alone() -> None:
    assert rasm_batch(fold_batch(["1100 book"])).folded(0).text == "1100 bok"
