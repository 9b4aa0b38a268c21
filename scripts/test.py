"""Run every test of the project: unit, integration on SQLite, integration on PostgreSQL, browser.

    make test                                everything
    make test ARGS="tests/unit/arabic -x"    only the parts these paths belong to
    make test ARGS="-k share"                a word in the test's name, in every part

What this machine lacks does not run, and the summary says so with the one line that brings it. With CI=true a missing
part, a skipped test or an empty part counts as failed: nothing is left out there in silence.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree  # It reads only the reports written by our own run.
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright._impl._driver import compute_driver_executable

from postgres import ServerDidNotStart, programs, temporary_server
from redis_server import PROGRAMS as redis_programs

ROOT = Path(__file__).resolve().parent.parent
CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
NO_TESTS_COLLECTED = 5
BROWSER_PACKAGES = "chromium libatomic1"


@dataclass(frozen=True)
class Part:
    """One pytest run: a folder, the environment it runs in, and what runs beside it.

    Rounds follow one another; in a round each lane runs its parts in order, and the lanes run at the same time.
    """

    name: str
    folder: str
    environment: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    round: int = 0
    lane: int = 0


@dataclass
class Outcome:
    """What one run counted."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    expected_failures: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Missing:
    """Something that did not run, why, and the line that changes it."""

    what: str
    why: str
    remedy: str

    def __str__(self) -> str:
        return f"  {self.what}: {self.why}. As root: {self.remedy}"


def main(arguments: list[str]) -> int:
    """Run the parts that `arguments` ask for and return the exit code."""
    paths = [argument for argument in arguments if argument.split("/")[0] == "tests" or Path(argument).exists()]
    options = [argument for argument in arguments if argument not in paths]
    started = time.monotonic()
    with ExitStack() as stack:
        parts, missing = plan(paths, stack)
        outcomes = run_all(parts, paths, options)
    if CI or not arguments:
        outcomes += [Outcome(part.name, failed=1) for part in parts if not any_test(part, outcomes)]
    return summarize(outcomes, missing, time.monotonic() - started)


def plan(paths: list[str], stack: ExitStack) -> tuple[list[Part], list[Missing]]:
    """Return the parts this machine can run, and what it lacks for the others."""
    parts, missing = [], []
    if wanted("tests/unit", paths):
        parts.append(Part("unit", "tests/unit"))
    if wanted("tests/integration", paths):
        options: tuple[str, ...] = ()
        if not any(map(shutil.which, redis_programs)):
            options = ("-m", "not redis")
            missing.append(Missing("integration: several nodes", "no Redis here", "apt install -y redis-server"))
        parts.append(Part("integration, SQLite", "tests/integration", options=options))
        if programs():
            try:
                address = stack.enter_context(temporary_server())
            except ServerDidNotStart as error:
                raise SystemExit(f"PostgreSQL is here but did not start:\n{error}") from None
            environment = {"HIWAR_TEST_DATABASE": address}
            parts.append(Part("integration, PostgreSQL", "tests/integration", environment, options, lane=1))
        else:
            missing.append(Missing("integration, PostgreSQL", "no PostgreSQL here", "apt install -y postgresql"))
    if wanted("tests/e2e", paths):
        browser_parts, browser_missing = plan_browser(in_lanes=not paths)
        parts += browser_parts
        missing += browser_missing
    return parts, missing


def driver_complaint() -> str:
    """Return why the program that drives the browser does not start, or nothing.

    It comes with the playwright package and is linked against a library that a bare Debian lacks.
    """
    node, _ = compute_driver_executable()
    done = subprocess.run([node, "--version"], capture_output=True, text=True)
    return done.stderr.strip().splitlines()[-1] if done.returncode else ""


def plan_browser(*, in_lanes: bool = False) -> tuple[list[Part], list[Missing]]:
    """Return the browser part, without the page checkers whose programs are not here.

    In lanes it is three: two halves at the same time, then what measures time or takes the whole machine.
    """
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = os.environ.get("HIWAR_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not chromium:
        return [], [Missing("browser", "no Chromium here", f"apt install -y {BROWSER_PACKAGES}")]
    if complaint := driver_complaint():
        return [], [Missing("browser", complaint, f"apt install -y {BROWSER_PACKAGES}")]
    missing, excluded = [], []
    packages = "apt install -y nodejs npm (then make test again)"
    if not (ROOT / "node_modules/axe-core/axe.min.js").exists():
        excluded.append("axe")
        missing.append(Missing("browser: accessibility (axe)", "no npm to fetch axe-core with", packages))
    if not any(map(shutil.which, ("nginx", "/usr/sbin/nginx"))):
        excluded.append("nginx")
        missing.append(Missing("browser: a proxy in front", "no nginx here", "apt install -y nginx-light"))
    if not shutil.which("java"):
        excluded.append("nu")
        remedy = "apt install -y default-jre-headless"
        missing.append(Missing("browser: HTML checker", "no Java here", remedy))
    elif not (ROOT / "node_modules/vnu-jar").exists():
        excluded.append("nu")
        missing.append(Missing("browser: HTML checker", "no npm to fetch vnu-jar with", packages))
    fetched = all((ROOT / "node_modules" / name).exists() for name in ("perspective-api-client", "lighthouse"))
    if not (shutil.which("node") and fetched):
        excluded.append("npm")
        missing.append(Missing("browser: clients from npm", "no npm to fetch them with", packages))
    where = {"HIWAR_CHROMIUM": chromium}
    if not in_lanes:
        return [Part("browser", "tests/e2e", where, marked(excluded))], missing
    halves = [
        Part(f"browser, half {half}", "tests/e2e", {**where, "HIWAR_TEST_HALF": str(half)},
             marked([*excluded, "alone"]), round=1, lane=half - 1)
        for half in (1, 2)
    ]  # fmt: skip
    return [*halves, Part("browser, alone", "tests/e2e", where, marked(excluded, "alone"), round=2)], missing


def marked(excluded: list[str], *wanted: str) -> tuple[str, ...]:
    """Return the option that chooses tests by what they are marked with."""
    words = [*wanted, *(f"not {marker}" for marker in excluded)]
    return ("-m", " and ".join(words)) if words else ()


def wanted(folder: str, paths: list[str]) -> bool:
    """Return whether one of `paths` is the folder, lies in it or contains it; no path means everything."""
    return not paths or bool(within(folder, paths))


def within(folder: str, paths: list[str]) -> list[str]:
    """Return those of `paths` that concern `folder`; one that contains the folder counts as the folder."""
    whole = (ROOT / folder).resolve()
    found = []
    for path in paths:
        place = (ROOT / path.split("::")[0]).resolve()
        if place == whole or whole in place.parents:
            found.append(path)
        elif place in whole.parents:
            found.append(folder)
    return found


def run_all(parts: list[Part], paths: list[str], options: list[str]) -> list[Outcome]:
    """Run the parts, one after another where somebody watches single tests, else in rounds and lanes."""
    if paths or options:
        return [run(part, within(part.folder, paths), options) for part in parts]
    outcomes = {}
    for number in sorted({part.round for part in parts}):
        lanes = [[part for part in parts if (part.round, part.lane) == (number, lane)] for lane in (0, 1)]
        with ThreadPoolExecutor(len(lanes)) as pool:
            for done in pool.map(run_lane, lanes):
                outcomes |= {one.name: one for one in done}
    return [outcomes[part.name] for part in parts]


def run_lane(parts: list[Part]) -> list[Outcome]:
    """Run the parts of a lane in order. The first lane's dots are seen; of another the output comes in one piece."""
    return [run(part, [], [], quiet=part.lane > 0) for part in parts]


def run(part: Part, paths: list[str], options: list[str], *, quiet: bool = False) -> Outcome:
    """Run one part in a pytest of its own; `quiet` prints its output in one piece at the end."""
    with tempfile.TemporaryDirectory(prefix="hiwar-report-") as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *part.options, *options]
        command += paths or [part.folder]
        if not quiet:
            print(f"\n── {part.name}", flush=True)
        started = time.monotonic()
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **part.environment}, text=True,
            stdout=subprocess.PIPE if quiet else None, stderr=subprocess.STDOUT if quiet else None,
        )  # fmt: skip
        seconds = time.monotonic() - started
        if quiet:
            print(f"\n── {part.name}\n{done.stdout}", end="", flush=True)
        return count(part.name, report, done.returncode, seconds)


def count(name: str, report: Path, code: int, seconds: float) -> Outcome:
    """Return what the report counts; a run that broke before reporting a failure counts as one."""
    outcome = Outcome(name, seconds=seconds)
    cases = ElementTree.parse(report).iter("testcase") if report.exists() else ()  # noqa: S314
    for case in cases:
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed += 1
        elif skipped is None:
            outcome.passed += 1
        elif skipped.get("type") == "pytest.xfail":
            outcome.expected_failures += 1
        else:
            outcome.skipped += 1
    if code not in {0, NO_TESTS_COLLECTED} and not outcome.failed:
        outcome.failed = 1
    return outcome


def any_test(part: Part, outcomes: list[Outcome]) -> bool:
    """Return whether the part's run held a test at all."""
    return any(one.name == part.name and (one.passed or one.failed or one.skipped) for one in outcomes)


def summarize(outcomes: list[Outcome], missing: list[Missing], seconds: float) -> int:
    """Print the table, what did not run, and the count; return the exit code."""
    print(f"\n{'part':<26}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    for one in outcomes:
        print(f"{one.name:<26}{one.passed:>8}{one.failed:>8}{one.skipped:>9}{one.seconds:>9.1f}")
    expected = sum(one.expected_failures for one in outcomes)
    print(f"{'all':<26}{'':>25}{seconds:>9.1f}" + (f"   ({expected} known failures, as expected)" if expected else ""))
    if missing:
        print("\nDid not run" + (" (counted as failed):" if CI else ":"))
        print("\n".join(map(str, missing)))
    failed = sum(one.failed for one in outcomes)
    if CI:
        failed += len(missing) + sum(one.skipped for one in outcomes)
    print(f"{sum(one.passed for one in outcomes)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
