"""The locks pin everything, with hashes, and say nothing about where anybody's packages come from."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\]+?))? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def entries(lock: str) -> dict[str, int]:
    """Each pinned requirement with the number of its hashes; any other line fails."""
    found: dict[str, int] = {}
    current = ""
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if pin := PIN.match(line):
            current = f"{pin['name']}=={pin['version']}"
            found[current] = 0
        elif HASH.match(line):
            found[current] += 1
        else:
            assert line.startswith("# "), f"{lock}: neither a pin nor a hash: {line}"
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_has_one_version_and_a_hash(lock: str) -> None:
    found = entries(lock)

    assert len(found) > 50
    assert [name for name, hashes in found.items() if not hashes] == []


@pytest.mark.parametrize("lock", [*LOCKS, "package-lock.json", "package.json", "pyproject.toml"])
def test_no_lock_names_an_address_or_a_path(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert re.findall(r"\w+://|file:|--(?:extra-)?index|--find-links|--trusted-host|\"resolved\"", text) == []


def test_the_runtime_lock_holds_every_direct_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["postgres"], "hatchling", "editables"]
    pinned = {entry.split("==")[0] for entry in entries("requirements.lock")}

    missing = {re.split(r"[\[<>=~! ]", name)[0].lower() for name in wanted} - pinned

    assert missing == set()


def test_development_runs_exactly_what_a_newsroom_runs() -> None:
    runtime, development = entries("requirements.lock"), entries("requirements-dev.lock")

    assert set(runtime) <= set(development)


def test_browser_checkers_are_pinned_by_digest_and_for_development_only() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    del packages[""]

    assert all(package["integrity"].startswith("sha512-") and package["dev"] for package in packages.values())


def test_nothing_that_npm_brings_moves_with_the_word_latest() -> None:
    """`npm ci` refuses the whole lock on the day that such a word means another version."""
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    overrides = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["overrides"]
    wanted = [pair for package in packages.values() for pair in package.get("dependencies", {}).items()]

    moving = {name for name, version in wanted if version in {"latest", "next"}}

    assert moving
    assert moving <= set(overrides)
