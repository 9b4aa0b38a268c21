"""Reading a stored verdict back: old or broken records are read as far as they make sense."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiwar.moderation.findings import Observed, marks, observed
from hiwar.moderation.spans import Kind, Mark

json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["findings", "rule", "field", "spans", "data", "x"]), inner, max_size=5)
    ),
    max_leaves=30,
)


@given(json)
def test_no_record_is_so_broken_that_reading_it_raises(record):
    for finding in observed(record):
        assert isinstance(finding.rule, str)


def test_a_record_is_read_back_as_it_was_written():
    record = {
        "version": "1",
        "outcome": "hold",
        "findings": [
            {
                "rule": "starter_word",
                "outcome": "hold",
                "field": "name",
                "spans": [[0, 4]],
                "data": {"word": "كلب", "category": "insult"},
            }
        ],
    }

    (finding,) = observed(record)

    assert finding == Observed("starter_word", "name", ((0, 4),), {"word": "كلب", "category": "insult"})
    assert marks((finding,), "name") == (Mark(0, 4, Kind.WORDS),)
    assert marks((finding,), "text") == ()


@pytest.mark.parametrize("spans", [None, "0,4", [[0]], [[0, 4, 5]], [["0", "4"]], [[True, False]], {"0": 4}])
def test_spans_that_are_no_pairs_of_numbers_are_left_out(spans):
    (finding,) = observed({"findings": [{"rule": "banned_word", "spans": spans}]})

    assert finding.spans == ()


@pytest.mark.parametrize(
    ("rule", "category", "kind"),
    [
        ("starter_word", "insult", Kind.WORDS),
        ("starter_word", "spam", Kind.DEALING),
        ("starter_word", "privacy", Kind.DEALING),
        ("too_many_links", "", Kind.DEALING),
        ("banned_word", "", Kind.WORDS),
    ],
)
def test_what_is_offered_is_marked_otherwise_than_what_is_said(rule, category, kind):
    assert Observed(rule, data={"category": category}).kind is kind
