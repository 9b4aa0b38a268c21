"""The tag that stands for all a page shows."""

from datetime import UTC, datetime, timedelta

import pytest

from hiwar.delivery import freshness
from hiwar.delivery.freshness import end_of_hour, page_tag

NOON = datetime(2014, 1, 19, 10, 0, tzinfo=UTC)


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


def test_every_page_gets_another_tag_when_the_hour_ends() -> None:
    ends = end_of_hour(NOON + timedelta(minutes=17))

    assert ends == NOON + timedelta(hours=1)
    assert page_tag(now=ends) != page_tag(now=ends - timedelta(microseconds=1))
