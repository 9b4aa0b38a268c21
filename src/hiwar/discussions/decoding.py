"""From the bytes of a request to its fields, refusing whatever could be read in two ways (threats, row I2)."""

from __future__ import annotations

import json
import re
from binascii import unhexlify
from typing import Any, NoReturn

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
LARGEST_BODY = 64 * 1024
MOST_FIELDS = 30
JSON_FIELDS = frozenset({"comment", "author", "email", "reply_to", "remember", "consent", "stamp"})


# «%» before anything else stands for itself.
_ESCAPES = re.compile(rb"(?:%[0-9A-Fa-f]{2})+")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class UnreadableBody(Exception):
    """The body is refused; `status` is the HTTP status and `code` names the fact."""

    def __init__(self, code: str, status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


def decode_fields(body: bytes, *, content_type: str, names: frozenset[str] = JSON_FIELDS) -> dict[str, str]:
    """Return the fields of a form or JSON body; raises `UnreadableBody` for anything else or ambiguous.

    A script that sends JSON knows what it says: a field that is not among `names` is refused.
    """
    if len(body) > LARGEST_BODY:
        raise UnreadableBody("too_large", 413)
    kind = content_type.split(";")[0].strip().lower()
    if kind == FORM:
        fields = _form_fields(body)
    elif kind == JSON:
        fields = _json_fields(body, names)
    else:
        raise UnreadableBody("wrong_type", 415)
    _refuse_unstorable("".join([*fields, *fields.values()]))
    return fields


def _form_fields(body: bytes) -> dict[str, str]:
    if body.count(b"&") >= MOST_FIELDS:
        raise UnreadableBody("too_many_fields")
    try:
        body.decode("utf-8")
        return _once([_pair(part) for part in body.split(b"&") if part])
    except UnicodeDecodeError:
        raise UnreadableBody("not_utf8") from None


def _pair(part: bytes) -> tuple[str, str]:
    """Return name and value of one field (URL Standard, «application/x-www-form-urlencoded parsing»)."""
    name, _, value = part.partition(b"=")
    return _unquoted(name).decode("utf-8"), _unquoted(value).decode("utf-8")


def _unquoted(quoted: bytes) -> bytes:
    # An Arabic comment is one escape after another. Read run by run they take a third of what the standard library
    # needs, which cuts the text at each of them; that reads the same, and a test holds both against each other.
    return _ESCAPES.sub(_bytes_of, quoted.replace(b"+", b" "))


def _bytes_of(escapes: re.Match[bytes]) -> bytes:
    return unhexlify(escapes[0].replace(b"%", b""))


def _json_fields(body: bytes, names: frozenset[str]) -> dict[str, str]:
    try:
        value = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise UnreadableBody("not_utf8") from None
    except (ValueError, RecursionError):
        raise UnreadableBody("not_json") from None
    if not isinstance(value, dict) or not names.issuperset(value):
        raise UnreadableBody("unknown_fields", 422)
    return {name: _scalar(item) for name, item in value.items()}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise UnreadableBody("repeated_field")
    return fields


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    if value is True:
        return "1"
    if value is False:
        return ""
    if isinstance(value, int) and abs(value) < 10**9:
        return str(value)
    if isinstance(value, str):
        return value
    raise UnreadableBody("unknown_fields", 422)


def _refuse_constant(_: str) -> NoReturn:
    raise UnreadableBody("not_json")


def _refuse_unstorable(text: str) -> None:
    if "\0" in text:
        raise UnreadableBody("nul")
    if _LONE_SURROGATE.search(text):
        raise UnreadableBody("lone_surrogate")
