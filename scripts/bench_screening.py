"""Measure screening on this machine, on one core: comments a second, waiting times, import, files.

    make bench-screening

Speed is counted in CPU time over all threads: a busy machine does not lower it, more cores do not raise it. Comments
are put together from the sentences of our own cases, about 120 characters each, no two alike.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import numpy as np

from hiwar.config.shell.answers import Judge
from hiwar.config.shell.lines import Comment
from hiwar.screening.model import shipped_scorer
from hiwar.training.evaluation import Figure

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "src" / "hiwar" / "screening" / "model"
CASES = ROOT / "tests" / "cases"
LENGTH = 120
BATCHES = (256, 64, 8, 1)
COMMENTS = 20_000
IMPORTS = 9
_IMPORT = """
import sys, time
start = time.perf_counter()
import hiwar.screening, hiwar.screening.screen, hiwar.screening.model
print(time.perf_counter() - start, "django" in sys.modules)
"""


def main() -> int:
    """Print the machine and every figure."""
    print(machine())
    for figure in (*speed(), *policy_speed(), *single(), *giant(), *importing(), *sizes()):
        print(f"  {figure.name:<34} {figure.value:>12,.4g}")
    return 0


def machine() -> str:
    """Return one line about where this was measured, load included."""
    load = "/".join(f"{value:.2f}" for value in os.getloadavg())
    return (
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {load}, "
        f"Python {platform.python_version()}, NumPy {np.__version__}, model {shipped_scorer().name}"
    )


def comments(count: int, *, seed: int = 1) -> list[str]:
    """Return comments of about 120 characters, each put together anew from the sentences of our cases."""
    sentences = sorted({text for text in _sentences() if 10 <= len(text) <= 90})
    draw = Random(seed)  # noqa: S311 - sentences, not secrets
    made = []
    for _ in range(count):
        text = draw.choice(sentences)
        while len(text) < LENGTH - 15:
            text = f"{text}، {draw.choice(sentences)}"
        made.append(text[: LENGTH + 20].rpartition(" ")[0])
    return made


def speed() -> Iterator[Figure]:
    """Yield comments a second for each size of a batch: all heads, folding included."""
    scorer, texts = shipped_scorer(), comments(COMMENTS)
    scorer.scores(texts[:512])
    for size in BATCHES:
        some = texts if size > 1 else texts[: COMMENTS // 5]
        taken = _best(lambda some=some, size=size: _in_batches(scorer.scores, some, size))
        yield Figure(f"speed.scores_{size}", len(some) / taken)


def policy_speed() -> Iterator[Figure]:
    """Yield comments a second for whole verdicts, word lists and all rules included, as `hiwar screen` gives them."""
    judge = Judge(shipped_scorer)
    asked = [Comment(number, number, text) for number, text in enumerate(comments(2000, seed=2))]
    list(judge.judged(asked[:256]))
    taken = _best(lambda: _in_batches(lambda some: list(judge.judged(some)), asked, 256))
    yield Figure("speed.verdicts_256", len(asked) / taken)


def single() -> Iterator[Figure]:
    """Yield how long one comment waits for its scores, in milliseconds of the clock on the wall."""
    scorer = shipped_scorer()
    waits = []
    for text in comments(5000, seed=3):
        start = time.perf_counter()
        scorer.scores([text])
        waits.append(1000 * (time.perf_counter() - start))
    waits.sort()
    yield Figure("wait.p50_ms", waits[len(waits) // 2])
    yield Figure("wait.p99_ms", waits[len(waits) * 99 // 100])
    yield Figure("wait.max_ms", waits[-1])


def giant() -> Iterator[Figure]:
    """Yield what a text of a megabyte costs in milliseconds: its scores, and a whole verdict."""
    text = " ".join(comments(6000, seed=4))
    text = text.encode()[: 1 << 20].decode(errors="ignore")
    scorer, judge = shipped_scorer(), Judge(shipped_scorer)
    yield Figure("wait.megabyte_scores_ms", 1000 * _best(lambda: scorer.scores([text])))
    yield Figure("wait.megabyte_verdict_ms", 1000 * _best(lambda: list(judge.judged([Comment(1, 1, text)]))))


def importing() -> Iterator[Figure]:
    """Yield how long a fresh process waits for screening, and whether Django came along.

    By the clock on the wall: the threads that NumPy's arithmetic starts and does not need would count as CPU time.
    """
    found = [
        subprocess.run([sys.executable, "-c", _IMPORT], capture_output=True, text=True, check=True).stdout.split()
        for _ in range(IMPORTS)
    ]
    yield Figure("import.seconds", statistics.median(float(seconds) for seconds, _django in found))
    yield Figure("import.django", float(any(django == "True" for _seconds, django in found)))


def sizes() -> Iterator[Figure]:
    """Yield how much the model's files weigh, together."""
    yield Figure("size.model_bytes", float(sum(file.stat().st_size for file in MODEL.rglob("*.npz"))))


def _sentences() -> Iterator[str]:
    for file in sorted([*CASES.glob("starter_*.jsonl"), *(CASES / "policy").glob("*.jsonl")]):
        for line in file.read_text("utf-8").splitlines():
            if line.strip():
                case = json.loads(line)
                # Disguises are measured by `make evaluate`; a reader's day holds few of them.
                if not case.get("evades"):
                    yield case.get("text") or case["original"]


def _in_batches(work: Callable[[list], object], items: list, size: int) -> None:
    for start in range(0, len(items), size):
        work(items[start : start + size])


def _best(work: Callable[[], object], times: int = 3) -> float:
    """Return the seconds of the CPU that the quickest of a few runs took; others were disturbed, none was helped."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


if __name__ == "__main__":
    sys.exit(main())
