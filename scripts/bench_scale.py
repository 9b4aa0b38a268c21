"""Measure how pages cost in a small newsroom and in a large one: the same, or something grows with the data.

    make bench-scale                                             SQLite and PostgreSQL, minutes each
    make bench-scale ARGS="--sqlite --plans"                     one database, with every plan
    make bench-scale ARGS="--articles 1000000 --comments 10000000"

Fills temporary newsrooms, draws every kind of page uncached, posts comments, and prints small beside large. CPU is the
drawing process's own, first with nothing kept between two draws, then («served») with what a server keeps until it
hears of a change; what the databases did is counted in rows read (PostgreSQL) or steps (SQLite), not in time. Both
newsrooms have a discussion of 10,000 comments. Ends with 1 if a plan grows.
"""

import argparse
import json
import os
import subprocess
import sys
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any

from serving import environment, temporary_folder

SMALL = (1_000, 10_000)
LARGE = (100_000, 1_000_000)
WORK = {"sqlite": "steps", "postgresql": "rows"}


def main(arguments: list[str]) -> int:
    """Measure each database, print its table, return the exit code."""
    options = _options(arguments)
    chosen = [name for name in WORK if getattr(options, name)] or list(WORK)
    growing = 0
    for vendor in chosen:
        small, large = measured_on(vendor, [tuple(options.small), (options.articles, options.comments)], options.draws)
        print(f"\n{vendor}: {_sizes(options.small)}, then {_sizes((options.articles, options.comments))}")
        growing += table(small, large, WORK[vendor], plans=options.plans)
    print(f"load {'/'.join(f'{value:.1f}' for value in os.getloadavg())}, {os.cpu_count()} cores, "
          f"Python {sys.version.split()[0]}; {options.draws} draws a page")  # fmt: skip
    return 1 if growing else 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__.partition("\n\n")[0], formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=LARGE[0], help="of the large newsroom (default: %(default)s)")
    parser.add_argument("--comments", type=int, default=LARGE[1], help="of the large newsroom (default: %(default)s)")
    parser.add_argument("--small", type=int, nargs=2, default=SMALL, metavar=("ARTICLES", "COMMENTS"))
    parser.add_argument("--draws", type=int, default=30, help="of each page (default: %(default)s)")
    parser.add_argument("--plans", action="store_true", help="print the plan of every statement")
    for vendor in WORK:
        parser.add_argument(f"--{vendor}", action="store_true", help=f"measure {vendor} (default: both)")
    return parser.parse_args(arguments)


def _sizes(size: Any) -> str:
    return "{:,} articles and {:,} comments".format(*size)


def measured_on(vendor: str, sizes: list[tuple[int, int]], draws: int) -> list[list[dict[str, Any]]]:
    """Return the figures of a newsroom of each size, every one in a process and a database of its own."""
    found = []
    with _server() if vendor == "postgresql" else nullcontext("") as server, temporary_folder() as folder:
        for place, (articles, comments) in enumerate(sizes):
            address = _database(server, f"scale{place}") if server else ""
            data, answer = folder / f"data{place}", folder / f"figures{place}.json"
            words = [str(articles), str(comments), str(draws), str(answer)]
            subprocess.run(
                [sys.executable, __file__, "--inside", *words],
                env=environment(data) | ({"HIWAR_DATABASE": address} if address else {}),
                check=True,
            )
            found.append(json.loads(answer.read_text("utf-8")))
    return found


@contextmanager
def _server():
    from postgres import DURABLE, mortal_server

    with mortal_server((*DURABLE, "fsync=off", "max_wal_size=4GB")) as server:
        yield server.address


def _database(server: str, name: str) -> str:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{server.rpartition('/')[0]}/{name}"


def inside(articles: int, comments: int, draws: int, answer: Path) -> None:
    """Fill the newsroom of this process and write its figures."""
    from hiwar.config import environment as environments
    from hiwar.config.preparation import prepare, set_up

    data = environments.data_folder()
    environments.write(data, origin="http://127.0.0.1:8000", language="ar")
    set_up(data)
    from scale_newsroom import Size, fill
    from scale_pages import measured

    prepare(environments.load(data))
    print(f"Filling {_sizes((articles, comments))} …", file=sys.stderr, flush=True)
    fill(Size(articles, comments))
    answer.write_text(json.dumps([asdict(figures) for figures in measured(draws)]), "utf-8")


def table(small: list[dict[str, Any]], large: list[dict[str, Any]], work: str, *, plans: bool) -> int:
    """Print one line a page, small before large, and every complaint; return how many pages have one."""
    print(f"  {'':<32} queries      CPU ms          ratio  served ms       slowest ms      {work}")
    growing = 0
    for before, after in zip(small, large, strict=True):
        ratio = after["cpu_ms"] / before["cpu_ms"] if before["cpu_ms"] else 1.0
        columns = (
            f"{before['queries']:>3} {after['queries']:>3}",
            f"{before['cpu_ms']:>6.1f} {after['cpu_ms']:>7.1f} {ratio:>7.2f}",
            f"{before['served_ms']:>6.1f} {after['served_ms']:>7.1f}",
            f"{before['slowest_ms']:>6.1f} {after['slowest_ms']:>7.1f}",
            f"{before['work']:>8,} {after['work']:>9,}",
        )
        print(f"  {after['name']:<32}", "   ".join(columns))
        for complaint in after["complaints"]:
            print(f"      grows: {complaint}")
        growing += bool(after["complaints"])
        for sql, lines in after["plans"] if plans else ():
            print("\n".join([f"      {sql}", *(f"        {line}" for line in lines)]))
    return growing


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(*map(int, sys.argv[2:5]), Path(sys.argv[5]))
    else:
        sys.exit(main(sys.argv[1:]))
