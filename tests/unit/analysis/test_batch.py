"""Requests packed into one are answered one by one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiwar.analysis.access import Access
from hiwar.analysis.batch import MOST_PARTS, unpack
from hiwar.analysis.door import ANALYZE, AnalysisDoor, House
from hiwar.analysis.keys import Key, Keyring, digest_of
from hiwar.analysis.problems import Problem
from tests.fakes.scorer import FakeScorer
from tests.fakes.wire import HOST, Told, ask_once

KIND = 'multipart/mixed; boundary="===7=="'
KEY = "hiwar_batch"


def packed(*requests: str, end: str = "\r\n") -> bytes:
    """A batch of HTTP requests."""
    parts = [
        f"--===7==\nContent-Type: application/http\nContent-ID: <base + {number}>\n\n{request}\n"
        for number, request in enumerate(requests, 1)
    ]
    return ("".join(parts) + "--===7==--").replace("\n", end).encode()


def scored(text: str, target: str = ANALYZE, *, headers: str = "") -> str:
    """One packed request about a text."""
    body = json.dumps({"comment": {"text": text}, "requestedAttributes": {"TOXICITY": {}}})
    return f"POST {target} HTTP/1.1\nContent-Type: application/json\n{headers}\n{body}"


async def shelf() -> list[Key]:
    return [Key(1, digest_of(KEY), name="batch", site="", per_second=100, may_teach=True)]


def sent(body: bytes, *, keys: bool = False, **headers: str) -> Told:
    house = House(hosts={HOST}, scorer=lambda site: FakeScorer(), root=str)
    door = AnalysisDoor(house, Access(Keyring(shelf) if keys else None))
    return ask_once(door, "POST", "/batch", body=body, headers={"content-type": KIND, **headers})


def statuses(told: Told) -> list[int]:
    assert told.status == 200
    return [int(line.split()[1]) for line in told.body.decode().split("\r\n") if line.startswith("HTTP/1.1 ")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_parts_are_answered_in_order_and_under_their_names(end: str) -> None:
    told = sent(packed(scored("أنت حقير"), scored(""), scored("مقال جميل"), end=end))

    assert statuses(told) == [200, 400, 200]
    assert [f"Content-ID: <response-base + {number}>".encode() in told.body for number in (1, 2, 3)] == [True] * 3
    assert told.headers["content-type"].startswith("multipart/mixed; boundary=")


@pytest.mark.parametrize("target", ["/coral/moderation", "/batch", "/desk/", "/v1alpha1/nothing"])
def test_only_comments_can_be_packed(target: str) -> None:
    assert statuses(sent(packed(scored("أهلا", target)))) == [404]


def test_an_escaped_path_and_a_whole_address_are_understood() -> None:
    targets = (ANALYZE.replace(":", "%3A"), f"https://{HOST}{ANALYZE}")

    assert statuses(sent(packed(*(scored("أهلا", target) for target in targets)))) == [200, 200]


def test_every_part_needs_a_key_or_gets_that_of_the_whole() -> None:
    own = scored("أهلا", headers=f"Authorization: Bearer {KEY}\n")

    assert statuses(sent(packed(scored("أهلا"), own), keys=True)) == [403, 200]
    assert statuses(sent(packed(scored("أهلا")), keys=True, **{"x-goog-api-key": KEY})) == [200]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", KIND),
        (packed(), KIND),
        (packed(scored("أهلا")), "multipart/mixed"),
        (packed(scored("أهلا")), "application/json"),
        (packed("not http"), KIND),
        (packed(*["GET / HTTP/1.1\n\n"] * (MOST_PARTS + 1)), KIND),
    ],
    ids=["empty", "no part", "no boundary", "another type", "no request", "too many"],
)
def test_what_is_no_batch_is_a_clear_error(body: bytes, kind: str) -> None:
    told = sent(body, **{"content-type": kind})

    assert (told.status, told.error_type) == (400, "INVALID_REQUEST")


@given(st.binary(max_size=200), st.text(max_size=40))
def test_any_bytes_are_unpacked_or_refused(body: bytes, kind: str) -> None:
    for content_type in (KIND, kind):
        try:
            unpack(b"--===7==" + body + b"--===7==--", content_type)
        except Problem as found:
            assert found.code == 400


def test_a_name_that_would_forge_a_header_is_not_repeated() -> None:
    body = packed(scored("أهلا")).replace(b"<base + 1>", b"<a\r\x0bSet-Cookie: b=1>")

    assert b"Content-ID" not in sent(body).body


def test_the_answer_is_json_in_each_part() -> None:
    told = sent(packed(scored("أنت حقير")))

    body: Any = json.loads(told.body.split(b"\r\n\r\n")[2].rpartition(b"\r\n--")[0])
    assert body["attributeScores"]["TOXICITY"]["summaryScore"]["value"] == 0.95
