"""Addresses of nothing: one drawn page for all of them, little memory, and gone the moment anything changes."""

from __future__ import annotations

import asyncio

import pytest

from hiwar.delivery.absences import (
    DRAWN_AT,
    KEPT_SECONDS,
    MOST,
    MOST_CHARACTERS,
    NOWHERE,
    TRUSTED_SECONDS,
    Absences,
    leads_nowhere,
)
from hiwar.delivery.change_feed import News
from hiwar.delivery.requests import MAX_PATH_BYTES
from tests.unit.delivery.test_hot_pages import HOST, World, page, run

NOTHING = "لا توجد صفحة في هذا العنوان. ".encode() * 40


def nothing(body: bytes = NOTHING, **more: str):
    """Return the page that says there is none, as the application answers it."""
    answer = page(status=404, body=body, cache_control="private, no-store", **more)
    answer.drop("etag")
    answer.set("cache-control", "private, no-store")
    return answer


@pytest.fixture
def world() -> World:
    made = World()
    made.draughtsman.answers[DRAWN_AT] = nothing()
    made.draughtsman.answers["/empty/"] = nothing()
    return made


def drawn_paths(world: World) -> list[str]:
    """Return what was drawn, in order."""
    return [request.path for request in world.draughtsman.asked]


class TestWhereNoViewAnswers:
    def test_a_thousand_addresses_cost_one_drawing(self, world: World) -> None:
        answers = [run(world.ask(f"/no/{number}/", query=f"x={number}")) for number in range(1000)]

        assert {(answer.status, answer.body) for answer in answers} == {(404, NOTHING)}
        assert drawn_paths(world) == [DRAWN_AT]
        assert len(world.store) == 1

    def test_no_cache_in_between_is_told_to_keep_it(self, world: World) -> None:
        run(world.ask("/no/1/"))

        again = run(world.ask("/no/2/", accept_encoding="br", if_none_match='""'))

        assert again.status == 404
        assert again.header("cache-control") == "private, no-store"
        assert again.header("content-encoding") == "br"
        assert again.header("etag") is None

    def test_a_reader_whom_we_know_is_answered_by_the_application(self, world: World) -> None:
        assert run(world.ask("/no/1/", cookie="hiwar_reader=x")) is None
        assert run(world.ask("/no/1/", method="POST")) is None
        assert drawn_paths(world) == []

    def test_it_is_drawn_again_when_the_newsroom_changes_and_not_for_a_comment(self, world: World) -> None:
        run(world.ask("/no/1/"))
        world.pages.hear(News(("count:article:1",)))
        world.turn(1)
        run(world.ask("/no/1/"))
        assert len(drawn_paths(world)) == 1
        world.draughtsman.answers[DRAWN_AT] = nothing(b"new sections")

        world.pages.hear(News(("newsroom",)))
        world.turn(1)

        assert run(world.ask("/no/1/")).body == b"new sections"

    def test_while_the_database_is_away_it_is_still_said(self, world: World) -> None:
        run(world.ask("/no/1/"))
        world.draughtsman.answers[DRAWN_AT] = page(status=503, body=b"away")
        world.turn(60, looking=False)

        answer = run(world.ask("/no/2/"))

        assert (answer.status, answer.body) == (404, NOTHING)

    def test_nobody_can_ask_for_the_page_itself(self, world: World) -> None:
        run(world.ask("/no/1/"))

        assert world.store.get((HOST, NOWHERE, "")) is not None
        assert not NOWHERE.startswith("/")


class TestWhereAViewFoundNothing:
    def test_asking_again_costs_one_drawing_for_all(self, world: World) -> None:
        answers = [run(world.ask("/empty/")) for _ in range(10)]

        assert {(answer.status, answer.body) for answer in answers} == {(404, NOTHING)}
        assert drawn_paths(world) == ["/empty/", DRAWN_AT]

    @pytest.mark.parametrize("key", ["newsroom", "thread:7", "count:article:7"])
    def test_what_appears_is_shown_at_once_whatever_changed(self, world: World, key: str) -> None:
        run(world.ask("/empty/"))
        world.draughtsman.answers["/empty/"] = page(body=b"published")

        world.pages.hear(News((key,)))

        assert run(world.ask("/empty/")).body == b"published"

    def test_what_may_have_been_missed_counts_as_a_change(self, world: World) -> None:
        run(world.ask("/empty/"))
        world.draughtsman.answers["/empty/"] = page(body=b"published")

        world.pages.hear(News((), missed=True))

        assert run(world.ask("/empty/")).body == b"published"

    def test_unless_the_changes_were_read_just_now_it_is_looked_at_again(self, world: World) -> None:
        run(world.ask("/empty/"))
        world.draughtsman.answers["/empty/"] = page(body=b"published")

        world.turn(TRUSTED_SECONDS + 0.01, looking=False)

        assert run(world.ask("/empty/")).body == b"published"

    def test_a_change_of_anything_while_it_was_looked_for_keeps_it_from_being_remembered(self, world: World) -> None:
        world.draughtsman.during = lambda: world.pages.hear(News(("thread:99",)))
        assert run(world.ask("/empty/")).status == 404
        world.draughtsman.during = lambda: None
        world.draughtsman.answers["/empty/"] = page(body=b"published")

        assert run(world.ask("/empty/")).body == b"published"

    def test_before_the_changes_were_ever_read_nothing_is_remembered(self, world: World) -> None:
        world.feed.looked_at = 0.0

        for _ in range(2):
            run(world.ask("/empty/"))

        assert drawn_paths(world) == ["/empty/", "/empty/"]

    def test_an_absence_ends_by_itself(self, world: World) -> None:
        run(world.ask("/empty/"))
        world.draughtsman.answers["/empty/"] = page(body=b"published")

        world.turn(KEPT_SECONDS)

        assert run(world.ask("/empty/")).body == b"published"

    def test_those_who_wait_for_nothing_wait_together(self, world: World) -> None:
        async def crowd():
            world.draughtsman.gate = asyncio.Event()
            readers = [asyncio.create_task(world.ask("/empty/")) for _ in range(50)]
            await asyncio.sleep(0)
            world.draughtsman.gate.set()
            return await asyncio.gather(*readers)

        answers = run(crowd())

        assert {answer.status for answer in answers} == {404}
        assert drawn_paths(world) == ["/empty/"]


class TestMemory:
    def test_addresses_are_bounded_and_the_first_goes_first(self) -> None:
        absences = Absences()

        for number in range(100_000):
            absences.add((HOST, f"/section/{number}/", ""), now=1.0)

        assert len(absences) == MOST
        assert absences.knows((HOST, "/section/99999/", ""), now=1.0, looked_at=1.0)
        assert not absences.knows((HOST, "/section/0/", ""), now=1.0, looked_at=1.0)

    def test_long_addresses_count_for_more(self) -> None:
        absences = Absences()

        for number in range(MOST):
            absences.add((HOST, f"/section/{number:05}{'x' * (MAX_PATH_BYTES - 20)}/", ""), now=1.0)

        assert absences.characters <= MOST_CHARACTERS
        assert len(absences) < MOST

    def test_an_address_counts_once_and_nothing_is_left_of_it_after_a_change(self) -> None:
        absences = Absences()
        for _ in range(2):
            absences.add((HOST, "/empty/", ""), now=1.0)
        assert absences.characters == len(HOST) + len("/empty/")

        absences.forget()

        assert (len(absences), absences.characters) == (0, 0)


@pytest.mark.parametrize(
    "path",
    ["/nowhere/", "/wp-login.php", "/20260/", "/section/", "/talk/", "/x", "/a/b/", "/سلمى/", DRAWN_AT, "/favicon.ico"],
)
def test_an_address_of_no_view_leads_nowhere(path: str) -> None:
    assert leads_nowhere(path)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/section/local/",
        "/section/local",
        "/2026/1/2/a",
        "/talk/abc/",
        "/about/rules",
        "/desk/",
        "/login",
        "/editor/anything/at/all/",
        "/static/wagtailadmin/css/core.css",
    ],
)
def test_an_address_that_somebody_answers_does_not(path: str) -> None:
    assert not leads_nowhere(path)
