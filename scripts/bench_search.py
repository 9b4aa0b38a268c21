"""Measure how long a search waits among many articles, on SQLite and on PostgreSQL.

    make bench-search                                   100,000 articles, both databases
    make bench-search ARGS="--sqlite --articles 10000"

Fills a temporary newsroom with articles of words that nobody wrote, has the index take them in, and asks what readers
ask: rare and common words, several at once, phrases, sections, days, slips of the finger, later pages. A search is
timed whole, from the question to the marked snippets. Ends with 1 if the 95th percentile is above the budget.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from bench_scale import _database, _server
from serving import environment, temporary_folder

VENDORS = ("sqlite", "postgresql")
BUDGET_MS = 50.0
WORDS_IN_A_TEXT = 150
WORDS_IN_A_HEADLINE = 7
ROUNDS = 40


def main(arguments: list[str]) -> int:
    """Measure each database, print its table, return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__.partition("\n\n")[0], formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=100_000, help="default: %(default)s")
    for vendor in VENDORS:
        parser.add_argument(f"--{vendor}", action="store_true", help=f"measure {vendor} (default: both)")
    options = parser.parse_args(arguments)
    chosen = [name for name in VENDORS if getattr(options, name)] or list(VENDORS)
    print(f"{options.articles:,} articles of {WORDS_IN_A_TEXT} words; milliseconds a search", flush=True)
    slowest = max([_table(vendor, measured_on(vendor, options.articles)) for vendor in chosen])
    print(f"load {'/'.join(f'{value:.1f}' for value in os.getloadavg())}, {os.cpu_count()} cores, "
          f"Python {sys.version.split()[0]}; budget {BUDGET_MS:.0f} ms")  # fmt: skip
    return 1 if slowest > BUDGET_MS else 0


def measured_on(vendor: str, articles: int) -> dict[str, Any]:
    """Return the figures of one database, from a process and a database of their own."""
    with _server() if vendor == "postgresql" else nullcontext("") as server, temporary_folder() as folder:
        address = _database(server, "search") if server else ""
        answer = folder / "figures.json"
        subprocess.run(
            [sys.executable, __file__, "--inside", str(articles), str(answer)],
            env=environment(folder / "data") | ({"HIWAR_DATABASE": address} if address else {}),
            check=True,
        )
        return json.loads(answer.read_text("utf-8"))


def _table(vendor: str, figures: dict[str, Any]) -> float:
    """Print what was measured on a database and return the 95th percentile of all searches."""
    print(f"\n{vendor}: taken in within {figures['seconds']:.0f} s ({figures['megabytes']:.0f} MB in all)")
    print(f"  {'':<28} {'median':>8} {'p95':>8} {'found':>6}")
    everything: list[float] = []
    for name, row in figures["asked"].items():
        everything += row["ms"]
        print(f"  {name:<28} {statistics.median(row['ms']):>8.1f} {_p95(row['ms']):>8.1f} {row['found']:>6.1f}")
    print(f"  {'all':<28} {statistics.median(everything):>8.1f} {_p95(everything):>8.1f}", flush=True)
    return _p95(everything)


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def inside(articles: int, answer: Path) -> None:
    """Fill the newsroom of this process, ask it, and write the figures."""
    from hiwar.config import environment as environments
    from hiwar.config.preparation import prepare, set_up

    data = environments.data_folder()
    environments.write(data, origin="http://127.0.0.1:8000", language="ar")
    set_up(data)
    from scale_newsroom import Size, fill

    prepare(environments.load(data))
    fill(Size(articles, 0, long=100))
    words = Words(Random(11))  # noqa: S311 - a benchmark's dice
    _write_texts(words)
    seconds = _take_in()
    figures = {"seconds": seconds, "megabytes": _megabytes(data), "asked": _asked(words)}
    answer.write_text(json.dumps(figures), "utf-8")


class Words:
    """Words made of roots and patterns, some common and most rare, as in every language (Zipf)."""

    PATTERNS = ("{0}{1}{2}", "{0}ا{1}{2}", "م{0}{1}و{2}", "{0}{1}ي{2}", "{0}{1}ا{2}", "ت{0}{1}ي{2}", "ا{0}ت{1}ا{2}")
    ENDINGS = ("", "", "", "ة", "ات", "ين", "ي", "ية", "هم")
    FRONTS = ("", "", "", "ال", "ال", "وال", "بال", "و", "لل")

    def __init__(self, draw: Random) -> None:
        letters = "بتثجحخدذرزسشصضطظعغفقكلمنه"
        roots = {"".join(draw.sample(letters, 3)) for _ in range(4000)}
        self.draw = draw
        self.stems = [pattern.format(*root) for root in sorted(roots) for pattern in self.PATTERNS]
        draw.shuffle(self.stems)
        self.weights = list(accumulate(1 / (place + 12) for place in range(len(self.stems))))

    def text(self, length: int) -> str:
        """Return a text of so many words."""
        stems = self.draw.choices(self.stems, cum_weights=self.weights, k=length)
        return " ".join(f"{self.draw.choice(self.FRONTS)}{stem}{self.draw.choice(self.ENDINGS)}" for stem in stems)


def _write_texts(words: Words) -> None:
    from django.db import connection, transaction

    from hiwar.newsroom.models import ArticlePage
    from hiwar.search.models import Due, Entry

    keys = list(ArticlePage.objects.order_by("pk").values_list("pk", flat=True))
    with transaction.atomic(), connection.cursor() as cursor:
        for some in _in_parts(keys, 5000):
            texts = [(words.text(WORDS_IN_A_HEADLINE), words.text(WORDS_IN_A_TEXT), key) for key in some]
            cursor.executemany(
                "UPDATE newsroom_articlepage SET standfirst = '', rendered_body = %s WHERE page_ptr_id = %s",
                [(f"<p>{body}</p>", key) for _title, body, key in texts],
            )
            cursor.executemany(
                "UPDATE wagtailcore_page SET title = %s WHERE id = %s", [(title, key) for title, _body, key in texts]
            )
    Due.objects.all().delete()
    Entry.objects.all().delete()


def _take_in() -> float:
    from hiwar.search.services import rebuild, wipe_out

    began = time.monotonic()
    rebuild()
    wipe_out()
    seconds = time.monotonic() - began
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return seconds


def _megabytes(data: Path) -> float:
    from django.db import connection

    if connection.vendor == "sqlite":
        return sum(path.stat().st_size for path in data.glob("hiwar.sqlite3*")) / 1e6
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0] / 1e6


class Reader:
    """Somebody who asks every kind of question; each act returns how much was found on the page."""

    def __init__(self, words: Words) -> None:
        from wagtail.models import Site

        from hiwar.newsroom.models import ArticlePage, SectionPage
        from scale_newsroom import BEGAN, SPAN

        self.stems, self.draw = words.stems, Random(5)  # noqa: S311 - a benchmark's dice
        self.site = Site.objects.get(is_default_site=True)
        self.section = SectionPage.objects.order_by("pk")[1].pk
        self.articles = ArticlePage.objects.order_by("pk")
        self.keys = list(self.articles.values_list("pk", flat=True))
        self.day = (BEGAN + SPAN / 2).date()

    def acts(self) -> dict[str, Callable[[], int]]:
        """Return every kind of question by its name."""
        days = {"since": self.day, "until": self.day + timedelta(days=30)}
        return {
            "a common word": lambda: self.ask(self.one(0, 20)),
            "a word": lambda: self.ask(self.one(20, 2000)),
            "a rare word": lambda: self.ask(self.one(5000, None)),
            "two common words": lambda: self.ask(" ".join(self.draw.sample(self.stems[:40], 2))),
            "three words of one text": lambda: self.ask(self.written(3)),
            "a phrase": lambda: self.ask(f"«{self.written(2)}»"),
            "a phrase of common words": lambda: self.ask("«{} {}»".format(*self.draw.sample(self.stems[:12], 2))),
            "a word in a section": lambda: self.ask(self.one(0, 500), section=self.section),
            "a word within a month": lambda: self.ask(self.one(0, 500), **days),
            "the tenth page": lambda: self.ask(self.one(0, 200), page=10),
            "a slip of the finger": lambda: self.ask(f"{self.one(0, 500)[:-1]}ءغ"),
            "nothing at all": lambda: self.ask("زءغظث"),
        }

    def one(self, first: int, last: int | None) -> str:
        """Return one of the words between the most common and the rarest."""
        return self.draw.choice(self.stems[first:last])

    def written(self, count: int) -> str:
        """Return so many words that stand in one text one after another."""
        body = self.articles.values_list("rendered_body", flat=True).get(pk=self.draw.choice(self.keys))
        parts = body[3:-4].split()
        at = self.draw.randrange(len(parts) - count)
        return " ".join(parts[at : at + count])

    def ask(self, typed: str, **narrowed: Any) -> int:
        """Ask as the page does, a suggestion included where nothing is found."""
        from hiwar.search.queries import Asked, find, suggestion
        from hiwar.search.question import question_of

        asked = Asked(question=question_of(typed), site=self.site, **narrowed)
        found = len(find(asked).hits)
        if not found:
            suggestion(asked, typed)
        return found


def _asked(words: Words) -> dict[str, Any]:
    """Return the times of every kind of question, each of many questions of its kind, after one of each."""
    acts = Reader(words).acts()
    for act in acts.values():
        act()
    return {name: _timed(act) for name, act in acts.items()}


def _timed(act: Callable[[], int]) -> dict[str, Any]:
    times, found = [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        found.append(act())
        times.append((time.perf_counter() - began) * 1000)
    return {"ms": times, "found": statistics.mean(found)}


def _in_parts(keys: list[int], size: int) -> Iterator[list[int]]:
    for at in range(0, len(keys), size):
        yield keys[at : at + size]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main(sys.argv[1:]))
