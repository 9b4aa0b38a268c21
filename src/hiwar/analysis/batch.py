"""Many requests in one, as Google's clients pack them: multipart/mixed, each part an HTTP request of its own.

Here belong unpacking and packing. Pure. Not here: answering the parts; each is admitted, limited and answered as if it
had come alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus

from hiwar.delivery.answers import Answer

from . import problems

MOST_PARTS = 100
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_LINE = re.compile(rb"\r?\n")
_REQUEST_LINE = re.compile(r"([A-Z]{1,10}) (?:https?://[^/ ]+)?(/[^ ]*) HTTP/1\.[01]")
_CONTENT_ID = re.compile(r"<[\x21-\x7e ]{1,200}>")
_BOUNDARY = "batch_of_answers"


@dataclass(frozen=True, slots=True)
class Part:
    """One packed request. Header names are lower case; `path` is as it was written."""

    id: str
    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


def unpack(body: bytes, content_type: str) -> list[Part]:
    """Return the requests of a batch, in order; raises `Problem`."""
    message = Message()
    message["content-type"] = content_type
    boundary = message.get_boundary()
    if message.get_content_type() != "multipart/mixed" or not boundary:
        raise problems.invalid_request("A batch is multipart/mixed with a boundary.")
    # The first piece is what stands before the first boundary, the last what stands after the closing one.
    pieces = body.split(b"--" + boundary.encode("utf-8", "replace"))[1:-1]
    if not pieces or len(pieces) > MOST_PARTS:
        raise problems.invalid_request(f"A batch has 1 to {MOST_PARTS} parts.")
    return [_part(piece) for piece in pieces]


def _part(piece: bytes) -> Part:
    outer, _, packed = _split(piece.lstrip(b"\r\n"))
    head, _, body = _split(packed)
    first, *lines = _LINE.split(head)
    found = _REQUEST_LINE.fullmatch(first.decode("latin-1").strip())
    if found is None:
        raise problems.invalid_request("A part of a batch is no HTTP request.")
    path, _, query = found[2].partition("?")
    headers = _headers(lines)
    length = headers.get("content-length", "")
    # The line end before the next boundary belongs to the boundary.
    body = body[: int(length)] if length.isascii() and length.isdigit() and len(length) < 10 else body.rstrip(b"\r\n")
    content_id = _headers(_LINE.split(outer)).get("content-id", "")
    return Part(content_id, found[1], path, query, headers, body)


def _split(block: bytes) -> tuple[bytes, bytes, bytes]:
    gap = _BLANK_LINE.search(block)
    return (block[: gap.start()], gap[0], block[gap.end() :]) if gap else (block, b"", b"")


def _headers(lines: Iterable[bytes]) -> dict[str, str]:
    pairs = (line.decode("latin-1").partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}


def pack(answers: Iterable[tuple[Part, Answer]]) -> tuple[str, bytes]:
    """Return content type and body of the answer to a batch."""
    packed = b"".join(_packed(part, answer) for part, answer in answers)
    return f"multipart/mixed; boundary={_BOUNDARY}", packed + f"--{_BOUNDARY}--\r\n".encode()


def _packed(part: Part, answer: Answer) -> bytes:
    name = f"Content-ID: <response-{part.id[1:]}\r\n" if _CONTENT_ID.fullmatch(part.id) else ""
    kind = answer.header("content-type") or "application/json"
    head = (
        f"--{_BOUNDARY}\r\nContent-Type: application/http\r\n{name}\r\n"
        f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {len(answer.body)}\r\n\r\n"
    )
    return head.encode() + answer.body + b"\r\n"
