"""Measure what reading Arabic costs: microseconds of CPU per comment, one by one and in batches.

    python scripts/bench_arabic.py                   comments made up of everyday words, 120 characters long
    python scripts/bench_arabic.py comments.jsonl    the "text" of each line instead (.gz too)

CPU time of this process, the best of several rounds, so a busy machine disturbs it less than the wall clock.
"""

import argparse
import gzip
import json
import os
import platform
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from hiwar.arabic.arabizi import looks_arabizi
from hiwar.arabic.clean import clean_text
from hiwar.arabic.fingerprints import fingerprint
from hiwar.arabic.fold import fold, fold_batch
from hiwar.arabic.rasm import dotless_flags, is_dotless, rasm_batch, undotted
from hiwar.arabic.skeleton import skeleton
from hiwar.arabic.tokens import light_stem, tokens

BATCHES = (8, 64, 256)
ROUNDS = 5
MAX_CHARS = 1_000_000

_EVERYDAY = """
قال الكاتب إن الحكومة لم تفعل شيئًا منذ سنوات والناس في المدينة ينتظرون الماء والكهرباء أما المدارس فقد أغلقت أبوابها
وأنا أوافق على كل كلمة في هذا المقال الجميل شكرًا للجريدة لكن أين الأرقام ومن المسؤول عن ذلك يا جماعة والله العظيم لا
أحد يسمع المواطن البسيط حسبنا الله ونعم الوكيل هههههه 😂 !!! كَلِمَةٌ مشكّلة وكلمـــة ممدودة ١٩٩٩ 2014 news
"""


def main(arguments: list[str]) -> int:
    """Measure, print one table, return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("comments", nargs="?", type=Path, help='JSON lines with "text"')
    parser.add_argument("--count", type=int, default=4096, help="comments to read or make up (default: %(default)s)")
    options = parser.parse_args(arguments)
    texts = list(read(options.comments, options.count)) if options.comments else made_up(options.count)
    load = os.getloadavg()[0]
    length = sum(map(len, texts)) / len(texts)
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, load average {load:.1f}")
    print(f"{len(texts)} comments of {length:.0f} characters; microseconds of CPU per comment, best of {ROUNDS}")
    for name, function in ONE_BY_ONE.items():
        print(f"  {name:<34}{microseconds(lambda f=function: drained(map(f, texts)), len(texts)):8.1f}")
    for size in BATCHES:
        for name, together in TOGETHER.items():
            batches = [texts[at : at + size] for at in range(0, len(texts), size)]
            spent = microseconds(lambda f=together, b=batches: drained(map(f, b)), len(texts))
            print(f"  {name + f', {size} together':<34}{spent:8.1f}")
    return 0


ONE_BY_ONE: dict[str, Callable[[str], object]] = {
    "clean_text": lambda text: clean_text(text, max_chars=MAX_CHARS, strict=False),
    "fold": fold,
    "tokens": tokens,
    "tokens and light stems": lambda text: [light_stem(token.text) for token in tokens(text)],
    "skeleton": skeleton,
    "is_dotless": is_dotless,
    "undotted": undotted,
    "looks_arabizi": looks_arabizi,
    "fingerprint": fingerprint,
}
TOGETHER: dict[str, Callable[[Sequence[str]], object]] = {
    "fold_batch": fold_batch,
    "fold_batch and rasm_batch": lambda texts: rasm_batch(fold_batch(texts)),
    "dotless_flags": dotless_flags,
}


def drained(results: Iterator[object]) -> None:
    """Take every result and keep none."""
    for _ in results:
        pass


def microseconds(work: Callable[[], None], comments: int) -> float:
    """Return the CPU time of one round per comment; a first round that meets every character is not counted."""
    work()
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best / comments * 1e6


def made_up(count: int) -> list[str]:
    """Return comments of about 120 characters, the same on every machine."""
    dice = random.Random(19)  # noqa: S311 - a benchmark, not a secret.
    return [" ".join(dice.choices(_EVERYDAY.split(), k=21)) for _ in range(count)]


def read(path: Path, count: int) -> Iterator[str]:
    """Yield the texts of the first lines of a file."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for line, _ in zip(lines, range(count), strict=False):
            yield json.loads(line)["text"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
