"""What an installation says about itself: its data folder, address, secrets and database.

Here belong reading, checking and writing of `DATA/settings.toml` and the few environment variables that override it.
Django's own settings are built from the result in `settings.py`; nothing here imports Django.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from hiwar.arabic.languages import LANGUAGES

SETTINGS_FILE = "settings.toml"
SERVED_AT_FILE = "served-at.txt"
SHORTEST_SECRET = 43  # 32 random bytes in base64url; anything shorter was typed by a person.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class SettingsError(Exception):
    """The installation cannot be described; carries one sentence for the operator."""


@dataclass(frozen=True, repr=False)
class Secrets:
    """Keys by purpose; each is at least 32 random bytes, base64url. Never printed."""

    django: str
    identity: str
    contact: str


@dataclass(frozen=True, repr=False)
class Environment:
    """One installation: where its data lies, at which address it answers, and with which keys."""

    data: Path
    origin: str
    language: str
    secrets: Secrets
    database: str
    trusted_proxies: tuple[str, ...] = ()
    coral_secrets: tuple[str, ...] = ()
    redis: str = ""
    replica: str = ""
    mail: str = ""
    mail_from: str = ""
    alert_targets: tuple[str, ...] = ()
    websub_hub: str = ""
    # Language and origin of the same newspaper in other languages.
    editions: tuple[tuple[str, str], ...] = ()
    demo: bool = False

    @property
    def secure(self) -> bool:
        """Return whether readers reach the site over TLS."""
        return self.origin.startswith("https://")

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return every `Host` value that is ours, port included where it is not the scheme's own."""
        parts = urlsplit(self.origin)
        names = LOOPBACK if parts.hostname in LOOPBACK else {str(parts.hostname)}
        port = f":{parts.port}" if parts.port else ""
        return tuple(sorted(f"[{name}]{port}" if ":" in name else f"{name}{port}" for name in names))


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the data folder: `DATA` if it is set, else `data` in the working directory."""
    return Path(environ.get("DATA") or "data").expanduser().absolute()


def checked_origin(address: str, *, plain: bool = False) -> str:
    """Return `scheme://host[:port]` of a site address.

    Raises `SettingsError` for anything that is not http(s), carries a path or credentials, or would send readers'
    cookies in clear text over a network: plain http is for this machine, and, with `plain`, for a demo.
    """
    parts = urlsplit(address.strip())
    _refuse_unless(parts.scheme in {"http", "https"} and bool(parts.hostname), f"Not a web address: {address!r}.")
    _refuse_unless(
        parts.path in {"", "/"} and not parts.query and parts.username is None,
        f"The address must be a bare origin such as https://example.org, not {address!r}.",
    )
    _refuse_unless(
        plain or parts.scheme == "https" or parts.hostname in LOOPBACK,
        f"{address!r} would send readers' cookies in clear text: use https:// (http:// only for this machine).",
    )
    return f"{parts.scheme}://{_ascii_netloc(parts)}"


def _ascii_netloc(parts: SplitResult) -> str:
    host = str(parts.hostname).encode("idna").decode("ascii")
    host = f"[{host}]" if ":" in host else host
    return f"{host}:{parts.port}" if parts.port else host


def _refuse_unless(condition: bool, sentence: str) -> None:
    if not condition:
        raise SettingsError(sentence)


def load(data: Path, environ: Mapping[str, str] = os.environ) -> Environment:
    """Return the installation described in `data`; raises `SettingsError` when there is none or it is nonsense."""
    path = data / SETTINGS_FILE
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"No newsroom in {data}. Begin with: hiwar init (or: make demo).") from None
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path} cannot be read: {error}") from None
    database = environ.get("HIWAR_DATABASE") or environ.get("DATABASE_URL") or str(table.get("database", ""))
    return Environment(
        data=data,
        origin=checked_origin(
            environ.get("HIWAR_ORIGIN") or _local_origin(data) or _text(table, "origin", path),
            plain=table.get("demo") is True,
        ),
        language=checked_language(_text(table, "language", path)),
        secrets=Secrets(*(_secret(table, name, path) for name in ("django", "identity", "contact"))),
        database=database,
        trusted_proxies=tuple(str(item) for item in table.get("trusted_proxies", [])),
        coral_secrets=coral_secrets(environ) or _texts(table.get("coral_secrets", []), "coral_secrets", path),
        redis=_redis(environ.get("HIWAR_REDIS") or str(table.get("redis", ""))),
        replica=_replica(environ.get("HIWAR_REPLICA") or str(table.get("replica", "")), database=database),
        mail=environ.get("HIWAR_MAIL") or str(table.get("mail", "")),
        mail_from=environ.get("HIWAR_MAIL_FROM") or str(table.get("mail_from", "")),
        alert_targets=_texts(table.get("alert_targets", []), "alert_targets", path),
        websub_hub=_hub(table.get("websub_hub", ""), path=path),
        editions=_editions(table.get("editions", {}), own=str(table.get("language", "")), path=path),
        demo=table.get("demo") is True,
    )


def checked_language(code: str) -> str:
    """Return the code of a language that editions can be in; raises `SettingsError` for any other."""
    _refuse_unless(code in LANGUAGES, f"Unknown language {code!r}: choose one of {', '.join(LANGUAGES)}.")
    return code


def _editions(value: object, *, own: str, path: Path) -> tuple[tuple[str, str], ...]:
    _refuse_unless(isinstance(value, Mapping), f"{path}: “editions” must be a table of languages and addresses.")
    named = dict(value) if isinstance(value, Mapping) else {}
    _refuse_unless(own not in named, f"{path}: “editions” names the others; {own!r} is the language of this one.")
    return tuple((checked_language(code), checked_origin(str(address), plain=True)) for code, address in named.items())


def _hub(value: object, *, path: Path) -> str:
    address = value.strip() if isinstance(value, str) else ""
    parts = urlsplit(address)
    right = parts.scheme in {"http", "https"} and parts.hostname and parts.username is None and address.isascii()
    _refuse_unless(
        value == "" or bool(right), f"{path}: “websub_hub” must be a web address such as https://hub.example.org/."
    )
    return address


def _redis(address: str) -> str:
    schemes = ("redis://", "rediss://", "redis+unix://", "valkey://", "valkeys://")
    _refuse_unless(not address or address.startswith(schemes), "HIWAR_REDIS must look like redis://host:6379/0.")
    # One protocol, and one client for both.
    return address.replace("valkey", "redis", 1) if address.startswith("valkey") else address


def _replica(address: str, *, database: str) -> str:
    _refuse_unless(
        not address or _is_postgresql(database), "HIWAR_REPLICA needs the PostgreSQL it follows as database."
    )
    return address


def coral_secrets(environ: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Return the signing secrets of Coral that the environment names, separated by blanks."""
    return tuple(environ.get("HIWAR_CORAL_SECRETS", "").split())


def _texts(value: object, name: str, path: Path) -> tuple[str, ...]:
    right = isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)
    _refuse_unless(right, f"{path}: “{name}” must be a list of texts.")
    return tuple(value) if isinstance(value, list) else ()


def _local_origin(data: Path) -> str:
    """Return where a newsroom of this machine was last served, so that commands print addresses that work."""
    try:
        return (data / SERVED_AT_FILE).read_text("utf-8").strip()
    except OSError:
        return ""


def _text(table: Mapping[str, object], name: str, path: Path) -> str:
    value = table.get(name)
    _refuse_unless(isinstance(value, str) and bool(value), f"{path}: “{name}” is missing.")
    return str(value)


def _secret(table: Mapping[str, object], name: str, path: Path) -> str:
    kept = table.get("secrets")
    value = kept.get(name) if isinstance(kept, Mapping) else None
    _refuse_unless(
        isinstance(value, str) and len(value) >= SHORTEST_SECRET,
        f"{path}: the secret “{name}” is missing or too short. Run hiwar init in a fresh folder to see a good one.",
    )
    return str(value)


def write(data: Path, *, origin: str, language: str, demo: bool = False) -> Path:
    """Create the data folder (0700) and its settings file (0600) with fresh secrets; never overwrites one."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = data / SETTINGS_FILE
    lines = [
        "# Written by hiwar. The secrets protect readers' identities: keep them apart from backups of the database.",
        f'origin = "{checked_origin(origin)}"',
        f'language = "{language}"',
        '# database = "postgresql://hiwar@localhost/hiwar"   # without this line: SQLite in this folder',
        '# replica = "postgresql://hiwar@second/hiwar"         # only where a standby of it draws the pages',
        '# trusted_proxies = ["127.0.0.1"]                    # only if a proxy stands in front; "unix": on --socket',
        '# redis = "redis://127.0.0.1:6379/0"                 # only where several nodes share their limits',
        '# mail = "smtps://user:password@mail.example.org"    # with mail_from: without it no alert goes by e-mail',
        '# mail_from = "hiwar@example.org"',
        *(["demo = true"] if demo else []),
        "",
        "[secrets]",
        *(f'{name} = "{secrets.token_urlsafe(48)}"' for name in ("django", "identity", "contact")),
        "",
        "# [editions]                                          # the same newspaper in other languages",
        '# en = "https://en.example.org"',
        "",
    ]
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    return path


def database_settings(environment: Environment) -> dict[str, object]:
    """Return Django's `DATABASES["default"]` for SQLite (no address given) or PostgreSQL."""
    if not environment.database:
        return sqlite_settings(environment.data / "hiwar.sqlite3")
    return _postgresql_settings(environment.database, name="DATABASE_URL (or HIWAR_DATABASE)")


def replica_settings(environment: Environment) -> dict[str, object]:
    """Return Django's settings for the standby that pages are drawn from; tests that use both have one database."""
    settings = _postgresql_settings(environment.replica, name="HIWAR_REPLICA")
    return {**settings, "TEST": {"MIRROR": "default"}}


def _is_postgresql(address: str) -> bool:
    return urlsplit(address).scheme in {"postgresql", "postgres"}


def _postgresql_settings(address: str, *, name: str) -> dict[str, object]:
    parts = urlsplit(address)
    _refuse_unless(
        _is_postgresql(address) and len(parts.path) > 1,
        f"{name} must look like postgresql://user:password@host:5432/name.",
    )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # A host that does not answer at all must not hold a thread for the two minutes that TCP would wait.
        "OPTIONS": {"connect_timeout": 3},
    }


def sqlite_settings(path: Path) -> dict[str, object]:
    """Return Django's settings for an SQLite database at `path`."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,  # The server's threads live as long as it does; so do their connections.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            # FULL: a comment we acknowledged survives a power cut. secure_delete: erased text leaves the disk.
            # trusted_schema stays on: without it SQLite refuses JSON_VALID, by which Django checks JSON.
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON",
        },
    }
