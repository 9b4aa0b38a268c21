"""Where a newsroom has a replica, pages for everybody are drawn from it, and nothing else is read there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from hiwar.delivery.bridge import Bridge, SiteFacts
from hiwar.delivery.page_rules import Plan
from hiwar.delivery.replica import PRIMARY, REPLICA, DrawingsReadTheReplica, drawn_for_everybody
from hiwar.delivery.requests import Request

router = DrawingsReadTheReplica()


class Row:
    """Stands for a model."""


def test_reads_and_writes_go_to_the_primary() -> None:
    assert (router.db_for_read(Row), router.db_for_write(Row)) == (PRIMARY, PRIMARY)


def test_a_drawing_reads_the_replica_and_writes_to_the_primary() -> None:
    with drawn_for_everybody():
        routes = router.db_for_read(Row), router.db_for_write(Row)

    assert routes == (REPLICA, PRIMARY)


def test_after_a_drawing_that_failed_the_primary_is_read_again() -> None:
    with pytest.raises(ZeroDivisionError), drawn_for_everybody():
        _ = 1 / 0

    assert router.db_for_read(Row) == PRIMARY


def test_rows_meet_wherever_they_were_read() -> None:
    assert router.allow_relation(Row(), Row())


def test_migrations_stay_away_from_the_replica() -> None:
    assert router.allow_migrate(REPLICA, "discussions") is False
    assert router.allow_migrate(PRIMARY, "discussions") is None


class Noting:
    """An application that notes which database it would have read, while it answers and while it is read out."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer with an empty page."""
        self.read.append(router.db_for_read(Row))
        start_response("200 OK", [("Content-Type", "text/plain")])
        return self._pieces()

    def _pieces(self) -> Iterable[bytes]:
        self.read.append(router.db_for_read(Row))
        yield b"page"


@pytest.mark.parametrize(("plan", "read"), [(Plan(), REPLICA), (None, PRIMARY)])
def test_a_page_with_a_plan_is_drawn_from_the_replica_and_one_for_a_reader_is_not(plan: Plan | None, read: str) -> None:
    application = Noting()
    bridge = Bridge(application, SiteFacts("https://hiwar.example"))

    answer = bridge.answer(Request("GET", "hiwar.example", "/", "", {}), b"", tokens=("", ""), plan=plan)

    assert (answer.status, answer.body) == (200, b"page")
    assert application.read == [read, read]
    assert router.db_for_read(Row) == PRIMARY
