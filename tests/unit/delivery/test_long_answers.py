"""What is made piece by piece is set down in a file, and costs no more memory the longer it is."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import repeat
from pathlib import Path

import pytest

from hiwar.accounts.models import User
from hiwar.delivery.bridge import Bridge, SiteFacts, call
from hiwar.delivery.long_answers import IN_MEMORY, path_of, set_down
from hiwar.delivery.requests import Request
from hiwar.moderation.log_tables import as_json_lines
from hiwar.moderation.models import Decision

ROWS = 100_000
GET = {"REQUEST_METHOD": "GET"}
# A row of the log is some two hundred bytes: gathered, so many would be twenty megabytes.
ENOUGH = 7 * 1024 * 1024


class Table:
    """A body made piece by piece, as Django says of one."""

    streaming = True

    def __init__(self, pieces):
        self.pieces = pieces
        self.closed = False

    def __iter__(self):
        return iter(self.pieces)

    def close(self):
        self.closed = True


def application_with(table, *headers):
    """Return an application that answers with this table."""

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/csv"), *headers])
        return table

    return application


def peak():
    """Return the most memory this process held since its peak was forgotten."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def peak_from_now_on():
    """Have the kernel forget the peak; return what is held now."""
    Path("/proc/self/clear_refs").write_text("5")
    return peak()


def test_what_is_short_stays_in_memory(tmp_path):
    assert set_down(iter([b"one ", b"two"]), folder=tmp_path / "nowhere") == b"one two"


def test_what_is_long_is_a_file_without_a_name_and_gone_with_it(tmp_path):
    pieces = [b"%07d\n" % number for number in range(IN_MEMORY // 4)]

    file = set_down(iter(pieces), folder=tmp_path)

    path = Path(path_of(file))
    assert path.read_bytes() == b"".join(pieces)
    assert list(tmp_path.iterdir()) == []
    file.close()
    assert not path.exists()


def test_what_breaks_off_leaves_nothing_behind(tmp_path):
    def pieces():
        yield b"x" * (IN_MEMORY + 1)
        raise ValueError("away")

    with pytest.raises(ValueError, match="away"):
        set_down(pieces(), folder=tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_table_of_a_hundred_thousand_decisions_costs_no_memory_to_speak_of(tmp_path):
    yusuf = User(username="yusuf", display_name="يوسف")
    at = datetime(2014, 1, 19, 10, tzinfo=UTC)
    decision = Decision(comment_id="c" * 16, by=yusuf, action="reject", note="ملاحظة", at=at, digest="a" * 64)
    table = Table(as_json_lines(repeat(decision, ROWS)))
    bridge = Bridge(application_with(table), SiteFacts("https://hiwar.example", folder=tmp_path))

    before = peak_from_now_on()
    answer = bridge.answer(Request("POST", "hiwar.example", "/desk/log/export/", "", {}), b"", tokens=("", ""))
    grown = peak() - before

    assert answer.status == 200
    assert answer.file_size > 2 * ENOUGH
    assert grown < ENOUGH
    assert table.closed
    with Path(answer.file).open("rb") as file:
        assert sum(1 for _ in file) == ROWS
    answer.held.close()


def test_what_everybody_may_read_is_gathered_as_ever():
    table = Table([b"x" * (2 * IN_MEMORY)])

    answer = call(application_with(table, ("Cache-Control", "public, max-age=60")), GET)

    assert (len(answer.body), answer.file) == (2 * IN_MEMORY, None)


def test_a_long_answer_that_breaks_off_is_a_fault_and_never_half_a_table(tmp_path):
    def pieces():
        yield b"x" * (IN_MEMORY + 1)
        raise ValueError("the secret of Layla")

    table = Table(pieces())
    bridge = Bridge(application_with(table), SiteFacts("https://hiwar.example", folder=tmp_path))

    answer = bridge.answer(Request("GET", "hiwar.example", "/desk/log/", "", {}), b"", tokens=("", ""))

    assert (answer.status, answer.file) == (500, None)
    assert table.closed
    assert list(tmp_path.iterdir()) == []
