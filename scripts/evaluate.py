"""Evaluate the shipped model and the house policy; print one table; fail where a floor is not kept.

make evaluate                       what the repository itself can tell: suite, evasions, speed, sizes
make evaluate DATASETS=folder       and each source in a folder of labelled *.jsonl(.gz), on rows kept for testing
make evaluate ARGS=--raise          and move floors up to what was measured; nothing here moves one down
"""

import argparse
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import bench_screening as bench
from hiwar.config.shell.answers import Judge
from hiwar.config.shell.lines import Comment
from hiwar.screening.model import shipped_scorer
from hiwar.screening.model.scorer import Scorer
from hiwar.screening.verdict import Outcome
from hiwar.training import floors
from hiwar.training.corpus import UNLABELLED, read_rows
from hiwar.training.evaluation import Figure, by_evasion, by_head, by_judgment, by_source
from hiwar.training.judgments import judged
from hiwar.training.suite import Case, SuiteResult, read_cases, run_suite, table
from hiwar.training.truths import Row, are_test

ROOT = bench.ROOT
SUITE = ROOT / "tests" / "cases" / "policy"
# Cases by writers who knew the policy and nothing else: neither our sentences, nor the suite, nor one another's.
BLIND = ROOT / "tests" / "cases" / "blind"
FLOORS = ROOT / "evaluation" / "floors.toml"
DISGUISED_A_SOURCE = 400
MARGIN = 0.01
WIDTH = 22


def main(arguments: Sequence[str]) -> int:
    """Print the table and return 1 if a floor is not kept."""
    options = _options(arguments)
    print(f"{bench.machine()}\n")
    cases = read_cases(SUITE)
    result = _suite_result(cases)
    blind = _suite(_suite_result(read_cases(BLIND)), part="blind")
    figures = [*_measured(cases, options.datasets), *_suite(result), *blind, *_of_this_machine()]
    _print(figures)
    if options.details:
        _print_details(result)
    if not options.datasets:
        print("\nNot measured: the sources and heads. Name a folder of labelled rows: make evaluate DATASETS=…")
    return _judged(figures, raising=options.raising)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--datasets", type=_folder, help="folder of *.jsonl(.gz) with source, text, label, raw_label")
    parser.add_argument("--raise", dest="raising", action="store_true", help="move floors up to what was measured")
    parser.add_argument("--details", action="store_true", help="the suite by theme, dialect, label; the cases in error")
    options = parser.parse_args([argument for argument in arguments if argument])
    if options.datasets and not any(options.datasets.glob("*.jsonl*")):
        parser.error(f"no *.jsonl or *.jsonl.gz in {options.datasets}")
    return options


def _test_rows(folder: Path, wanted: Callable[[Row], bool]) -> list[Row]:
    found = [row for row in read_rows(folder) if wanted(row)]
    kept = are_test([row.text for row in found])
    return [row for row, is_kept in zip(found, kept, strict=True) if is_kept]


def _scored(scorer: Scorer, rows: Sequence[Row]) -> NDArray[np.float32]:
    texts = [row.text for row in rows]
    return np.concatenate([scorer.scores(texts[at : at + 256]) for at in range(0, len(texts), 256)])


def _folder(name: str) -> Path:
    return Path(name).expanduser()


def _measured(cases: Sequence[Case], datasets: Path | None) -> Iterator[Figure]:
    scorer = shipped_scorer()
    if datasets:
        rows = _test_rows(datasets, lambda row: row.label != UNLABELLED)
        scores = _scored(scorer, rows)
        yield from by_source(rows, scores)
        yield from by_head(rows, scores)
        ours = _test_rows(datasets, lambda row: judged(row.text) is not None)
        yield from by_judgment(ours, _scored(scorer, ours))
        yield from by_evasion(_some_of_each(rows), scorer)
    yield from by_evasion(_suite_rows(cases), scorer, part="suite_evasions")


def _of_this_machine() -> Iterator[Figure]:
    for measure in (bench.speed, bench.policy_speed, bench.single, bench.giant, bench.importing, bench.sizes):
        yield from measure()


def _some_of_each(rows: Sequence[Row]) -> list[Row]:
    """Return a sample of each source that is about abuse, the same on every machine."""
    taken: dict[str, int] = {}
    some = []
    for row in sorted(rows, key=lambda row: blake2b(row.text.encode(errors="replace"), digest_size=8).digest()):
        if row.label in {"ok", "abusive", "hate"} and row.source not in {"aljazeera_deleted", "aref_sectarian"}:
            taken[row.source] = taken.get(row.source, 0) + 1
            if taken[row.source] <= DISGUISED_A_SOURCE:
                some.append(row)
    return some


def _suite_rows(cases: Sequence[Case]) -> list[Row]:
    """Return the suite as labelled rows: what the overall score has to tell apart."""
    return [
        Row("suite", case.text, "abusive" if case.holds else "ok")
        for case in cases
        if case.evades is None and case.label not in {"spam", "privacy"} and case.dialect != "arabizi"
    ]


def _suite_result(cases: Sequence[Case]) -> SuiteResult:
    outcomes = _outcomes([case.text for case in cases])
    return run_suite(
        cases,
        held=lambda texts: [outcomes[text] is not Outcome.PUBLISH for text in texts],
        rejected=lambda texts: [outcomes[text] is Outcome.REJECT for text in texts],
    )


def _suite(result: SuiteResult, *, part: str = "suite") -> Iterator[Figure]:
    yield Figure(f"{part}.recall", result.recall.value, result.recall.of)
    yield Figure(f"{part}.false_holds", result.false_holds.value, 0, result.false_holds.of)
    yield Figure(f"{part}.pairs", result.pair_accuracy.value, result.pair_accuracy.of, result.pair_accuracy.of)
    if result.evasions_caught.of:
        yield Figure(f"{part}.evasions", result.evasions_caught.value, result.evasions_caught.of)
    yield Figure(f"{part}.rejected", float(len(result.wrongly_rejected)), 0, result.false_holds.of)


def _print_details(result: SuiteResult) -> None:
    print(f"\n{table(result)}")
    for title, cases in (("missed", result.missed), ("wrongly held", result.wrongly_held)):
        print(f"{title}:")
        for case in cases:
            print(f"  {case.id:<28}{' '.join(case.text.split())[:120]}")


def _outcomes(texts: Sequence[str]) -> dict[str, Outcome]:
    judge = Judge(shipped_scorer)
    asked = [Comment(number, number, text) for number, text in enumerate(texts)]
    return {one.text: judged.verdict.outcome for one, judged in zip(asked, judge.judged(asked), strict=True)}


def _print(figures: Sequence[Figure]) -> None:
    """Print part by part: one row a figure, or one row a source, head or evasion with its figures in columns."""
    kept = floors.read(FLOORS)
    for part, members in groupby(figures, key=lambda figure: figure.name.partition(".")[0]):
        rows = [(name, list(row)) for name, row in groupby(members, key=lambda figure: figure.name.split(".")[1])]
        widest = max((row for _name, row in rows), key=len)
        columns = [figure.name.rpartition(".")[2] for figure in widest] if len(widest) > 1 else []
        texts = "to hold / to publish" if any(_counts(row[0]) for _name, row in rows) else ""
        print(f"\n{part:<24}{''.join(f'{column:<{WIDTH}}' for column in columns) or ' ' * WIDTH}{texts}".rstrip())
        for name, row in rows:
            found = {figure.name.rpartition(".")[2]: _cell(figure, kept) for figure in row}
            cells = "".join(found.get(column, " " * WIDTH) for column in columns or found)
            print(f"  {name:<22}{cells}{_counts(row[0])}".rstrip())


def _cell(figure: Figure, kept: floors.Floors) -> str:
    asked = ""
    if figure.name in kept.at_least:
        asked = f" (≥ {kept.at_least[figure.name]:,.10g})"
    elif figure.name in kept.at_most:
        asked = f" (≤ {kept.at_most[figure.name]:,.10g})"
    return f"{_shown(figure.value) + asked:<{WIDTH}}"


def _counts(figure: Figure) -> str:
    return f"{figure.positive:,} / {figure.negative:,}" if figure.positive or figure.negative else ""


def _shown(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:,.0f}" if abs(value) >= 100 else f"{value:.4f}"


def _judged(figures: Sequence[Figure], *, raising: bool) -> int:
    kept, by_name = floors.read(FLOORS), {figure.name: figure for figure in figures}
    complaints = kept.complaints(by_name)
    if (found := floors.digest(SUITE, BLIND)) != kept.suite_digest:
        complaints.append(
            f"the suites' digest is {found}, the floors were written for {kept.suite_digest}: "
            "look at the figures above and write the new digest in the same commit"
        )
    if unmeasured := kept.unmeasured(by_name):
        print(f"\n{len(unmeasured)} floors had nothing to be compared with: {', '.join(sorted(unmeasured))}")
    if raising:
        text = floors.raised(FLOORS.read_text("utf-8"), kept, figures, margin=MARGIN)
        FLOORS.write_text(text, "utf-8")
    print("\n" + ("\n".join(f"NOT KEPT: {complaint}" for complaint in complaints) or "Every floor is kept."))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
