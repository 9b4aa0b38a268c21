"""The comparison with other systems: its figures are read, compared, tabulated and drawn as they were measured."""

from __future__ import annotations

import asyncio
import doctest
import json
import os
import re
import sys
import time
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest

from benchmarks import chart, processes, reading, report, run, wire, words
from benchmarks.peer import PeerFailed

SVG = "{http://www.w3.org/2000/svg}"
RESULTS = Path(__file__).resolve().parents[2] / "cases" / "benchmarks" / "results.json"
SAID = """Running 2s test @ http://127.0.0.1:8000/
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     2.31ms  512.00us  21.50ms   95.10%
    Req/Sec     6.98k     1.02k    8.90k    70.00%
  Latency Distribution
     50%  950.00us
     75%    2.60ms
     90%    3.90ms
     99%    1.20s
  13914 requests in 2.00s, 78.92MB read
Requests/sec:   6953.12
Transfer/sec:     39.44MB
"""


@pytest.fixture
def results() -> dict[str, Any]:
    return json.loads(RESULTS.read_text("utf-8"))


def cells(markdown: str, heading: str, peer: str) -> list[str]:
    """The cells of a peer's row in the table under a heading."""
    section = markdown.partition(f"### {heading}")[2].partition("###")[0]
    row = next(line for line in section.splitlines() if line.startswith(f"| {peer} |"))
    return [cell.strip() for cell in row.strip("|").split("|")]


def answer_to(*parts: bytes) -> wire.Answer:
    async def read() -> wire.Answer:
        reader = asyncio.StreamReader()
        reader.feed_data(b"".join(parts))
        reader.feed_eof()
        return await wire.read_answer(reader)

    return asyncio.run(read())


def test_the_report_of_wrk_becomes_numbers_of_one_unit() -> None:
    told = reading.parsed(SAID)

    assert (told.per_second, told.count, told.failed) == (6953.12, 13914, 0)
    assert (told.p50_ms, told.p99_ms) == (pytest.approx(0.95), pytest.approx(1200))


def test_answers_that_were_no_pages_count_as_failed() -> None:
    errors = "  Socket errors: connect 1, read 2, write 0, timeout 4\n  Non-2xx or 3xx responses: 10\n"

    told = reading.parsed(SAID.replace("Requests/sec", f"{errors}Requests/sec"))

    assert told.failed == 17


def test_an_answer_in_chunks_is_put_together() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

    answer = answer_to(head, b"3\r\nabc\r\n", b"2;note=x\r\nde\r\n", b"0\r\nTrailer: x\r\n\r\n")

    assert (answer.status, answer.body) == (200, b"abcde")


def test_an_answer_without_a_length_ends_with_its_connection() -> None:
    answer = answer_to(b"HTTP/1.1 302 Found\r\nLocation: /a#comment-1\r\n\r\n", b"moved")

    assert answer.body == b"moved"
    assert answer.headers == {"location": "/a#comment-1", "connection": "close"}


def test_an_answer_that_breaks_off_is_no_answer() -> None:
    with pytest.raises(EOFError):
        answer_to(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", b"half")


def test_every_comment_is_another_text_and_is_found_by_its_number() -> None:
    numbers = range(1, 5000)

    written = [words.text(number) for number in numbers]

    assert len(set(written)) == len(written)
    assert [words.number_in(text) for text in written] == list(numbers)
    assert words.number_in("كلام آخر (لا رقم)") is None


def test_half_of_the_comments_answer_an_earlier_one() -> None:
    made = words.comments(100)

    replies = [comment for comment in made if comment.answers is not None]

    assert len(replies) == 50
    assert all(comment.answers < comment.number for comment in replies)
    assert max(comment.number for comment in made) < words.FIRST_NUMBER


def test_processor_time_that_a_process_uses_is_counted() -> None:
    before, until = processes.cpu_seconds([os.getpid()]), time.process_time() + 0.1

    while time.process_time() < until:
        sum(range(1000))

    assert processes.cpu_seconds([os.getpid()]) - before > 0.05
    assert processes.cpu_seconds([]) == 0


def test_a_server_that_ends_before_it_is_ready_is_named_with_what_it_said(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('the port is taken')"]

    with (
        pytest.raises(PeerFailed, match="the port is taken"),
        processes.running(command, log=tmp_path / "log", ready=lambda: False),
    ):
        raise AssertionError("it was never ready")


def test_tables_show_medians_and_their_ratios_to_ours_and_to_the_limit(results: dict[str, Any]) -> None:
    row = cells(report.tables(results), "Reading an article with 100 comments", "Slow")

    assert row == [
        "Slow",
        "5.00 (2.50–7.50)",
        "0.00017",
        "0.000083",
        "200",
        "6,700",
        "13,000",
        "3,000",
        "3,500",
        "80,000",
    ]


def test_who_keeps_no_pages_is_compared_by_what_reading_costs(results: dict[str, Any]) -> None:
    shown = report.tables(results)

    heading = "The same page drawn anew"
    assert cells(shown, heading, "Hiwar")[1:4] == ["200 (100–300)", "5.00", "1.0"]
    assert cells(shown, heading, "Slow")[4:7] == ["5.00 (2.50–7.50)", "200", "20"]
    with pytest.raises(StopIteration):
        cells(shown, heading, "nginx, files")


def test_a_lost_comment_is_counted_where_everybody_reads_it(results: dict[str, Any]) -> None:
    row = cells(report.tables(results), "Writing", "Slow")

    assert row[7:] == ["900", "3", "1,000 (at most 2,000)"]
    assert run._lost(results)


def test_who_was_not_measured_is_named(results: dict[str, Any]) -> None:
    assert "WordPress was not measured" in report.tables(results)


def test_a_page_gets_new_figures_and_keeps_the_rest() -> None:
    page = f"before\n{report.OPENS}\nold\n{report.CLOSES}\nafter"

    assert report.with_tables(page, "new") == f"before\n{report.OPENS}\nnew\n{report.CLOSES}\nafter"


def test_the_picture_says_in_words_what_its_dots_show(results: dict[str, Any]) -> None:
    tree = ElementTree.fromstring(chart.drawn(results))  # noqa: S314 - our own

    title = tree.findtext(f"{SVG}title")

    assert title == (
        "Article with 100 comments: answers a second: nginx, files 60,000; Hiwar 30,000; Hiwar, drawn anew 100; "
        "Slow 5.00. Comments published a second: Hiwar 500; Slow 50.0."
    )
    assert len(tree.findall(f"{SVG}circle")) == 6


def test_ten_times_as_fast_is_equally_far_to_the_right_everywhere(results: dict[str, Any]) -> None:
    powers = (0, 5)

    places = [chart._x(10.0**power, powers) for power in range(6)]

    steps = {round(right - left) for left, right in pairwise(places)}
    assert len(steps) == 1
    assert places[0] == chart.LEFT
    assert places[-1] == chart.WIDTH - chart.RIGHT


def test_the_tables_and_the_picture_of_the_project_show_its_results() -> None:
    kept = json.loads(run.RESULTS.read_text("utf-8"))
    page = run.README.read_text("utf-8")

    assert report.with_tables(page, report.tables(kept)) == page
    assert run.CHART.read_text("utf-8") == chart.drawn(kept)


def test_no_figure_stands_outside_of_what_the_script_wrote() -> None:
    page = run.README.read_text("utf-8")
    told = page.partition("## What to think of")[2].partition(report.OPENS)[0]

    assert re.findall(r"\d[\d.,]*\s*(?:ms|/s|%|times)", told) == []


def test_peers_that_are_absent_are_named_with_the_line_that_installs_them(tmp_path: Path) -> None:
    reasons = [run.PEERS[name].available(tmp_path) for name in ("isso", "xtd")]

    assert all(reason and f"{tmp_path}/" in reason and "pip install" in reason for reason in reasons)


@pytest.mark.parametrize("arguments", [["--rounds", "0"], ["--only", "nobody"], ["--seconds", "soon"]])
def test_a_request_at_fault_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run.main(arguments)

    assert ended.value.code == 2
    assert "error" in capsys.readouterr().err


def test_a_comparison_with_some_peers_alone_is_not_written_down(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--write", "--only", "isso"]) == 2
    assert "--only" in capsys.readouterr().err


@pytest.mark.parametrize("module", [reading, report, words])
def test_the_examples_of_the_benchmark_hold(module: ModuleType) -> None:
    found = doctest.testmod(module)

    assert found.attempted
    assert not found.failed
