"""`words`: bring a table of listed words in, or write the lists out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import get_language, gettext
from wagtail.models import Site

from hiwar.discussions.queries import listed_rows
from hiwar.discussions.services import list_words
from hiwar.discussions.word_problems import report_of, sentence_of
from hiwar.discussions.word_tables import MAX_BYTES, BadTable, read_table, write_table

REFUSED = 2


class Command(BaseCommand):
    """Translate a command line into reading and one service call, or one query and writing."""

    # A word list is no deployment; the checks would take longer than the work.
    requires_system_checks: ClassVar[list[str]] = []
    help = "Import or export the newsroom's word lists as CSV."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Return the parser under the name people type: `hiwar words`."""
        return super().create_parser("hiwar", "words", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what can be asked for."""
        acts = parser.add_subparsers(dest="act", required=True, metavar="import|export")
        taking = acts.add_parser("import", help="add the entries of a CSV file, and bring known ones up to date")
        taking.add_argument("file", type=Path, help="the table, UTF-8; its columns are in docs/guides/word-lists.md")
        giving = acts.add_parser("export", help="write all entries to a CSV file")
        giving.add_argument("file", type=Path, help="where to write; - for standard output")
        giving.add_argument("--language", choices=["ar", "en"], help="of headings and values")

    def handle(self, *args: Any, act: str, file: Path, **options: Any) -> None:
        """Import or export; a refusal is one sentence for each line at fault, exit code 2, and changes nothing."""
        site = Site.objects.get(is_default_site=True)
        try:
            if act == "import":
                self.stdout.write(report_of(list_words(site=site, rows=read_table(_bytes_of(file)))))
                return
            table = write_table(listed_rows(site), language=options["language"] or get_language() or "en")
            _write(file, table)
        except BadTable as refusal:
            for problem in refusal.problems:
                self.stderr.write(sentence_of(problem))
            self.stderr.write(gettext("Nothing was imported."))
            raise SystemExit(REFUSED) from refusal
        except OSError as error:
            self.stderr.write(gettext("%(file)s: %(error)s") % {"file": str(file), "error": error.strerror})
            raise SystemExit(REFUSED) from error


def _bytes_of(file: Path) -> bytes:
    with file.open("rb") as table:
        return table.read(MAX_BYTES + 1)


def _write(file: Path, table: bytes) -> None:
    if str(file) == "-":
        sys.stdout.buffer.write(table)
    else:
        file.write_bytes(table)
