"""A webhook's signature: what its receiver can check, and what a forger cannot make."""

from __future__ import annotations

import hmac
from hashlib import sha256

import pytest

from hiwar.moderation.signatures import headers, new_secret, signature

SAID = {"notice_id": "n1", "timestamp": 1390125900, "body": b'{"id":"n1"}'}


def test_a_receiver_can_check_it_with_the_standard_library_alone() -> None:
    found = headers(["whatever"], **SAID)

    message = f"{found['Hiwar-Id']}.{found['Hiwar-Timestamp']}.".encode() + SAID["body"]
    assert found["Hiwar-Signature"] == "v1=" + hmac.new(b"whatever", message, sha256).hexdigest()


@pytest.mark.parametrize("changed", [{"notice_id": "n2"}, {"timestamp": 1390125901}, {"body": b'{"id":"n2"}'}])
def test_whatever_is_changed_changes_the_signature(changed: dict[str, object]) -> None:
    assert signature("whatever", **{**SAID, **changed}) != signature("whatever", **SAID)


def test_while_a_secret_is_replaced_both_sign() -> None:
    found = headers(["new", "old"], **SAID)

    assert found["Hiwar-Signature"].split(",") == [signature("new", **SAID), signature("old", **SAID)]


def test_secrets_are_long_and_never_the_same() -> None:
    made = {new_secret() for _ in range(100)}

    assert len(made) == 100
    assert all(len(secret) >= 43 for secret in made)
