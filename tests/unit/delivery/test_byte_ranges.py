"""Which part of a file is wanted: RFC 9110, section 14."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiwar.delivery.byte_ranges import Unsatisfiable, wanted_range
from hiwar.delivery.requests import Request

ETAG = '"abc"'
CHANGED = datetime(2026, 11, 29, 8, 30, 15, 250_000, tzinfo=UTC)


def wanted(asked, size=1000, *, method="GET", if_range=None):
    headers = {"range": asked} | ({"if-range": if_range} if if_range else {})
    request = Request(method, "hiwar.example", "/media/a.mp4", "", headers)
    return wanted_range(request, size, etag=ETAG, last_modified=CHANGED)


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-", range(1000)),
        ("bytes=0-0", range(1)),
        ("bytes=200-299", range(200, 300)),
        ("bytes=900-5000", range(900, 1000)),
        ("bytes=-1", range(999, 1000)),
        ("bytes=-5000", range(1000)),
        ("Bytes=5-9", range(5, 10)),
        ("bytes= 5-9 ", range(5, 10)),
    ],
)
def test_one_range_is_a_part(asked, part):
    assert wanted(asked) == part


@pytest.mark.parametrize(
    "asked",
    ["", "bytes", "bytes=", "bytes=-", "bytes=9-5", "bytes=a-b", "items=0-1", "bytes=0-1,5-6", "bytes=٥-٩",
     "bytes=0-1-2", "bytes=" + "9" * 40 + "-"],
)  # fmt: skip
def test_what_is_not_one_range_is_no_wish(asked):
    assert wanted(asked) is None


@pytest.mark.parametrize(
    ("asked", "size"), [("bytes=1000-", 1000), ("bytes=5000-6000", 1000), ("bytes=-0", 1000), ("bytes=0-", 0)]
)
def test_a_part_behind_the_end_cannot_be_had(asked, size):
    with pytest.raises(Unsatisfiable):
        wanted(asked, size)


def test_only_get_knows_ranges():
    assert wanted("bytes=0-9", method="HEAD") is None


@pytest.mark.parametrize("held", [ETAG, "Sun, 29 Nov 2026 08:30:15 GMT"])
def test_who_holds_a_part_of_this_file_gets_another(held):
    assert wanted("bytes=10-19", if_range=held) == range(10, 20)


@pytest.mark.parametrize(
    "held",
    ['"old"', 'W/"abc"', "Sun, 29 Nov 2026 08:30:14 GMT", "Sun, 29 Nov 2026 08:30:16 GMT", "yesterday",
     "29 Nov 2026 08:30:15 -0000"],
)  # fmt: skip
def test_who_holds_a_part_of_another_file_gets_all_of_this_one(held):
    assert wanted("bytes=10-19", if_range=held) is None


@given(asked=st.text(max_size=40), size=st.integers(0, 10**12))
def test_whatever_is_asked_the_part_lies_in_the_file(asked, size):
    try:
        part = wanted(f"bytes={asked}", size)
    except Unsatisfiable:
        return

    assert part is None or 0 <= part.start < part.stop <= size
