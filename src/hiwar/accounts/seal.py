"""Sealing of small texts: AES-256-GCM under the contact secret, which lives outside the database.

Used for e-mail addresses at rest and for the «remember me» cookie. A sealed text is bound to its purpose: moved
elsewhere it does not open. The first byte names the scheme, so that keys and algorithms can be replaced.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

SCHEME = b"\x01"
NONCE_BYTES = 12


class CannotUnseal(Exception):
    """The bytes were not sealed by this installation for this purpose."""


def seal(text: str, *, purpose: str) -> bytes:
    """Return `text` encrypted and authenticated for one purpose."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return SCHEME + nonce + _cipher().encrypt(nonce, text.encode(), purpose.encode())


def unseal(sealed: bytes, *, purpose: str) -> str:
    """Return the text sealed for that purpose; raises `CannotUnseal` for anything else."""
    if sealed[:1] != SCHEME:
        raise CannotUnseal
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return _cipher().decrypt(nonce, body, purpose.encode()).decode()
    except (InvalidTag, ValueError):
        raise CannotUnseal from None


def _cipher() -> AESGCM:
    return AESGCM(hmac.digest(settings.HIWAR_CONTACT_SECRET.encode(), b"aes-256-gcm", sha256))
