"""What a request brings is read within its limits, and a large file never into memory."""

import asyncio
import errno
import os
import tempfile

import pytest

from hiwar.delivery import bodies
from hiwar.delivery.bodies import FILES_AT_ONCE, Bodies
from hiwar.delivery.requests import Refused, Request

VIDEO = 300_000


class Line:
    """A body that arrives in pieces, waits for ever behind them if told so, or breaks off."""

    def __init__(self, pieces, *, then=None):
        self.pieces = list(pieces)
        self.then = then
        self.read = 0

    async def __call__(self):
        return b"".join([piece async for piece in self])

    async def __aiter__(self):
        for piece in self.pieces:
            self.read += len(piece)
            yield piece
        if self.then is not None:
            await self.then()


def video(size=VIDEO):
    return Request("POST", "hiwar.example", "/editor/videos/add/", "", {"content-length": str(size)})


async def yes():
    return True


async def no():
    return False


async def for_ever():
    await asyncio.get_running_loop().create_future()


async def breaks():
    raise RuntimeError("the line broke")


def read(line, *, request=None, size=VIDEO, may_send=yes, folder=None):
    return asyncio.run(Bodies(folder).read(request or video(), line, size, may_send=may_send))


def test_a_video_lies_in_a_file_without_a_name(tmp_path):
    body = read(Line([b"a" * 100_000, b"b" * 200_000]), folder=tmp_path)

    assert body.read() == b"a" * 100_000 + b"b" * 200_000
    assert list(tmp_path.iterdir()) == []
    body.close()


def test_a_short_form_of_the_same_room_stays_in_memory():
    assert read(Line([b"csrf=1"]), size=6) == b"csrf=1"


def test_whoever_may_not_open_the_form_sends_nothing():
    line = Line([b"a" * VIDEO])

    with pytest.raises(Refused) as refused:
        read(line, may_send=no)

    assert refused.value.status == 403
    assert line.read == 0


def test_more_than_was_announced_is_not_taken(tmp_path):
    with pytest.raises(Refused) as refused:
        read(Line([b"a" * (VIDEO + 1)]), folder=tmp_path)

    assert refused.value.status == 400


@pytest.mark.parametrize(("then", "status"), [(None, 400), (breaks, 400), (for_ever, 408)])
def test_a_video_that_does_not_come_whole_is_refused(tmp_path, monkeypatch, then, status):
    in_a_file = bodies.body_limit("/editor/videos/")
    monkeypatch.setattr(bodies, "body_limit", lambda path: quick(in_a_file) if "videos" in path else BIG)
    with pytest.raises(Refused) as refused:
        read(Line([b"a" * 1000], then=then), folder=tmp_path)

    assert refused.value.status == status
    assert refused.value.close


def test_too_large_a_video_is_refused_unread():
    line = Line([b"a"])

    with pytest.raises(Refused) as refused:
        read(line, request=video(), size=300_000_000)

    assert refused.value.status == 413
    assert line.read == 0


def test_a_full_disk_is_said(tmp_path, monkeypatch):
    def full(_file, _data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(bodies, "_write", full)

    with pytest.raises(Refused) as refused:
        read(Line([b"a" * VIDEO]), folder=tmp_path)

    assert refused.value.status == 507


def test_a_folder_that_is_gone_is_said(tmp_path):
    with pytest.raises(Refused) as refused:
        read(Line([b"a" * VIDEO]), folder=tmp_path / "gone")

    assert refused.value.status == 507


def test_few_send_at_once_and_the_next_is_told_when_to_come_again(tmp_path):
    async def crowd():
        readers = Bodies(tmp_path)
        sending = [
            asyncio.create_task(readers.read(video(), Line([b"a"], then=for_ever), VIDEO, may_send=yes))
            for _ in range(FILES_AT_ONCE)
        ]
        await asyncio.sleep(0)
        try:
            with pytest.raises(Refused) as refused:
                await readers.read(video(), Line([b"a" * VIDEO]), VIDEO, may_send=yes)
        finally:
            for task in sending:
                task.cancel()
            await asyncio.gather(*sending, return_exceptions=True)
        return refused.value

    refused = asyncio.run(crowd())

    assert refused.status == 503
    assert dict(refused.headers)["retry-after"] == "30"


def test_a_write_that_takes_a_part_is_gone_on_with(tmp_path):
    class Hesitant:
        def __init__(self):
            self.taken = b""

        def write(self, view):
            self.taken += bytes(view[:7])
            return min(7, len(view))

    file = Hesitant()

    bodies._write(file, b"0123456789" * 3)

    assert file.taken == b"0123456789" * 3


BIG = bodies.body_limit("/")


def quick(limit):
    return type(limit)(limit.prefix, limit.max_bytes, 0.2, in_a_file=True)


def test_the_file_is_nowhere_the_system_cleans(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not-here"))

    body = read(Line([b"a" * VIDEO]), folder=tmp_path)

    assert os.fstat(body.fileno()).st_nlink == 0
    body.close()
