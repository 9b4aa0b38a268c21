"""`import_page`: bring one saved article page with its comments into the newsroom."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from wagtail.models import Site

from hiwar.accounts.models import SiteProfile
from hiwar.importers.page.map import import_page
from hiwar.importers.page.order import BadOrder, ImportOrder, checked_headline, publication_time, source_url
from hiwar.importers.page.read import read_page
from hiwar.importers.page.report import report_of, sentence_for
from hiwar.importers.page.shape import NotAPage

REFUSED = 2


class Command(BaseCommand):
    """Translate a command line into one reading and one service call, and what comes of them into words."""

    # An import is no deployment; the checks would take longer than most pages.
    requires_system_checks: ClassVar[list[str]] = []
    help = "Import one article page, saved as .html or left by a text extractor as .txt, with its comments."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Return the parser under the name people type: `hiwar import page`."""
        return super().create_parser("hiwar", "import page", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what can be asked for."""
        parser.add_argument("file", type=Path, help="the saved page, .txt or .html")
        parser.add_argument("--url", required=True, help="where the page was published; a second import is known by it")
        parser.add_argument("--date", required=True, help="when it was published: 2014-01-19 or 2014-01-19T09:30")
        parser.add_argument("--headline", default="", help="its headline, if the file does not hold it")
        parser.add_argument("--section", default="", help="name or slug of the section; without it, the first one")
        parser.add_argument("--approved", action="store_true", help="publish its comments, as the source did")
        parser.add_argument("--dry-run", action="store_true", help="report what would happen and change nothing")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Import the page and print the report; a refusal is one sentence and exit code 2."""
        now = timezone.now()
        try:
            order = _order(options, now)
            page = read_page(file)
            done = import_page(page=page, order=order, now=now)
        except (NotAPage, BadOrder) as refusal:
            # Django would print a class name before the sentence; the operator needs the sentence alone.
            self.stderr.write(sentence_for(refusal, file=str(file)))
            raise SystemExit(REFUSED) from refusal
        self.stdout.write(report_of(done, page=page, order=order))


def _order(options: dict[str, Any], now: Any) -> ImportOrder:
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        raise BadOrder("no_section")
    zone = SiteProfile.of(site).time_zone
    return ImportOrder(
        url=source_url(options["url"]),
        published_at=publication_time(options["date"], time_zone=zone, now=now),
        headline=checked_headline(options["headline"]),
        section=options["section"],
        approved=options["approved"],
        dry_run=options["dry_run"],
    )
