"""Making the database ready, once: migrations run when the code that brings them has changed, not at every start.

A hundred and fifty migrations take a quarter of a minute; reading one small file takes none. The file says for which
versions the database was prepared; anything new in the packages or in our own migrations makes it out of date.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from hiwar import __version__
from hiwar.config import environment as environments
from hiwar.config.environment import Environment

STAMP_FILE = "prepared.json"
PACKAGE = Path(__file__).resolve().parent.parent


def fingerprint(environment: Environment) -> str:
    """Return what the prepared state depends on: the packages with migrations, our own migrations, the database."""
    packages = [f"{name}=={version(name)}" for name in ("Django", "wagtail", "django-taggit")]
    own = sorted(f"{path.parent.parent.name}/{path.name}" for path in PACKAGE.glob("*/migrations/0*.py"))
    words = [__version__, environment.database, *packages, *own]
    return sha256("\n".join(words).encode()).hexdigest()


def is_prepared(environment: Environment) -> bool:
    """Return whether the database was prepared for exactly this code; reads one file, imports no Django."""
    try:
        kept = json.loads((environment.data / STAMP_FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    there = bool(environment.database) or (environment.data / "hiwar.sqlite3").exists()
    return there and isinstance(kept, dict) and kept.get("fingerprint") == fingerprint(environment)


def prepare(environment: Environment) -> None:
    """Bring the database up to this code; safe to run at any time. Needs Django to be set up."""
    from django.core.management import call_command

    (environment.data / "media").mkdir(mode=0o750, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    if not environment.database:
        (environment.data / "hiwar.sqlite3").chmod(0o600)
    text = json.dumps({"fingerprint": fingerprint(environment)})
    (environment.data / STAMP_FILE).write_text(text, "utf-8")


def set_up(data: Path) -> None:
    """Set Django up in this process for the newsroom in `data`."""
    os.environ["DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiwar.config.settings")
    import django

    django.setup()


def prepare_apart(data: Path) -> None:
    """Prepare the database in a process of its own; see `apart`."""
    apart(_prepare, data)


def prepare_for_change(data: Path) -> None:
    """Prepare the database for the code that is installed now, which this process may not have loaded.

    Raises `RuntimeError` if it fails.
    """
    try:
        apart(_prepare_if_due, data)
    except SystemExit:
        raise RuntimeError("the database could not be brought up to date") from None


def fill_demo_apart(data: Path) -> None:
    """Prepare and fill the demo in a process of its own; see `apart`."""
    apart(_fill_demo, data)


def _prepare(data: Path) -> None:
    set_up(data)
    prepare(environments.load(data))


def _prepare_if_due(data: Path) -> None:
    if not is_prepared(environments.load(data)):
        _prepare(data)


def _fill_demo(data: Path) -> None:
    set_up(data)
    from hiwar.config.demo.start import fill

    fill(environments.load(data))


def apart(work: Callable[[Path], None], data: Path) -> None:
    """Do the work in a fresh process; exit with 1 if it fails, its traceback printed.

    The process that starts the server must stay small, and know neither Django nor a database.
    """
    process = multiprocessing.get_context("spawn").Process(target=work, args=(data,))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(1)
