"""`search`: take everything into the index anew."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext

from hiwar.search.models import Kind
from hiwar.search.services import index_due, mend, rebuild, wipe_out

EVERY = 1000


class Command(BaseCommand):
    """Translate a command line into a few service calls, and say how far they have come."""

    # The index is no deployment; the checks would take longer than a small newsroom's index.
    requires_system_checks: ClassVar[list[str]] = []
    help = "Keep the index of the search."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Return the parser under the name people type: `hiwar search`."""
        return super().create_parser("hiwar", "search", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what can be asked for."""
        acts = parser.add_subparsers(dest="act", required=True, metavar="rebuild")
        acts.add_parser(
            "rebuild",
            help="take every published article and comment in anew, and out whatever else is there",
            description="Readers go on searching meanwhile. Safe to interrupt: the server goes on with it.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, with a line for every thousand texts."""
        self.taken = dict.fromkeys(Kind.values, 0)
        index_due()
        out = mend()["taken out"]
        rebuild(progress=self._say)
        index_due()
        wipe_out()
        self.stdout.write(
            gettext("In the index: %(articles)s articles and %(comments)s comments; %(out)s entries were taken out.")
            % {"articles": self.taken["article"], "comments": self.taken["comment"], "out": out}
        )

    def _say(self, kind: str, count: int) -> None:
        before, self.taken[kind] = self.taken[kind], self.taken[kind] + count
        if before // EVERY < self.taken[kind] // EVERY:
            self.stdout.write(f"{kind}: {self.taken[kind]}")
            self.stdout.flush()
