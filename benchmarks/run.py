"""Measure Hiwar beside its peers: every peer is started once, then each measure goes round them in turn.

Exit codes: 0 measured; 1 a peer failed, or lost a comment it had taken; 2 the request itself was at fault. Peers that
are not installed are named with the line that installs them. How the figures are to be read stands in `README.md`.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from itertools import count as counting
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if not __package__:
    # Started as a file: our modules are found as those of the package, and `hiwar` stays the project.
    sys.path[0] = str(ROOT)

from benchmarks import hiwar, isso, nginx, wordpress, xtd  # noqa: E402 - once they can be found
from benchmarks.chart import drawn  # noqa: E402
from benchmarks.machine import load, machine  # noqa: E402
from benchmarks.peer import Peer, PeerFailed, PeerModule, Place  # noqa: E402
from benchmarks.processes import kept_to, missing, two_cores  # noqa: E402
from benchmarks.reading import CONNECTIONS, read, size  # noqa: E402
from benchmarks.report import tables, with_tables  # noqa: E402
from benchmarks.wire import get  # noqa: E402
from benchmarks.words import FIRST_NUMBER  # noqa: E402
from benchmarks.writing import seconds_until_shown, write  # noqa: E402

FOLDER = Path(__file__).resolve().parent
RESULTS, README, CHART = FOLDER / "results.json", FOLDER / "README.md", FOLDER / "results.svg"
HOME = Path.home() / ".cache" / "hiwar-benchmarks"
# Ours first: the others are compared with it, and nginx serves its pages.
PEERS: dict[str, PeerModule] = {"hiwar": hiwar, "nginx": nginx, "wordpress": wordpress, "isso": isso, "xtd": xtd}
SHOWN_EACH_ROUND = 3
# No two comments are alike, in whichever round and to whichever peer they are written.
NUMBERS: Iterator[int] = counting(FIRST_NUMBER)

Record = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for, print the tables, and write them down if wanted."""
    options = _options(arguments)
    if options.redraw:
        return _write(json.loads(RESULTS.read_text("utf-8")))
    if options.write and options.only:
        return _refuse("--write is for a comparison with everybody: leave --only out")
    if missing("wrk"):
        return _refuse("wrk is missing: apt install wrk")
    chosen, absent = _chosen(options)
    if "hiwar" in absent:
        return _refuse(absent["hiwar"])
    for reason in absent.values():
        _tell(f"not measured: {reason}")
    # Whoever ends us wants the peers ended too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        results = _measured(chosen, options)
    except PeerFailed as error:
        _tell(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    results["absent"] = {PEERS[name].NAME: reason for name, reason in absent.items()}
    _say(tables(results))
    if options.write:
        RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
        _write(results)
    return 1 if _lost(results) else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Measure Hiwar beside other comment systems on this machine.",
        epilog="Nothing is installed: peers are looked for among the programs of this machine and in --home.",
    )
    parser.add_argument("--rounds", type=_positive, default=5, help="in which each is measured once (default: 5)")
    parser.add_argument("--seconds", type=_positive, default=6, help="of one run (default: 6)")
    parser.add_argument("--only", nargs="+", choices=[*PEERS], metavar="PEER", help=f"of {', '.join(PEERS)}")
    parser.add_argument("--home", type=Path, default=HOME, help="folder of the peers' own environments (%(default)s)")
    parser.add_argument("--write", action="store_true", help=f"renew {RESULTS.name}, the README's tables, the chart")
    parser.add_argument("--redraw", action="store_true", help=f"measure nothing, draw {RESULTS.name} again")
    return parser.parse_args(arguments)


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("a whole number from 1 on")
    return int(text)


def _chosen(options: argparse.Namespace) -> tuple[list[str], dict[str, str]]:
    """Return the peers to measure, and why others are not; ours is always among the first."""
    wanted = [name for name in PEERS if options.only is None or name in options.only or name == "hiwar"]
    reasons = {name: PEERS[name].available(options.home) for name in wanted}
    return [name for name in wanted if reasons[name] is None], {name: why for name, why in reasons.items() if why}


def _measured(chosen: Sequence[str], options: argparse.Namespace) -> Record:
    servers, loads = two_cores()
    before = load()
    with TemporaryDirectory(prefix="hiwar-benchmarks-") as name, ExitStack() as started:
        folder = Path(name)
        # Some peers run as somebody else, who has to find the way to her folder.
        folder.chmod(0o755)
        peers: list[Peer] = []
        with kept_to(servers):
            for peer in chosen:
                _tell(f"starting {PEERS[peer].NAME}")
                place = _place(folder / peer, options.home.resolve(), peers)
                peers.append(started.enter_context(PEERS[peer].start(place)))
        with kept_to(loads):
            records = [_described(peer) for peer in peers]
            for number in range(1, options.rounds + 1):
                _round(number, peers, records, options)
    return {
        "measured_on": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "load": {"before": before, "after": load()},
        "rounds": options.rounds,
        "seconds": options.seconds,
        "connections": CONNECTIONS,
        "peers": records,
    }


def _place(folder: Path, home: Path, peers: Sequence[Peer]) -> Place:
    folder.mkdir(mode=0o755)
    pages = peers[0].pages if peers else {}
    finished = {count: (get(page).body, get(page, Accept_Encoding="gzip").body) for count, page in pages.items()}
    return Place(folder, home, finished)


def _described(peer: Peer) -> Record:
    return {
        "name": peer.name,
        "version": peer.version,
        "answers_with": peer.answers_with,
        "bytes": {str(count): size(page) for count, page in peer.pages.items()},
        "runs": {},
    }


def _round(number: int, peers: Sequence[Peer], records: Sequence[Record], options: argparse.Namespace) -> None:
    """Go through all measures, and in each of them from peer to peer."""
    for measure in ("read-4", "read-100", "drawn-4", "drawn-100", "write", "shown"):
        for peer, record in zip(peers, records, strict=True):
            act = _act(measure, peer, options.seconds)
            if act is None:
                continue
            found = act()
            record["runs"].setdefault(measure, []).extend(found)
            _tell(f"round {number} of {options.rounds}: {measure}, {peer.name}: {found}")


def _act(measure: str, peer: Peer, seconds: int) -> Callable[[], list[Any]] | None:
    """Return what takes a measure of a peer; None where the peer has nothing of the kind."""
    kind, _, count = measure.partition("-")
    if count:
        page = (peer.pages if kind == "read" else peer.drawn).get(int(count))
        return None if page is None else lambda: [read(peer, page, seconds=seconds).to_record()]
    if peer.discussion is None:
        return None
    if kind == "write":
        return lambda: [write(peer, NUMBERS, seconds=seconds).to_record()]
    shown = partial(seconds_until_shown, peer)
    return lambda: [round(shown(next(NUMBERS)), 4) for _ in range(SHOWN_EACH_ROUND)]


def _lost(results: Record) -> bool:
    lost = [
        f"{peer['name']} lost {run['lost']:.0f} of {run['count']:.0f} comments that it had taken"
        for peer in results["peers"]
        for run in peer["runs"].get("write", [])
        if run["lost"]
    ]
    for sentence in lost:
        _tell(sentence)
    return bool(lost)


def _write(results: Record) -> int:
    README.write_text(with_tables(README.read_text("utf-8"), tables(results)), "utf-8")
    CHART.write_text(drawn(results), "utf-8")
    _tell(f"written: {README.relative_to(ROOT)}, {CHART.relative_to(ROOT)}")
    return 0


def _refuse(why: str) -> int:
    _tell(why)
    return 2


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _tell(text: str) -> None:
    # What happens on the way is not the result.
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    raise SystemExit(main())
