"""Writing to everybody who has a discussion open, and letting go of those who have not any more."""

import asyncio
import gc
import weakref
from dataclasses import dataclass, field

from hiwar.delivery import open_streams as module
from hiwar.delivery.live import Asked, Live
from hiwar.delivery.open_streams import ENDED, Stream, Topic, write_to_all
from tests.unit.delivery.test_live import HOST, THREAD, States, until


@dataclass(eq=False)
class Sending:
    """The sending side of a connection; `then` happens when it is first written to."""

    sent: list[bytes] = field(default_factory=list)
    is_closed: bool = False
    then: object = None

    async def send_bytes(self, data):
        if self.is_closed:
            raise RuntimeError("closed")
        self.sent.append(data)
        if self.then is not None:
            self.then()


class Leaving:
    """The server's own word of a reader's leaving: it keeps whom to tell for as long as it lives."""

    _asyncio_future_blocking = False

    def add_done_callback(self, callback):
        self.callback = callback

    def get_loop(self):
        return asyncio.get_running_loop()

    def cancel(self):
        self.get_loop().call_soon(self.callback, self)


class Wire:
    """A request whose two sides the server keeps apart."""

    def __init__(self, sending):
        self.sending = sending

    def response_stream(self, status, headers):
        return self.sending

    def client_disconnect(self):
        return Leaving()


def readers(topic, *sendings):
    """Give a topic these readers, and return them in the order in which they are written to."""
    topic.streams.update(Stream(topic, sending, None, "", 0.0, "") for sending in sendings)
    return [stream.transport for stream in tuple(topic.streams)]


def tell(topic, word=Stream.news):
    """Write to everybody, and return those who had to leave."""
    left = []
    asyncio.run(write_to_all(topic, word, leave=lambda stream: left.append(stream.transport)))
    return left


def test_everybody_hears_of_a_state_once():
    topic = Topic(HOST, "/", message=b"one", version="1")
    heard = readers(topic, Sending(), Sending())

    tell(topic)
    tell(topic)

    assert [one.sent for one in heard] == [[b"one"], [b"one"]]


def test_a_closed_connection_leaves_and_takes_nobody_with_it():
    topic = Topic(HOST, "/", message=b"one", version="1")
    first, second, third = readers(topic, Sending(), Sending(), Sending())
    second.is_closed = True

    left = tell(topic)

    assert left == [second]
    assert [first.sent, third.sent] == [[b"one"], [b"one"]]


def test_whoever_has_heard_the_last_word_leaves():
    topic = Topic(HOST, "/")
    heard = readers(topic, Sending(), Sending())

    left = tell(topic, lambda _: ENDED)

    assert left == heard


def test_who_left_while_others_were_written_to_is_not_written_to():
    topic = Topic(HOST, "/", message=b"one", version="1")
    first, second = readers(topic, Sending(), Sending())
    first.then = topic.streams.clear

    tell(topic)

    assert second.sent == []


def test_a_state_that_came_meanwhile_is_what_the_rest_hear():
    topic = Topic(HOST, "/", message=b"one", version="1")
    first, second = readers(topic, Sending(), Sending())

    def changes():
        topic.message, topic.version = b"two", "2"

    first.then = changes
    tell(topic)

    assert (first.sent, second.sent) == ([b"one"], [b"two"])


def test_others_have_their_turn_while_thousands_are_written_to(monkeypatch):
    monkeypatch.setattr(module, "IN_ONE_TURN", 2)
    topic = Topic(HOST, "/", message=b"one", version="1")
    heard = readers(topic, *(Sending() for _ in range(6)))
    seen = []

    async def another():
        while not heard[-1].sent:
            seen.append(sum(len(one.sent) for one in heard))
            await asyncio.sleep(0)

    async def both():
        await asyncio.gather(write_to_all(topic, Stream.news, leave=lambda _: None), another())

    asyncio.run(both())

    assert seen == [2, 4]


def test_of_a_stream_that_is_over_nothing_is_kept(monkeypatch):
    monkeypatch.setattr("hiwar.delivery.live.HEARTBEAT_SECONDS", 0.01)

    async def story():
        sending = Sending()
        await Live(States(), https=True).begin(Asked(HOST, THREAD), Wire(sending))
        kept = weakref.ref(sending)
        sending.is_closed = True
        del sending
        await until(lambda: kept() is None)

    # The server's objects are invisible to the collector: what only it could free would stay for good.
    gc.disable()
    try:
        asyncio.run(asyncio.wait_for(story(), 10))
    finally:
        gc.enable()
