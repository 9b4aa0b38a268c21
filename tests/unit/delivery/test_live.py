"""Streams of a discussion: the whole state to everybody, changes together, and an end to everything."""

import asyncio
from collections import Counter
from dataclasses import replace

import pytest

from hiwar.delivery import live as module
from hiwar.delivery.answers import Answer
from hiwar.delivery.change_feed import News
from hiwar.delivery.live import HEARTBEAT, Asked, Live
from hiwar.delivery.open_streams import ENDED
from hiwar.delivery.requests import Refused, Request

HOST, THREAD = "hiwar.example", "abcdefghijklmnop"


class States:
    """The states of discussions, as the page store would give them; counts how often it was asked."""

    def __init__(self):
        self.version, self.status, self.asked = 1, 200, 0
        self.key = "thread:1"

    async def answer(self, request):
        self.asked += 1
        await asyncio.sleep(0)  # As drawing does, it lets others in between.
        body = b'{"version": %d}' % self.version
        return Answer(self.status, [("etag", f'"v{self.version}"')], body if self.status == 200 else b"")

    def keys_of(self, host, path):
        return frozenset({"newsroom", self.key})

    def listen(self, listener):
        self.changed = lambda *keys: listener(News(keys or (self.key,)))


class Wire:
    """A reader at the other end: what was sent to her, and whether she has left."""

    def __init__(self):
        self.sent, self.headers, self.status = [], {}, 0
        self.left = asyncio.Event()
        self.broken = False

    def response_stream(self, status, headers):
        self.status, self.headers = status, dict(headers)
        return self

    async def send_bytes(self, data):
        if self.broken:
            raise RuntimeError("closed")
        self.sent.append(data)

    async def client_disconnect(self):
        await self.left.wait()

    @property
    def messages(self):
        return [data[data.index(b"id:") :] for data in self.sent if b"id:" in data]


@pytest.fixture(autouse=True)
def haste(monkeypatch):
    """Let a second be a moment: what is tested is the order of things."""
    monkeypatch.setattr(module, "TOGETHER_SECONDS", 0.01)
    monkeypatch.setattr(module, "SETTLED_SECONDS", 0.006)
    monkeypatch.setattr(module, "GRACE_SECONDS", 0.004)


def run(story):
    """Run a story about a world of streams, but not for ever."""

    async def told():
        states = States()
        await story(World(states, Live(states, https=True)))

    asyncio.run(asyncio.wait_for(told(), 10))


class World:
    """The streams, and whoever has one open."""

    def __init__(self, states, streams):
        self.states, self.live = states, streams

    async def reader(self, *, network="a", thread=THREAD, known="", settled=True):
        wire = Wire()
        request = Request("GET", HOST, f"/talk/{thread}/live/", "", {"last-event-id": known})
        asked = replace(Live.asked_by(request), network=network)
        await self.live.begin(asked, wire)
        if settled:
            # A new topic is looked at a second time; what a test counts begins after that.
            await until(lambda: not self.live._chores)
        return wire


async def until(holds):
    """Wait for a condition, turn by turn of the loop."""
    while not holds():
        await asyncio.sleep(0.001)


def test_only_get_of_a_discussions_stream_is_one():
    def of(path, method="GET"):
        return Live.asked_by(Request(method, HOST, path, "", {}))

    assert of(f"/talk/{THREAD}/live/") == Asked(HOST, f"/talk/{THREAD}/")
    assert of("/on/blog.example/post-12/live/") == Asked(HOST, "/on/blog.example/post-12/")
    assert of("/embed/fa/on/blog.example/post-12/live/") == Asked(HOST, "/embed/fa/on/blog.example/post-12/")
    assert of(f"/talk/{THREAD}/live/", "HEAD") is None
    assert of(f"/talk/{THREAD}/state/") is None
    assert of("/talk/short/live/") is None


def test_a_reader_is_told_how_things_stand_and_then_of_each_change():
    async def story(world):
        wire = await world.reader()
        await until(lambda: wire.messages)
        world.states.version = 2
        world.states.changed()
        await until(lambda: len(wire.messages) == 2)

        assert wire.status == 200
        assert wire.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert "no-store" in wire.headers["cache-control"]
        assert "content-security-policy" in wire.headers
        assert wire.messages == [b'id: v1\ndata: {"version": 1}\n\n', b'id: v2\ndata: {"version": 2}\n\n']
        assert wire.sent[0].startswith(b"retry: ")

    run(story)


def test_a_change_that_came_while_the_first_state_was_read_is_told():
    async def story(world):
        wire = await world.reader(settled=False)
        world.states.version = 2  # Nobody says so: the news passed before the topic was there.
        await until(lambda: len(wire.messages) == 2)

        assert wire.messages[-1] == b'id: v2\ndata: {"version": 2}\n\n'

    run(story)


def test_who_has_heard_the_latest_is_not_told_again():
    async def story(world):
        wire = await world.reader(known="v1")
        world.states.version = 2
        world.states.changed()
        await until(lambda: wire.messages)

        assert wire.messages == [b'id: v2\ndata: {"version": 2}\n\n']

    run(story)


def test_many_changes_are_one_message_for_everybody():
    async def story(world):
        wires = [await world.reader() for _ in range(20)]
        await until(lambda: all(wire.messages for wire in wires))
        asked = world.states.asked
        for _ in range(50):
            world.states.version += 1
            world.states.changed()
        await until(lambda: all(len(wire.messages) == 2 for wire in wires))

        assert {wire.messages[-1] for wire in wires} == {b'id: v51\ndata: {"version": 51}\n\n'}
        assert world.states.asked == asked + 1

    run(story)


def test_after_a_while_of_silence_a_change_is_told_at_once(monkeypatch):
    async def story(world):
        wire = await world.reader()
        (topic,) = world.live._topics.values()
        topic.told_at -= 3600
        monkeypatch.setattr(module, "TOGETHER_SECONDS", 60)  # Longer than a story may take.
        world.states.version = 2
        world.states.changed()
        await until(lambda: len(wire.messages) == 2)

    run(story)


def test_a_change_soon_after_another_waits_for_its_turn(monkeypatch):
    monkeypatch.setattr(module, "TOGETHER_SECONDS", 0.2)

    async def story(world):
        wire, told_at = await world.reader(), []
        for version in (2, 3):
            world.states.version = version
            world.states.changed()
            await until(lambda: len(wire.messages) == version)  # noqa: B023 - awaited in this turn
            told_at += [topic.told_at for topic in world.live._topics.values()]

        assert told_at[1] - told_at[0] >= 0.2

    run(story)


def test_a_change_that_comes_while_an_old_state_may_still_be_shown_is_looked_at_again(monkeypatch):
    monkeypatch.setattr(module, "GRACE_SECONDS", 60)

    async def story(world):
        wire = await world.reader()
        asked = world.states.asked
        world.states.changed()
        await until(lambda: world.states.asked > asked)
        world.states.version = 2  # What was read a moment ago did not have it yet.
        await until(lambda: len(wire.messages) == 2)

    run(story)


def test_another_discussions_change_asks_for_nothing():
    async def story(world):
        wire = await world.reader()
        await until(lambda: wire.messages)
        asked = world.states.asked
        world.states.changed("thread:2", "newsroom")
        await asyncio.sleep(0.05)

        assert world.states.asked == asked

    run(story)


def test_a_change_that_changes_nothing_is_not_told():
    async def story(world):
        wire = await world.reader()
        await until(lambda: wire.messages)
        asked = world.states.asked
        world.states.changed()
        await until(lambda: world.states.asked > asked)
        await asyncio.sleep(0.02)

        assert len(wire.messages) == 1

    run(story)


def test_there_is_no_stream_of_a_discussion_that_is_not_there():
    async def story(world):
        world.states.status = 404
        with pytest.raises(Refused) as refused:
            await world.reader()

        assert refused.value.status == 404
        assert world.live.streams == 0

    run(story)


def test_the_stream_of_a_discussion_that_goes_ends():
    async def story(world):
        wire = await world.reader()
        await until(lambda: wire.messages)
        world.states.status = 404
        world.states.changed()
        await until(lambda: not world.live.streams)

        assert wire.sent[-1] == ENDED

    run(story)


def test_while_the_database_is_away_streams_stay_open():
    async def story(world):
        wire = await world.reader()
        await until(lambda: wire.messages)
        world.states.status = 503
        world.states.changed()
        await asyncio.sleep(0.05)
        world.states.status, world.states.version = 200, 2
        world.states.changed()
        await until(lambda: len(wire.messages) == 2)

        assert ENDED not in wire.sent

    run(story)


@pytest.mark.parametrize("how", ["leaves", "breaks"])
def test_a_reader_who_is_gone_is_forgotten(how):
    async def story(world):
        wire = await world.reader()
        await until(lambda: wire.messages)
        if how == "leaves":
            wire.left.set()
        else:
            wire.broken = True
            world.states.version = 2
            world.states.changed()
        await until(lambda: not world.live.streams)

        assert world.live._networks == Counter()
        assert world.live._topics == {}

    run(story)


def test_one_network_cannot_take_all_streams(monkeypatch):
    monkeypatch.setattr(module, "MOST_OF_ONE_NETWORK", 2)
    monkeypatch.setattr(module, "MOST_STREAMS", 3)

    async def story(world):
        for network in "aab":
            await world.reader(network=network)
        for network in "ac":
            with pytest.raises(Refused) as refused:
                await world.reader(network=network)
            assert refused.value.status == 503
            assert dict(refused.value.headers)["retry-after"] == "60"

    run(story)


def test_those_who_come_while_the_first_state_is_read_are_counted_too(monkeypatch):
    monkeypatch.setattr(module, "MOST_STREAMS", 1)

    async def story(world):
        begun = [world.reader(network=network, settled=False) for network in "ab"]
        first, second = await asyncio.gather(*begun, return_exceptions=True)

        assert first.status == 200
        assert second.status == 503
        assert world.live.streams == 1

    run(story)


def test_whose_leaving_nobody_noticed_is_forgotten_with_the_next_heartbeat(monkeypatch):
    monkeypatch.setattr(module, "HEARTBEAT_SECONDS", 0.01)

    async def story(world):
        wire = await world.reader()
        wire.broken = True
        await until(lambda: not world.live.streams)

    run(story)


def test_silence_is_broken_by_a_heartbeat(monkeypatch):
    monkeypatch.setattr(module, "HEARTBEAT_SECONDS", 0.01)

    async def story(world):
        wire = await world.reader()
        await until(lambda: HEARTBEAT in wire.sent)

    run(story)


def test_a_stream_has_its_time_and_says_when_it_is_over(monkeypatch):
    monkeypatch.setattr(module, "LIFE_SECONDS", 0.02)
    monkeypatch.setattr(module, "HEARTBEAT_SECONDS", 0.01)

    async def story(world):
        wire = await world.reader()
        await until(lambda: not world.live.streams)

        assert wire.sent[-1] == ENDED

    run(story)


def test_a_server_that_stops_ends_every_stream_and_begins_none():
    async def story(world):
        wires = [await world.reader() for _ in range(3)]
        world.live.close()
        await until(lambda: not world.live.streams)
        with pytest.raises(Refused):
            await world.reader()

        assert all(wire.sent[-1] == ENDED for wire in wires)

    run(story)
