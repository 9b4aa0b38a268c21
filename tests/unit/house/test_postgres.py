"""The tests' own PostgreSQL is found where Debian puts it, newest first."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import postgres


def installed(root: Path, *versions: str) -> None:
    for version in versions:
        folder = root / version / "bin"
        folder.mkdir(parents=True)
        for program in ("initdb", "postgres"):
            (folder / program).touch()


def test_the_newest_packaged_version_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    installed(tmp_path, "9", "15", "16", "common")
    monkeypatch.setattr(postgres, "PACKAGED", tmp_path)
    monkeypatch.setattr(postgres.shutil, "which", lambda _name: None)

    found = postgres.programs()

    assert found == tmp_path / "16" / "bin"


def test_a_machine_without_postgresql_has_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(postgres, "PACKAGED", tmp_path / "absent")
    monkeypatch.setattr(postgres.shutil, "which", lambda _name: None)

    assert postgres.programs() is None
