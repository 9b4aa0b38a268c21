"""What a page is drawn from: the newsroom and the discussion, and nothing that comments are judged by."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from hiwar.delivery.replica import drawn_for_everybody
from hiwar.discussions.queries import RULES, house_rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def following() -> Iterator[None]:
    """A server that hears of changes."""
    RULES.clear()
    RULES.follow(time.time)
    yield
    RULES.follow(lambda: 0.0)
    RULES.clear()


def test_a_page_that_is_drawn_leaves_the_rules_alone(client, article, thread, following, monkeypatch):
    """Pages may be drawn from a replica that is behind; comments must never be judged by what it says."""
    asked: list[object] = []
    take = RULES.take
    monkeypatch.setattr(RULES, "take", lambda key, make: (asked.append(key), take(key, make))[1])

    with drawn_for_everybody():
        pages = [client.get(path) for path in (article.public_path(), f"/talk/{thread.public_id}/", "/")]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert asked == []
    # The one who writes asks for them.
    house_rules(thread.site)
    assert asked == [("rules", thread.site_id)]
