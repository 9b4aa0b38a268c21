"""A reader's key and what can, and cannot, be told from its tags."""

from datetime import UTC, datetime, timedelta

import pytest

from hiwar.accounts.keys import LINK_EPOCH, ReaderKey, owns

EPOCH_START = datetime(1970, 1, 1, tzinfo=UTC) + 600 * LINK_EPOCH


def test_a_key_survives_its_cookie():
    key = ReaderKey.fresh()

    assert ReaderKey.from_cookie(key.to_cookie()) == key


@pytest.mark.parametrize("value", [None, "", "x", "A" * 42, "A" * 44, "ن" * 43, "A" * 42 + "!", "=" * 43])
def test_anything_else_is_no_key(value):
    assert ReaderKey.from_cookie(value) is None


def test_every_comment_of_one_browser_has_another_tag():
    key = ReaderKey.fresh()

    tags = {key.owner_tag(site_id=1, comment_id=f"comment-{number}") for number in range(100)}

    assert len(tags) == 100


def test_tags_differ_between_sites_and_purposes():
    key = ReaderKey.fresh()

    tags = {
        key.owner_tag(site_id=1, comment_id="x"),
        key.owner_tag(site_id=2, comment_id="x"),
        key.trust_tag(site_id=1, name_skeleton="x"),
        key.author_link(site_id=1, now=EPOCH_START),
        key.author_link(site_id=2, now=EPOCH_START),
    }

    assert len(tags) == 5


def test_author_links_meet_within_thirty_days_and_never_across():
    key = ReaderKey.fresh()
    first = key.author_link(site_id=1, now=EPOCH_START)

    assert key.author_link(site_id=1, now=EPOCH_START + LINK_EPOCH - timedelta(seconds=1)) == first
    assert key.author_link(site_id=1, now=EPOCH_START + LINK_EPOCH) != first


def test_only_the_key_that_wrote_a_comment_owns_it():
    key = ReaderKey.fresh()
    tag = key.owner_tag(site_id=1, comment_id="x")

    assert owns(key, site_id=1, comment_id="x", owner_tag=tag)
    assert not owns(ReaderKey.fresh(), site_id=1, comment_id="x", owner_tag=tag)
    assert not owns(None, site_id=1, comment_id="x", owner_tag=tag)
    assert not owns(None, site_id=1, comment_id="x", owner_tag="")
    assert not owns(key, site_id=1, comment_id="x", owner_tag="")


def test_a_key_never_prints_itself():
    key = ReaderKey(b"s" * 32)

    assert "ssss" not in repr(key)
