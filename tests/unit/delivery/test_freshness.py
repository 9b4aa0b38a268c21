"""The two seams of a page store to come: the tag of a page, and the news that something has changed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from hiwar.delivery import freshness
from hiwar.delivery.freshness import changed, listen, page_tag

NOON = datetime(2014, 1, 19, 10, 0, tzinfo=UTC)


@pytest.fixture
def heard() -> Iterator[list[str]]:
    keys: list[str] = []
    stop = listen(keys.append)
    yield keys
    stop()


def test_the_same_page_has_the_same_tag_all_the_hour() -> None:
    assert page_tag("قطار", 4, now=NOON) == page_tag("قطار", 4, now=NOON + timedelta(minutes=59))


@pytest.mark.parametrize(
    "other",
    [
        page_tag("قطار", 5, now=NOON),
        page_tag("قطار", "4", now=NOON),
        page_tag("قطار4", now=NOON),
        page_tag("قطار", 4, now=NOON + timedelta(hours=1)),
    ],
)
def test_anything_else_that_is_shown_has_another_tag(other: str) -> None:
    assert page_tag("قطار", 4, now=NOON) != other


def test_a_new_release_has_other_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    before = page_tag("قطار", now=NOON)

    monkeypatch.setattr(freshness.hiwar, "__version__", "99.0")

    assert page_tag("قطار", now=NOON) != before


def test_who_listens_hears_every_change_in_order(heard: list[str]) -> None:
    changed("article:12")
    changed("thread:9")

    assert heard == ["article:12", "thread:9"]


def test_who_stopped_listening_hears_nothing_more() -> None:
    keys: list[str] = []
    stop = listen(keys.append)

    stop()
    changed("article:12")

    assert keys == []


def test_a_failing_listener_does_not_keep_the_others_from_hearing(heard: list[str]) -> None:
    def fail(key: str) -> None:
        raise RuntimeError(key)

    stop_failing = listen(fail)
    later: list[str] = []
    stop_later = listen(later.append)

    changed("thread:9")

    stop_failing()
    stop_later()
    assert heard == later == ["thread:9"]
