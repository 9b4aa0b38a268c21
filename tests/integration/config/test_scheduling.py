"""The newsroom's clock wakes at the very moment, never before, and otherwise asks no more often than it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
import time_machine
from django.db import OperationalError
from django.utils import timezone

from hiwar.config import scheduling
from hiwar.config.housekeeping import HouseKey
from hiwar.newsroom.models import ArticlePage
from tests.factories.newsroom import an_article

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 29, 20, 30, tzinfo=UTC)
OUT = NOW + timedelta(seconds=12, milliseconds=300)
# Any number will do but the house's own: a server may be at work beside the tests.
TEST_NUMBER = 0x4869777465


class PassingTime(Event):
    """A stop that nobody says for so many looks; waiting for it lets the time pass, a little short if wished."""

    def __init__(self, clock: time_machine.Traveller, *, looks: int, wakes_early: float = 0.0) -> None:
        super().__init__()
        self.waits: list[float] = []
        self._clock, self._looks, self._early = clock, looks, wakes_early

    def wait(self, timeout: float | None = None) -> bool:
        """Let the time pass."""
        assert timeout is not None
        self.waits.append(round(timeout, 3))
        self._clock.shift(timedelta(seconds=max(0.0, timeout - self._early)))
        return len(self.waits) > self._looks


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def the_tests_own_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the connection, in whose transaction the test is, from being closed after a look."""
    monkeypatch.setattr(scheduling, "close_old_connections", lambda: None)


@pytest.fixture
def looked(
    clock: time_machine.Traveller, tmp_path: Path, the_tests_own_connection: None
) -> Iterator[Callable[..., list[float]]]:
    """Let the clock be looked at so many times; return how long was waited before each look and the end."""

    key = HouseKey(tmp_path, file="test.lock", number=TEST_NUMBER)

    def look(*, looks: int, wakes_early: float = 0.0) -> list[float]:
        stop = PassingTime(clock, looks=looks, wakes_early=wakes_early)
        scheduling.keep_looking(key, stop)
        return stop.waits

    yield look
    if key._file is not None:
        key._file.close()  # As the end of a process does.


def planned(at: datetime, slug: str = "olive") -> ArticlePage:
    article = an_article(publish=False, published_at=None, slug=slug, headline=f"زيتونة القلعة {slug}")
    article.go_live_at = at
    article.save_revision().publish()
    return article


def published_at(article: ArticlePage) -> datetime | None:
    return ArticlePage.objects.get(pk=article.pk).published_at


def test_an_embargo_ends_at_its_moment(looked) -> None:
    article = planned(OUT)

    waits = looked(looks=3)

    assert waits[:3] == [5, 5, 2.3]
    assert published_at(article) == OUT


def test_one_look_before_the_moment_nothing_is_out(looked) -> None:
    article = planned(OUT)

    looked(looks=2)

    assert not ArticlePage.objects.get(pk=article.pk).live


def test_a_timer_that_wakes_early_makes_nothing_early_and_is_not_asked_a_thousand_times(looked) -> None:
    article = planned(OUT)

    waits = looked(looks=6, wakes_early=0.004)

    went_out = published_at(article)
    assert went_out is not None
    assert timedelta(0) <= went_out - OUT < timedelta(milliseconds=100)
    assert min(waits) == scheduling.SHORTEST


def test_what_runs_out_leaves_at_its_moment(looked) -> None:
    article = an_article(published_at=NOW - timedelta(hours=1))
    article.expire_at = OUT
    article.save_revision().publish()

    waits = looked(looks=3)

    assert waits[:3] == [5, 5, 2.3]
    assert not ArticlePage.objects.get(pk=article.pk).live


def test_where_nothing_is_due_the_usual_pause_lies_between_two_looks(looked) -> None:
    planned(NOW + timedelta(days=1))

    assert looked(looks=4) == [5, 5, 5, 5, 5]


def test_what_is_scheduled_meanwhile_is_seen_at_the_next_look(looked) -> None:
    looked(looks=1)
    article = planned(timezone.now() + timedelta(seconds=1))

    looked(looks=1)

    assert published_at(article) == timezone.now() - timedelta(seconds=5)


def test_one_that_cannot_be_published_does_not_hurry_the_clock_and_delays_no_other(looked, monkeypatch) -> None:
    broken, whole = planned(NOW + timedelta(seconds=6), slug="broken"), planned(OUT, slug="whole")
    real = ArticlePage.save

    def save(self: ArticlePage, *args: object, **kwargs: object) -> None:
        if self.pk == broken.pk:
            raise ValueError("something is wrong with this one")
        real(self, *args, **kwargs)

    monkeypatch.setattr(ArticlePage, "save", save)

    waits = looked(looks=5)

    assert waits == [5, 1, 5, 1.3, 5, 5]
    assert published_at(whole) == OUT


@pytest.mark.usefixtures("the_tests_own_connection")
def test_a_database_that_is_away_ends_no_clock_and_is_asked_again_after_the_usual_pause(monkeypatch, caplog) -> None:
    def away(*, now: datetime) -> int:
        raise OperationalError("away")

    monkeypatch.setattr(scheduling, "publish_due", away)

    assert scheduling.look_at_the_clock() == scheduling.PAUSE
    assert "schedule_not_read" in caplog.messages


def test_stop_ends_the_clock_in_the_middle_of_a_pause() -> None:
    stop = Event()
    thread = scheduling.start_scheduling(stop)

    stop.set()
    thread.join(timeout=2)

    assert not thread.is_alive()
