"""`check_decisions`: read the whole log of decisions and say whether its chain is whole."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from hiwar.moderation.models import Decision
from hiwar.moderation.services import chain_is_whole


class Command(BaseCommand):
    """Exit with 1 when a decision was changed, or one between two others is missing."""

    @property
    def help(self) -> str:
        """Return what the command does, in the language of the terminal; the parser takes plain strings alone."""
        return _("Check that no decision in the log was changed or taken out.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one sentence for people; the exit code is for machines."""
        if not chain_is_whole():
            raise CommandError(_("The chain of decisions is broken: one was changed or taken out."))
        self.stdout.write(
            _("The chain of decisions is whole. Decisions read: %(count)s") % {"count": Decision.objects.count()}
        )
