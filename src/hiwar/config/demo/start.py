"""Starting the demo: prepare it once, and say each time where it is and how to sign in."""

from __future__ import annotations

import json
import os
from pathlib import Path

from hiwar.config import environment
from hiwar.config.environment import Environment, SettingsError
from hiwar.config.preparation import is_prepared, prepare

LOGINS_FILE = "demo-logins.json"


def claim(data: Path) -> None:
    """Make `data` the demo's folder unless it is already; raises `SettingsError` if a real newsroom lives there."""
    if not (data / environment.SETTINGS_FILE).exists():
        environment.write(data, origin="http://127.0.0.1:8000", language="ar", demo=True)
    elif not environment.load(data).demo:
        raise SettingsError(f"{data} holds a real newsroom: hiwar serve starts it. A demo needs another DATA.")


def is_filled(found: Environment) -> bool:
    """Return whether the demo stands complete and up to date; reads two small files, imports no Django."""
    return is_prepared(found) and (found.data / LOGINS_FILE).exists()


def fill(found: Environment) -> None:
    """Prepare the database and, the first time, bring the demo's content in. Needs Django to be set up."""
    from hiwar.config.demo.load import load_demo

    print("Preparing the demo newsroom, once: the database …", flush=True)
    prepare(found)
    if (found.data / LOGINS_FILE).exists():
        return
    print("… its articles and their readers …", flush=True)
    logins = load_demo()
    descriptor = os.open(found.data / LOGINS_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(logins, file, ensure_ascii=False)


def demo_notice(found: Environment) -> str:
    """Return the addresses worth opening first, and the logins."""
    kept = json.loads((found.data / LOGINS_FILE).read_text("utf-8"))
    lines = [
        f"  a page   {found.origin}{kept['page']}",
        f"  editor   {found.origin}/editor/   {_login(kept['staff'], 'editor')}",
        f"  desk     {found.origin}/desk/     {_login(kept['staff'], 'moderator')}",
        # A demo begun before it had an owner goes on without.
        *(
            f"  owner    {found.origin}/desk/people/   {_login(kept['staff'], 'owner')}"
            for person in kept["staff"]
            if person["role"] == "owner"
        ),
        "  stop     Ctrl-C",
    ]
    return "\n".join(lines)


def _login(staff: list[dict[str, str]], role: str) -> str:
    person = next(person for person in staff if person["role"] == role)
    return f"login: {person['login']}   password: {person['password']}"
