"""`seed_held`: fill a demo newsroom's queue with comments that nobody wrote, as many as wanted."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from hiwar.moderation.services.seeding import NoDiscussion, Seeding, seed_held

MOST = 1_000_000
SAY_EVERY = 10_000


def _number(text: str) -> int:
    value = int(text)
    if not 0 <= value <= MOST:
        raise ValueError(text)
    return value


class Command(BaseCommand):
    """Exit with 0 when the queue holds them all; with 2 where it must not be filled."""

    @property
    def help(self) -> str:
        """Return what the command does, in the language of the terminal; the parser takes plain strings alone."""
        return _("Fill the queue of a demo newsroom with made-up comments.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what can be asked for."""
        parser.add_argument("--count", type=_number, default=100_000, help=_("how many comments shall wait"))
        parser.add_argument(
            "--families", type=_number, default=40, help=_("of how many nearly identical texts; 0: all kinds of texts")
        )
        parser.add_argument("--honest", type=_number, default=20, help=_("how many honest comments are among them"))
        parser.add_argument("--seed", type=_number, default=1, help=_("another number makes other comments"))
        parser.add_argument("--yes", action="store_true", help=_("also in a newsroom that is no demo"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Add what lacks, saying how far it has come."""
        if not settings.ENVIRONMENT.demo and not options["yes"]:
            sentence = _(
                "This is no demo newsroom. Made-up comments would stand in its queue; add --yes if you want that."
            )
            raise CommandError(sentence, returncode=2)
        asked = Seeding(
            count=options["count"], families=options["families"], honest=options["honest"], seed=options["seed"]
        )
        site = Site.objects.get(is_default_site=True)
        try:
            added = seed_held(site=site, seeding=asked, now=timezone.now(), say=self._say)
        except NoDiscussion:
            raise CommandError(_("There is no open discussion: publish an article first."), returncode=2) from None
        self.stdout.write(
            ngettext("%(added)s comment was added to the queue.", "%(added)s comments were added to the queue.", added)
            % {"added": added}
        )

    def _say(self, done: int) -> None:
        # For someone who waits; a log keeps the result alone.
        if self.stderr.isatty() and done % SAY_EVERY == 0:
            self.stderr.write(str(done), self.style.NOTICE)
