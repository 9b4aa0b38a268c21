"""`check_decisions`: read the whole log, decisions and events, and say whether its chains are whole."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from hiwar.moderation.models import Decision, Event
from hiwar.moderation.services import chain_is_whole, events_are_whole


class Command(BaseCommand):
    """Exit with 1 when a row of the log was changed, or one between two others is missing."""

    @property
    def help(self) -> str:
        """Return what the command does, in the language of the terminal; the parser takes plain strings alone."""
        return _("Check that nothing in the log of decisions and events was changed or taken out.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a sentence for each chain; the exit code is for machines."""
        if not chain_is_whole():
            raise CommandError(_("The chain of decisions is broken: one was changed or taken out."))
        if not events_are_whole():
            raise CommandError(_("The chain of events is broken: one was changed or taken out."))
        self.stdout.write(_("The chain of events is whole. Events read: %(count)s") % {"count": Event.objects.count()})
        self.stdout.write(
            _("The chain of decisions is whole. Decisions read: %(count)s") % {"count": Decision.objects.count()}
        )
