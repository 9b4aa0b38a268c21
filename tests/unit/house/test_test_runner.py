"""`make test` runs what this machine can run, names what it cannot, and counts honestly."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from threading import Barrier

import pytest

from scripts import test as runner
from scripts.test import Missing, Outcome, Part, count, plan, plan_browser, run_all, summarize, within

REPORT = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"><failure message="no"/></testcase><testcase name="c"><error/></testcase>
<testcase name="d"><skipped type="pytest.skip"/></testcase><testcase name="e"><skipped type="pytest.xfail"/></testcase>
</testsuite></testsuites>"""


def test_a_report_is_counted_by_kind(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT, encoding="utf-8")

    outcome = count("unit", report, 1, 2.0)

    assert (outcome.passed, outcome.failed, outcome.skipped, outcome.expected_failures) == (1, 2, 1, 1)


def test_a_run_that_broke_before_its_report_counts_as_failed(tmp_path: Path) -> None:
    outcome = count("unit", tmp_path / "absent.xml", 3, 0.1)

    assert outcome.failed == 1


@pytest.mark.parametrize(
    ("paths", "folder", "expected"),
    [
        (["tests/unit/arabic"], "tests/unit", ["tests/unit/arabic"]),
        (["tests/unit/arabic/test_fold.py::test_x"], "tests/unit", ["tests/unit/arabic/test_fold.py::test_x"]),
        (["tests/unit/arabic"], "tests/e2e", []),
        (["tests"], "tests/e2e", ["tests/e2e"]),
    ],
)
def test_a_path_concerns_only_its_own_part(paths: list[str], folder: str, expected: list[str]) -> None:
    assert within(folder, paths) == expected


PARTS = [
    Part("unit", "tests/unit"),
    Part("near", "tests/integration"),
    Part("far", "tests/integration", lane=1),
    Part("browser", "tests/e2e", round=1),
]


def test_lanes_run_at_the_same_time_and_rounds_after_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, ended, met = {}, [], Barrier(2)

    def run(part: Part, paths: list[str], options: list[str], *, quiet: bool = False) -> Outcome:
        begun[part.name] = list(ended)
        if part.name in {"near", "far"}:
            met.wait(10)
        ended.append(part.name)
        return Outcome(part.name, passed=1)

    monkeypatch.setattr(runner, "run", run)

    outcomes = run_all(PARTS, [], [])

    assert [one.name for one in outcomes] == ["unit", "near", "far", "browser"]
    assert begun["near"] == ["unit"]
    assert sorted(begun["browser"]) == ["far", "near", "unit"]


def test_whoever_asks_for_some_tests_sees_one_part_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def run(part: Part, paths: list[str], options: list[str], *, quiet: bool = False) -> Outcome:
        seen.append((part.name, quiet))
        return Outcome(part.name)

    monkeypatch.setattr(runner, "run", run)

    run_all(PARTS, ["tests"], [])

    assert seen == [("unit", False), ("near", False), ("far", False), ("browser", False)]


def test_the_lanes_of_the_browser_leave_no_test_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HIWAR_CHROMIUM", "/somewhere/chromium")
    monkeypatch.setattr(runner, "ROOT", tmp_path)
    monkeypatch.setattr(runner.shutil, "which", lambda name: None if name == "java" else f"/usr/bin/{name}")
    monkeypatch.setattr(runner, "driver_complaint", lambda: "")

    parts, _missing = plan_browser(in_lanes=True)

    assert [(part.options[1], part.environment.get("HIWAR_TEST_HALF")) for part in parts] == [
        ("not axe and not nu and not npm and not alone", "1"),
        ("not axe and not nu and not npm and not alone", "2"),
        ("alone and not axe and not nu and not npm", None),
    ]


def test_without_postgresql_one_line_says_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(runner, "programs", lambda: None)

    with ExitStack() as stack:
        parts, missing = plan(["tests/integration"], stack)

    assert [part.name for part in parts] == ["integration, SQLite"]
    assert [one.remedy for one in missing] == ["apt install -y postgresql"]


def test_without_chromium_no_browser_part_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HIWAR_CHROMIUM", raising=False)
    monkeypatch.setattr(runner.shutil, "which", lambda _name: None)

    parts, missing = plan_browser()

    assert parts == []
    assert [one.remedy for one in missing] == ["apt install -y chromium libatomic1"]


def test_a_driver_that_does_not_start_is_said_in_its_own_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "node"
    broken.write_text("#!/bin/sh\necho 'libatomic.so.1: cannot open' >&2\nexit 127\n")
    broken.chmod(0o755)
    monkeypatch.setenv("HIWAR_CHROMIUM", "/somewhere/chromium")
    monkeypatch.setattr(runner, "compute_driver_executable", lambda: (str(broken), ""))

    parts, missing = plan_browser()

    assert parts == []
    assert [(one.why, one.remedy) for one in missing] == [
        ("libatomic.so.1: cannot open", "apt install -y chromium libatomic1")
    ]


def test_without_java_npm_and_nginx_only_what_needs_them_stays_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HIWAR_CHROMIUM", "/somewhere/chromium")
    monkeypatch.setattr(runner, "ROOT", tmp_path)
    monkeypatch.setattr(runner.shutil, "which", lambda _name: None)

    parts, missing = plan_browser()

    assert parts[0].options == ("-m", "not axe and not nginx and not nu and not npm")
    assert len(missing) == 4


@pytest.mark.parametrize(("ci", "code", "last"), [(False, 0, "9 passed, 0 failed"), (True, 1, "9 passed, 3 failed")])
def test_ci_counts_missing_parts_and_skipped_tests_as_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: bool, code: int, last: str
) -> None:
    monkeypatch.setattr(runner, "CI", ci)
    missing = [Missing("browser", "no Chromium here", "apt install -y chromium")]

    returned = summarize([Outcome("unit", passed=9, skipped=2)], missing, 1.0)

    lines = capsys.readouterr().out.splitlines()
    assert returned == code
    assert lines[-1] == last
    assert any("apt install -y chromium" in line for line in lines)
