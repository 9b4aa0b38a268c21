"""What happens in the drill with two nodes, run by `two_nodes.py` in the network where nginx stands.

Here belong the checks and the table. Not here: the networks (`two_nodes_networks`), the servers (`two_nodes_stage`),
the readers and writers themselves (`two_nodes_crowd`).
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from behind import begun, wait_until_ready
from front import family
from two_nodes_crowd import Crowd, post, read, watched
from two_nodes_networks import ADDRESSES, Networks
from two_nodes_stage import PORT, Stage, stage

WITHIN_MS = 100.0
COMMENTS = 30
OF_ONE_NETWORK = 16
ALLOWED_A_MINUTE = 12
PATIENCE = 30.0


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    measured: str
    wanted: str
    is_kept: bool


def check_freshness(one: Stage) -> list[Row]:
    """Post on each node in turn and look at the other's page until the comment is there."""
    old, arrived = [], []
    for number in range(COMMENTS):
        here, there = ("north", "south") if number % 2 else ("south", "north")
        text = f"وصلت العربة رقم {number} إلى محطتها في موعدها."
        read(one.address(there), one.path)
        status = post(one.address(here), one.thread, text, network=f"198.51.{number}.1")
        if status != 201:
            raise SystemExit(f"{here} answers {status} to a comment.")
        without, seen_at = watched(one.address(there), one.path, text, seconds=PATIENCE)
        statement = "SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin)) FROM discussions_comment WHERE text = %s"
        ((committed_at,),) = one.rows(statement, text)
        old.append(max(0.0, (without - float(committed_at)) * 1000))
        arrived.append((seen_at - float(committed_at)) * 1000)
    told = f"asked for {max(old):.0f} ms after the commit at the latest (median {median(old):.0f} ms)"
    came = f"median {median(arrived):.0f} ms, at most {max(arrived):.0f} ms after the commit, its drawing included"
    return [
        Row("the last page without a comment", told, f"{WITHIN_MS:.0f} ms", max(old) <= WITHIN_MS),
        Row("the first page with it arrived", came, "for information", True),
    ]


def check_limits(one: Stage) -> Row:
    """Post from one network to both nodes in turn: together they let through what one would."""
    for attempt in range(3):
        begun_in = int(time.time() // 60)
        for number in range(OF_ONE_NETWORK):
            place = ("north", "south")[number % 2]
            post(
                one.address(place),
                one.thread,
                f"حافلة {attempt} من شبكة واحدة، رقم {number}.",
                network=f"203.0.{attempt}.1",
            )
        if int(time.time() // 60) == begun_in:
            # Counts begin anew with the minute; a round that saw two minutes says nothing.
            break
    statement = "SELECT count(*) FROM discussions_comment WHERE text LIKE %s AND state = 'published'"
    ((through,),) = one.rows(statement, f"حافلة {attempt} %")
    wanted = f"{ALLOWED_A_MINUTE} a minute, as on one node"
    return Row(
        "of one network, on both nodes",
        f"{through} of {OF_ONE_NETWORK} shown at once",
        wanted,
        through == ALLOWED_A_MINUTE,
    )


def check_a_death(one: Stage, seconds: float) -> list[Row]:
    """Kill a node in the middle of a load, bring it back, and count what readers and writers saw of it."""
    north = one.nodes["north"]
    with Crowd(one.address("front"), one.path, one.thread) as crowd:
        crowd.goes_on_for(seconds / 2)
        before = crowd.answered
        for pid in family(north.process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        north.process.wait()
        crowd.goes_on_for(seconds / 2)
        after = crowd.answered - before
        again = begun(
            north.data,
            "serve",
            "--host",
            ADDRESSES["north"],
            "--port",
            str(PORT),
            before=tuple(one.named.within("north")),
        )
        one.nodes["north"] = again
        wait_until_ready(again)
        is_used = crowd.goes_on_until(lambda: connections(one, "north") > 0, seconds=PATIENCE)
    again.end()
    stored = {text for (text,) in one.rows("SELECT text FROM discussions_comment WHERE text LIKE %s", "من القارئ %")}
    lost = crowd.acknowledged - stored
    doubled = "SELECT text FROM discussions_comment WHERE text LIKE %s GROUP BY text HAVING count(*) > 1"
    double = len(one.rows(doubled, "من القارئ %"))
    gets = f"{len(crowd.failed)} of {before + after:,} failed {sorted(crowd.failed.items())[:3] or ''}"
    told = (
        f"{len(crowd.acknowledged)} acknowledged, {len(lost)} lost, {double} twice, {crowd.refused} told to try again"
    )
    return [
        Row("GET while a node is killed", gets, "none fails", not crowd.failed and after > 0),
        Row("comments while a node is killed", told, "none lost, none twice", not lost and not double),
        Row("the node that came back", "used again" if is_used else "not used", "used again", is_used),
    ]


def connections(one: Stage, place: str) -> int:
    """Return how many connections from nginx a node holds at this moment."""
    table = subprocess.run([*one.named.within(place), "cat", "/proc/net/tcp"], capture_output=True, text=True).stdout
    port = f":{PORT:04X}"
    fields = [line.split() for line in table.splitlines()[1:]]
    return sum(1 for field in fields if field[1].endswith(port) and field[3] == "01")


def main(options: argparse.Namespace) -> int:
    """Run every check, print the table, and return the exit code."""
    with tempfile.TemporaryDirectory(prefix="hiwar-two-nodes-") as name:
        folder = Path(name)
        # PostgreSQL runs as another user and reads its list of networks here.
        folder.chmod(0o755)
        with stage(Networks(options.prefix), folder) as one:
            rows = [*check_freshness(one), check_limits(one), *check_a_death(one, options.seconds)]
    for row in rows:
        print(f"{'kept  ' if row.is_kept else 'BROKEN'}  {row.what:36} {row.measured}  (wanted: {row.wanted})")
    print(f"{os.cpu_count()} cores, load {'/'.join(f'{value:.1f}' for value in os.getloadavg())}")
    return 0 if all(row.is_kept for row in rows) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("prefix", help="of the networks, which are there already")
    parser.add_argument("--seconds", type=float, default=20)
    raise SystemExit(main(parser.parse_args()))
