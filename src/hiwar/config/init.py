"""`hiwar init`: from an empty folder to a newsroom with its first editor. Asks on a terminal, refuses in a pipe."""

from __future__ import annotations

import argparse
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from hiwar.arabic.languages import language_of
from hiwar.config import environment
from hiwar.config.environment import SettingsError

USERNAME = re.compile(r"[\w.@+-]{1,150}")
SHORTEST_PASSWORD = 15


def init(options: argparse.Namespace, data: Path) -> int:
    """Found the newsroom described by the options in `data`; raises `SettingsError` before anything is written."""
    if (data / environment.SETTINGS_FILE).exists():
        raise SettingsError(f"{data} already holds a newsroom; nothing was changed. Serve it with: hiwar serve")
    name = options.name or _ask("The newsroom's name", "name")
    origin = environment.checked_origin(options.address or _ask("Its address, such as https://example.org", "address"))
    country = (options.country or _ask("Country (ISO code: SY, EG, MA …)", "country")).upper()
    username = options.editor or _ask("Login of the first editor", "editor")
    _check(country, username)
    password = _password(options.password_file)

    environment.write(data, origin=origin, language=options.language)
    os.environ["DATA"] = str(data)
    print("Preparing the database …", flush=True)
    editor = _Editor(username, options.editor_name or username, password)
    given = _found(options, name=name, origin=origin, country=country, editor=editor)
    print(f"{name} stands in {data}.")
    print(f"  editor   {origin}/editor/   login: {username}" + ("" if password else f"   password: {given}"))
    print(f"  desk     {origin}/desk/")
    print(f"  start    DATA={data} hiwar serve")
    return 0


def _ask(question: str, option: str) -> str:
    if not sys.stdin.isatty():
        raise SettingsError(f"--{option} is missing (there is no terminal to ask on).")
    answer = input(f"{question}: ").strip()
    if not answer:
        raise SettingsError(f"--{option} is missing.")
    return answer


def _check(country: str, username: str) -> None:
    # The list of countries is Django's, and Django needs the settings file we are about to write.
    if not re.fullmatch(r"SY|LB|JO|PS|IQ|EG|SD|LY|SA|YE|OM|AE|QA|BH|KW|TN|DZ|MA|MR|IR|AF|PK|IN|TR", country):
        raise SettingsError(
            f"Unknown country {country!r}: use the ISO code of an Arab country, such as SY, EG or MA, "
            "or IR, AF, PK, IN, TR."
        )
    if not USERNAME.fullmatch(username):
        raise SettingsError(f"{username!r} cannot be a login: letters, digits and . @ + - _ only.")


def _password(file: Path | None) -> str | None:
    if file is None:
        return None
    try:
        password = file.read_text("utf-8").rstrip("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The password file cannot be read: {error}") from None
    if len(password) < SHORTEST_PASSWORD:
        raise SettingsError(f"The password must have at least {SHORTEST_PASSWORD} characters.")
    return password


@dataclass(frozen=True, repr=False)
class _Editor:
    """The first person of a newsroom, who may do everything."""

    username: str
    name: str
    password: str | None


def _found(options: argparse.Namespace, *, name: str, origin: str, country: str, editor: _Editor) -> str:
    from hiwar.config.preparation import prepare, set_up

    set_up(environment.data_folder())
    from hiwar.config.founding import Colleague, Founding, found_newsroom, hire

    prepare(environment.load(environment.data_folder()))
    spoken = language_of(options.language)
    found_newsroom(
        Founding(
            name=name,
            origin=origin,
            country=country,
            digits=options.digits or spoken.figures.value,
            first_section=options.section or spoken.news,
        )
    )
    owner = Colleague(username=editor.username, name=editor.name, role="owner")
    return hire(owner, password=editor.password)[1]
