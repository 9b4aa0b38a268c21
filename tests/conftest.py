"""What every test may rely on: the database is prepared once, however often the tests run."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / ".pytest_cache" / "databases"


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker) -> Iterator[None]:
    """Make the test database; on SQLite from a copy that an earlier run migrated.

    More than a hundred migrations take 15 seconds, their tables a few milliseconds to copy. Django still runs `migrate`
    on the copy, and the copy is named after everything that could change it.
    """
    with django_db_blocker.unblock():
        if connection.vendor != "sqlite":
            yield from _database(keepdb=False)
            return
        template = TEMPLATES / f"{_fingerprint()}.sqlite3"
        # A database in memory lives as long as somebody holds it, so the copy is held open here.
        name = connection.creation._get_test_db_name()
        with closing(sqlite3.connect(name, uri=True)) as memory:
            if template.exists():
                with closing(sqlite3.connect(template)) as source:
                    source.backup(memory)
            made = _database(keepdb=True)
            next(made)
            if not template.exists():
                _save(memory, template)
            yield
            next(made, None)


def _database(*, keepdb: bool) -> Iterator[None]:
    old = setup_databases(verbosity=0, interactive=False, keepdb=keepdb)
    yield
    connection.close()
    teardown_databases(old, verbosity=0, keepdb=keepdb)


def _save(memory: sqlite3.Connection, template: Path) -> None:
    template.parent.mkdir(parents=True, exist_ok=True)
    for old in template.parent.glob("*.sqlite3"):
        old.unlink()
    part = template.with_suffix(".part")
    with closing(sqlite3.connect(part)) as target:
        memory.backup(target)
    part.rename(template)


def _fingerprint() -> str:
    """Return a digest of all that decides how a migrated database looks: the migrations and the locked packages."""
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for path in sorted((ROOT / "src" / "hiwar").glob("**/migrations/*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]
