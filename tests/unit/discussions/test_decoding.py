"""A form's body is read as the standard library reads it, and refused wherever it could be read in two ways."""

from __future__ import annotations

import random
from urllib.parse import parse_qsl, urlencode

import pytest

from hiwar.discussions.decoding import FORM, MOST_FIELDS, UnreadableBody, decode_fields

PIECES = (
    b"%", b"&", b"=", b"+", b"a", b"4", b"F", b"%D8%A7", b"%d8%a7", b"%41", b"%C3%28", b"%ff", b";", b" ", b"%2",
    b"%zz", b"%26", b"%3D", b"%25", b"\xff", "ع".encode(),
)  # fmt: skip


def read(body: bytes) -> dict[str, str] | str:
    """Return the fields of a form's body, or the name of the fact for which it is refused."""
    try:
        return decode_fields(body, content_type=FORM)
    except UnreadableBody as error:
        return error.code


def read_by_library(body: bytes) -> dict[str, str] | str:
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError:
        return "not_utf8"
    except ValueError:
        return "too_many_fields"
    return dict(pairs) if len(dict(pairs)) == len(pairs) else "repeated_field"


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_sent_reads_as_the_standard_library_reads_it(seed):
    drawn = random.Random(seed)
    bodies = [b"".join(drawn.choices(PIECES, k=drawn.randint(0, 24))) for _ in range(2_000)]

    assert [read(body) for body in bodies] == [read_by_library(body) for body in bodies]


@pytest.mark.parametrize("body", [b"&" * 29, b"&" * 30, b"&" * 400, b"&".join(b"f%d=" % at for at in range(31))])
def test_fields_are_counted_as_the_standard_library_counts_them(body):
    assert read(body) == read_by_library(body)


def test_an_arabic_comment_comes_through_letter_by_letter():
    fields = {"comment": "متى تُفتح المحطة؟ 100% من الناس يسألون + ننتظر\r\nجوابًا & شكرًا = 😂", "author": "ليلى"}

    assert read(urlencode(fields).encode()) == fields


@pytest.mark.parametrize("body", [b"comment=a%00b", b"com%00ment=a"])
def test_what_cannot_be_stored_is_refused_wherever_it_stands(body):
    assert read(body) == "nul"
