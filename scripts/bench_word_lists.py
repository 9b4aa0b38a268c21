"""Measure word lists on this machine: 500 entries over 100,000 clean comments, and one at a time.

    .venv/bin/python scripts/bench_word_lists.py [--comments 100000] [--entries 500]

Entries are our own starter list, filled up with made-up words, a quarter of them stems. Comments are put together from
the sentences of the demo newsroom and of the cases that must pass (which are full of near misses), about 120
characters each. Only matching is counted, in CPU time of this process over all its threads; folding stands beside it.
"""

import argparse
import json
import os
import platform
import random
import re
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from hiwar.arabic.fold import fold_batch
from hiwar.arabic.tokens import tokens
from hiwar.screening.candidate import Candidate
from hiwar.screening.lists import STARTER
from hiwar.screening.screen import screen
from hiwar.screening.words import WordEntry, WordList

ROOT = Path(__file__).resolve().parent.parent
BATCH = 10_000
ONE_BY_ONE = 2_000
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
BUDGET = 5.0


def main() -> int:
    """Print every figure; return 1 when matching in batches costs more than its budget."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--comments", type=int, default=100_000)
    parser.add_argument("--entries", type=int, default=500)
    options = parser.parse_args()
    chance = random.Random(11)  # noqa: S311
    print(machine())
    entries = made_entries(options.entries, chance)
    compiled, words = spent(lambda: WordList.compile(entries))
    print(f"{len(entries)} entries compiled in {compiled * 1e3:.0f} ms")
    comments = made_comments(options.comments, words, chance)
    print(f"{len(comments):,} comments of {sum(map(len, comments)) / len(comments):.0f} characters")
    folding, matching, found = in_batches(comments, words)
    print(
        f"in batches of {BATCH:,}: folding {folding:.2f} µs, matching {matching:.2f} µs a comment; found in {found:,}"
    )
    for name, cost in one_by_one(comments[:ONE_BY_ONE], words):
        print(f"one by one: {name} {cost:.1f} µs a comment")
    print(f"budget of {BUDGET} µs in batches: {'kept' if matching < BUDGET else 'BROKEN'}")
    return int(matching >= BUDGET)


def machine() -> str:
    """Return the processor, the versions and how busy the machine is."""
    try:
        about = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        model = re.search(r"model name\s*:\s*(.+)", about)
    except OSError:
        model = None
    load = " ".join(f"{part:.2f}" for part in os.getloadavg())
    name = model.group(1) if model else platform.processor()
    return f"{name}, {os.cpu_count()} cores, load {load}; Python {platform.python_version()}, NumPy {np.__version__}"


def made_entries(count: int, chance: random.Random) -> list[WordEntry]:
    """Return the starter list's entries, filled up with words that nobody writes."""
    entries = [entry for group in STARTER.values() for entry in group][:count]
    while len(entries) < count:
        word = "".join(chance.choices(LETTERS, k=chance.randint(3, 8)))
        entries.append(WordEntry(word, by_stem=len(entries) % 4 == 0))
    return entries


def made_comments(count: int, words: WordList, chance: random.Random) -> list[str]:
    """Return clean comments: a sentence or two of ours, until there are some 120 characters."""
    sentences = [sentence for sentence in own_sentences() if not words.find(sentence)]
    comments = []
    for _ in range(count):
        comment = ""
        while len(comment) < 110:
            comment = f"{comment} {chance.choice(sentences)}".strip()
        comments.append(comment[: comment.rfind(" ", 0, 145)])
    return comments


def own_sentences() -> Iterator[str]:
    """Yield the sentences of the demo newsroom's articles and the comments that must be published."""
    for article in sorted((ROOT / "src/hiwar/config/demo/articles").glob("*.toml")):
        for block in tomllib.loads(article.read_text(encoding="utf-8")).get("body", []):
            if block.get("type") == "paragraph":
                yield from re.split(r"(?<=[.؟!])\s+", block["text"])
    for line in (ROOT / "tests/cases/starter_published.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["original"]


def in_batches(comments: list[str], words: WordList) -> tuple[float, float, int]:
    """Return what folding and matching cost per comment, in microseconds, and in how many something was found."""
    folding = matching = 0.0
    found = 0
    for start in range(0, len(comments), BATCH):
        chunk = comments[start : start + BATCH]
        cost, batch = spent(lambda chunk=chunk: fold_batch(chunk))
        folding += cost
        cost, matches = spent(lambda batch=batch: words.find_batch(batch))
        matching += cost
        found += len(matches)
    return folding / len(comments) * 1e6, matching / len(comments) * 1e6, found


def one_by_one(comments: list[str], words: WordList) -> Iterator[tuple[str, float]]:
    """Yield what each step costs for one comment at a time, in microseconds."""
    cut = [tokens(comment) for comment in comments]
    each = 1e6 / len(comments)
    yield "folding and words", spent(lambda: [tokens(comment) for comment in comments])[0] * each
    yield "matching alone", spent(lambda: [words.find_in(one) for one in cut])[0] * each
    listed = [Candidate(comment, trusted=True, suspect=words) for comment in comments]
    yield "screening in all", spent(lambda: [screen(one) for one in listed])[0] * each


def spent(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds that the work took, and its answer."""
    before = time.process_time()
    answer = work()
    return time.process_time() - before, answer


if __name__ == "__main__":
    raise SystemExit(main())
