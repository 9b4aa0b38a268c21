"""Starting the demo: prepare it once, and say each time where it is and how to sign in."""

from __future__ import annotations

import json
import os
from pathlib import Path

from hiwar.config import environment
from hiwar.config.environment import Environment, SettingsError

LOGINS_FILE = "demo-logins.json"


def prepare_demo(data: Path) -> None:
    """Make the demo newsroom in `data` unless it stands there already; whatever is in it stays.

    Raises `SettingsError` for a folder that holds a real newsroom.
    """
    if (data / environment.SETTINGS_FILE).exists():
        if not environment.load(data).demo:
            raise SettingsError(f"{data} holds a real newsroom: hiwar serve starts it. A demo needs another DATA.")
    else:
        environment.write(data, origin="http://127.0.0.1:8000", language="ar", demo=True)
    from hiwar.config.preparation import is_prepared

    if is_prepared(environment.load(data)) and (data / LOGINS_FILE).exists():
        return
    _fill(data)


def _fill(data: Path) -> None:
    os.environ["DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiwar.config.settings")
    import django

    django.setup()
    from hiwar.config.demo.load import load_demo
    from hiwar.config.preparation import prepare

    print("Preparing the demo newsroom, once: the database …", flush=True)
    prepare(environment.load(data))
    if (data / LOGINS_FILE).exists():
        return
    print("… its articles and their readers …", flush=True)
    logins = load_demo()
    descriptor = os.open(data / LOGINS_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(logins, file, ensure_ascii=False)


def demo_notice(found: Environment) -> str:
    """Return the addresses worth opening first, and the logins."""
    kept = json.loads((found.data / LOGINS_FILE).read_text("utf-8"))
    lines = [
        f"  a page   {found.origin}{kept['page']}",
        f"  editor   {found.origin}/editor/   {_login(kept['staff'], 'editor')}",
        f"  desk     {found.origin}/desk/     {_login(kept['staff'], 'moderator')}",
        "  stop     Ctrl-C",
    ]
    return "\n".join(lines)


def _login(staff: list[dict[str, str]], role: str) -> str:
    person = next(person for person in staff if person["role"] == role)
    return f"login: {person['login']}   password: {person['password']}"
