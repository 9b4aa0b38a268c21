"""Sealed texts open for their purpose alone."""

import pytest

from hiwar.accounts.seal import CannotUnseal, seal, unseal


def test_a_sealed_text_opens_for_its_purpose():
    assert unseal(seal("layla@example.org", purpose="contact:a"), purpose="contact:a") == "layla@example.org"


def test_the_same_text_is_never_sealed_alike():
    assert seal("x", purpose="p") != seal("x", purpose="p")


@pytest.mark.parametrize("place", range(0, 30, 3))
def test_a_changed_byte_does_not_open(place):
    sealed = bytearray(seal("layla@example.org", purpose="p"))
    sealed[place] ^= 1

    with pytest.raises(CannotUnseal):
        unseal(bytes(sealed), purpose="p")


@pytest.mark.parametrize("broken", [b"", b"\x01", b"\x01" + b"0" * 12, b"\x02" + b"0" * 40])
def test_bytes_that_were_never_sealed_do_not_open(broken):
    with pytest.raises(CannotUnseal):
        unseal(broken, purpose="p")


def test_moved_elsewhere_it_does_not_open():
    with pytest.raises(CannotUnseal):
        unseal(seal("x", purpose="contact:a"), purpose="contact:b")
