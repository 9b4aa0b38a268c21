"""The commands `hiwar key` and `hiwar analyze-server`: their arguments, and where keys are kept.

In a newsroom's data folder keys and feedback lie in its database. Anywhere else they lie in a small one of their own,
`analysis.sqlite3`, so that a newspaper with another comment system needs nothing of ours but this.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from hiwar.config import environment
from hiwar.config.environment import SettingsError

ALONE = "analysis.sqlite3"
PER_SECOND = 100


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser], *, port: Callable[[str], int]) -> None:
    """Add both commands to the parser; `port` reads a port."""
    key = commands.add_parser("key", help="make, list and revoke API keys", description=_create.__doc__)
    acts = key.add_subparsers(dest="act", metavar="ACT", required=True)
    create = acts.add_parser("create", help="make a key and print it, once", description=_create.__doc__)
    create.add_argument("name", help="who will use it, such as “Coral”")
    create.add_argument("--site", default="", help="the site it speaks for, such as example.org")
    create.add_argument("--per-second", type=_rate, default=PER_SECOND, help="requests a second (default: %(default)s)")
    create.add_argument("--no-teach", action="store_true", help="it may ask for scores and not suggest any")
    create.set_defaults(run=_create)
    acts.add_parser("list", help="list the keys", description=_list.__doc__).set_defaults(run=_list)
    revoke = acts.add_parser("revoke", help="end a key", description=_revoke.__doc__)
    revoke.add_argument("name")
    revoke.set_defaults(run=_revoke)
    _add_server(commands, port)


def _add_server(commands: argparse._SubParsersAction[argparse.ArgumentParser], port: Callable[[str], int]) -> None:
    text = "score comments for another comment system, without a newsroom"
    server = commands.add_parser("analyze-server", help=text, description=_serve.__doc__)
    server.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"), help="default: %(default)s")
    server.add_argument("--port", type=port, default=os.environ.get("PORT", "8000"), help="default: %(default)s")
    server.add_argument("--no-keys", action="store_true", help="answer everybody who can reach this address")
    server.add_argument("--origin", type=_origin, help="where clients reach it: https://scores.example.org")
    server.set_defaults(run=_serve)


def _rate(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= 10_000:
        raise argparse.ArgumentTypeError("a rate is a number from 1 to 10000")
    return int(text)


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or parts.query:
        raise argparse.ArgumentTypeError("an origin looks like https://scores.example.org")
    return f"{parts.scheme}://{parts.netloc}"


def _create(options: argparse.Namespace) -> int:
    """Make an API key and print it. It is shown this once: only a digest is kept."""
    ready(environment.data_folder())
    from hiwar.analysis.services import KeyNameTaken, KeyTerms, create_key

    name = options.name.strip()
    if not name or len(name) > 80:
        raise SettingsError("A key needs a name of 1 to 80 characters.")
    site = options.site.strip().lower() or _own_site(environment.data_folder())
    terms = KeyTerms(name, site=site, per_second=options.per_second, may_teach=not options.no_teach)
    try:
        key = create_key(terms=terms, now=datetime.now(UTC))
    except KeyNameTaken:
        raise SettingsError(f"There is, or was, a key named “{name}”. Choose another name.") from None
    print(key)
    print("Keep it: it cannot be shown again.", file=sys.stderr)
    return 0


def _own_site(data: Path) -> str:
    """Return the host of the newsroom in `data`: whoever names no other site teaches its classifier."""
    if not (data / environment.SETTINGS_FILE).exists():
        return ""
    return str(urlsplit(environment.load(data).origin).hostname)


def _list(options: argparse.Namespace) -> int:
    """List the API keys by name, with what each may do. The keys themselves only their users know."""
    ready(environment.data_folder())
    from hiwar.analysis.models import ApiKey

    for key in ApiKey.objects.order_by("name"):
        state = f"revoked {key.revoked_on}" if key.revoked_on else f"since {key.created_on}"
        teaches = "teaches" if key.may_teach else "asks only"
        print(f"{key.name}\t{key.site or '-'}\t{key.per_second}/s\t{teaches}\t{state}")
    return 0


def _revoke(options: argparse.Namespace) -> int:
    """End an API key. A running server refuses it within five seconds, and what it taught is no longer learned from."""
    ready(environment.data_folder())
    from hiwar.analysis.services import NoSuchKey, revoke_key

    try:
        revoke_key(name=options.name, now=datetime.now(UTC))
    except NoSuchKey:
        raise SettingsError(f"No valid key is named “{options.name}”.") from None
    print(f"{options.name} is revoked.")
    return 0


def _serve(options: argparse.Namespace) -> int:
    """Serve scores and nothing else: the compatible API, and Coral's moderation phase if its secret is set."""
    from hiwar.config.serve import keep_numbers_on_one_core

    keep_numbers_on_one_core()
    from hiwar.config.analyze_server import serve_alone
    from hiwar.config.preparation import apart

    data = environment.data_folder()
    if options.no_keys:
        print("hiwar: without keys everybody who can reach this address may use it.", file=sys.stderr)
        print("hiwar: suggested scores are answered and not kept.", file=sys.stderr)
    if not options.no_keys:
        apart(ready, data)
    serve_alone(
        address=(options.host, options.port), data=None if options.no_keys else data, origin=options.origin or ""
    )
    return 0


def ready(data: Path) -> None:
    """Set Django up for the keys of a data folder, their tables prepared."""
    from hiwar.config.preparation import is_prepared, prepare

    set_up(data)
    if (data / environment.SETTINGS_FILE).exists():
        found = environment.load(data)
        if not is_prepared(found):
            prepare(found)
        return
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    (data / ALONE).chmod(0o600)


def set_up(data: Path) -> None:
    """Set Django up in this process: for the newsroom in `data`, or, where there is none, for keys alone."""
    from hiwar.config import preparation

    if (data / environment.SETTINGS_FILE).exists():
        preparation.set_up(data)
        return
    import django
    from django.conf import settings

    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.configure(
        INSTALLED_APPS=["hiwar.analysis"],
        DATABASES={"default": environment.sqlite_settings(data / ALONE)},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        LOGGING_CONFIG=None,
        USE_TZ=True,
    )
    django.setup()
