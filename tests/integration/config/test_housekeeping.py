"""What the server does at night: the learning runs apart, and its failure is tried again."""

from __future__ import annotations

import subprocess

import pytest

from hiwar.config import housekeeping

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(monkeypatch) -> list[list[str]]:
    """Record what would have been run, as if it had succeeded."""
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0, "localhost: learned\n", "")

    monkeypatch.setattr(housekeeping.subprocess, "run", run)
    return commands


@pytest.mark.parametrize("due", [True, False])
def test_the_night_learns_where_enough_was_decided(called, monkeypatch, due):
    monkeypatch.setattr(housekeeping, "is_due", lambda site: due)

    assert housekeeping.keep_house()

    assert [command[-2:] for command in called] == ([["learn", "--if-due"]] if due else [])


def test_a_night_in_which_learning_fails_is_tried_again(monkeypatch):
    failed = subprocess.CompletedProcess([], 1, "", "CommandError: The model cannot be read\n")
    monkeypatch.setattr(housekeeping, "is_due", lambda site: True)
    monkeypatch.setattr(housekeeping.subprocess, "run", lambda *_, **__: failed)

    assert not housekeeping.keep_house()
