"""The `hiwar` command. Each subcommand reads its arguments, makes one call, and says in one sentence what went wrong.

Exit codes: 0 done, 1 something failed, 2 the request itself was at fault and nothing was changed.
Django is imported only by the subcommands that need the database, so that serving starts at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from hiwar import __version__
from hiwar.arabic.languages import LANGUAGES
from hiwar.config import analyze, environment
from hiwar.config.environment import Environment, SettingsError
from hiwar.config.shell.commands import add_commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["manage"]:
        return _manage(given[1:])
    if given[:1] == ["import"]:
        return _import(given[1:])
    if given[:2] == ["check", "decisions"]:
        return _manage(["check_decisions", *given[2:]])
    if given[:2] == ["seed", "held"]:
        return _manage(["seed_held", *given[2:]])
    if given[:1] in (["learn"], ["search"], ["words"]):
        return _manage(given)
    parser = _parser()
    options = parser.parse_args(given)
    if options.command is None:
        parser.print_help()
        return 0
    try:
        return int(options.run(options))
    except SettingsError as error:
        print(f"hiwar: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hiwar",
        description="An Arabic newsroom with reader discussion.",
        epilog="The folder with settings, database and media is DATA (environment variable), by default ./data.",
    )
    parser.add_argument("--version", action="version", version=f"hiwar {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_init(commands)
    for name, run, text in (("serve", _serve, "serve the newsroom"), ("demo", _demo, "serve a demo newsroom")):
        command = commands.add_parser(name, help=text, description=f"{text.capitalize()}.")
        command.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"), help="default: %(default)s")
        command.add_argument("--port", type=_port, default=os.environ.get("PORT", "8000"), help="default: %(default)s")
        command.add_argument("--socket", type=Path, help="listen on this Unix socket, for a proxy on the same machine")
        command.add_argument(
            "--workers", type=_workers, default=os.environ.get("WORKERS", "1"), help="processes; default: %(default)s"
        )
        command.set_defaults(run=run)
        command.epilog = (
            "SIGTERM ends the server after the requests it has begun. SIGHUP exchanges its workers for new ones."
        )
    sweep = commands.add_parser("sweep", help="delete what has been kept long enough", description=_sweep.__doc__)
    sweep.set_defaults(run=_sweep)
    add_commands(commands)
    analyze.add_commands(commands, port=_port)
    commands.add_parser("import", help="bring an article with its comments in: hiwar import page --help")
    commands.add_parser("learn", help="learn from the moderators' decisions: hiwar learn --help")
    commands.add_parser("search", help="keep the index of the search: hiwar search --help")
    commands.add_parser("words", help="take the word lists out and in as CSV: hiwar words --help")
    commands.add_parser("manage", help="run one of Django's own commands: hiwar manage help")
    return parser


def _add_init(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    init = commands.add_parser("init", help="found a newsroom in DATA", description=_init.__doc__)
    init.add_argument("--name", help="the newsroom's name, as on the masthead")
    init.add_argument("--address", help="where readers reach it, such as https://example.org")
    init.add_argument("--country", help="ISO code; decides month names and time zone: SY, EG, MA …")
    init.add_argument(
        "--digits", choices=["latn", "arab", "arabext"], help="1, 2, 3 or ١، ٢، ٣ or ۱، ۲، ۳; default: the language's"
    )
    init.add_argument("--language", choices=list(LANGUAGES), default="ar", help="language of the pages")
    init.add_argument("--section", default="", help="the first section; default: «News» in the language")
    init.add_argument("--editor", help="login of the first editor")
    init.add_argument("--editor-name", default="", help="the editor's name as colleagues see it")
    init.add_argument(
        "--password-file", type=Path, help="file with the editor's password; without it one is made and printed once"
    )
    init.set_defaults(run=_init)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)


def _workers(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError("workers are a number from 1 to 64")
    return int(text)


def _init(options: argparse.Namespace) -> int:
    """Found a newsroom: a settings file with fresh secrets, a database, a first editor. Asks for what is missing."""
    from hiwar.config.init import init

    return init(options, environment.data_folder())


def _serve(options: argparse.Namespace) -> int:
    from hiwar.config.preparation import is_prepared, prepare_apart

    data = environment.data_folder()
    found = _for_address(environment.load(data), options)
    if not is_prepared(found):
        print("Bringing the database up to date …", flush=True)
        prepare_apart(data)
    _begin(options, data, notice="")
    return 0


def _demo(options: argparse.Namespace) -> int:
    from hiwar.config.demo.start import claim, demo_notice, is_filled
    from hiwar.config.preparation import fill_demo_apart

    data = environment.data_folder()
    claim(data)
    found = _for_address(environment.load(data), options)
    if not is_filled(found):
        fill_demo_apart(data)
    _begin(options, data, notice=demo_notice(found))
    return 0


def _begin(options: argparse.Namespace, data: Path, *, notice: str) -> None:
    from hiwar.config.preparation import prepare_for_change
    from hiwar.config.serve import Place, Start, serve

    start = Start(options.workers, notice, partial(prepare_for_change, data))
    serve(place=Place(options.host, options.port, options.socket), data=data, start=start)


def _for_address(found: Environment, options: argparse.Namespace) -> Environment:
    """Let a newsroom on this machine answer at the port it is started on, whatever its settings file says."""
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(options.host, options.host)  # noqa: S104 - read, not listened on
    local = found.origin.startswith("http://") and (found.demo or name in environment.LOOPBACK)
    if not local or "HIWAR_ORIGIN" in os.environ or options.port == 0 or options.socket:
        return found
    shown = f"[{name}]" if ":" in name else name
    (found.data / environment.SERVED_AT_FILE).write_text(f"http://{shown}:{options.port}\n", "utf-8")
    if found.demo and name not in environment.LOOPBACK:
        print("hiwar: the demo speaks plain http; do not use it with real readers.", file=sys.stderr)
    return environment.load(found.data)


def _sweep(options: argparse.Namespace) -> int:
    """Delete or fold what has been kept as long as the privacy page says; safe to run at any time."""
    _ready()
    from django.utils import timezone

    from hiwar.analysis.services import forget_feedback
    from hiwar.discussions.services.sweeping import sweep
    from hiwar.moderation.services.sweeping import sweep_desk
    from hiwar.newsroom.services.video_files import sweep_video_files

    now = timezone.now()
    swept = {**sweep(now=now), **sweep_desk(now=now), "feedback forgotten": forget_feedback(now=now)}
    swept["files of videos deleted"] = sweep_video_files(now=now)
    for name, count in swept.items():
        print(f"{name}: {count}")
    return 0


def _import(arguments: list[str]) -> int:
    """Run the importer of one source: `hiwar import page FILE …`."""
    if arguments[:1] != ["page"]:
        print("usage: hiwar import page FILE --url URL --date DATE\n(see hiwar import page --help)", file=sys.stderr)
        return 0 if arguments[:1] in (["--help"], ["-h"]) else 2
    return _manage(["import_page", *arguments[1:]])


def _manage(arguments: list[str]) -> int:
    try:
        _ready()
    except SettingsError as error:
        if not {"--help", "-h", "help"} & set(arguments):
            print(f"hiwar: {error}", file=sys.stderr)
            return 2
        return _help_alone(arguments)
    return _execute(arguments)


def _help_alone(arguments: list[str]) -> int:
    """Explain a command where there is no newsroom yet: Django wants settings, though help reads none of them."""
    from hiwar.config.preparation import set_up

    with TemporaryDirectory() as folder:
        environment.write(Path(folder), origin="http://127.0.0.1:8000", language="ar")
        set_up(Path(folder))
        return _execute(arguments)


def _execute(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["hiwar", *arguments])
    return 0


def _ready() -> None:
    """Set Django up for the newsroom in DATA, its database prepared."""
    from hiwar.config.preparation import is_prepared, prepare, set_up

    found = environment.load(environment.data_folder())
    set_up(found.data)
    if not is_prepared(found):
        prepare(found)


if __name__ == "__main__":
    sys.exit(main())
