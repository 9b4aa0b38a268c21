"""`learn`: learn from moderators' decisions, say what was learned before, or go back to it."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from hiwar.discussions.models import Lesson
from hiwar.moderation.queries.lessons import lessons_of
from hiwar.moderation.services import NothingToGoBackTo, go_back, is_due, learn_from_decisions
from hiwar.screening.learning.learn import Outcome

SHOWN = 10


class Command(BaseCommand):
    """Exit with 0 when done, learned or not; with 1 when it failed; with 2 when what was asked cannot be."""

    @property
    def help(self) -> str:
        """Return what the command does, in the language of the terminal; the parser takes plain strings alone."""
        return _("Learn from the moderators' decisions; keep what is better on the newest of them.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what can be asked for."""
        asked = parser.add_mutually_exclusive_group()
        asked.add_argument("--status", action="store_true", help=_("show what was learned and what is in use"))
        asked.add_argument("--back", action="store_true", help=_("use the lesson before the one in use"))
        asked.add_argument("--dry-run", action="store_true", help=_("try it and keep nothing"))
        asked.add_argument("--if-due", action="store_true", help=_("only where enough was decided since the last time"))
        parser.add_argument("--site", help=_("host name of the site; without it, every site"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked for each site in turn."""
        if options["if_due"]:
            # Called at night beside a server that answers readers meanwhile.
            os.nice(10)
        sites = Site.objects.order_by("pk")
        if options["site"]:
            sites = sites.filter(hostname=options["site"])
        if not sites:
            raise CommandError(_("There is no such site."), returncode=2)
        for site in sites:
            if options["status"]:
                self._status(site)
            elif options["back"]:
                self._back(site)
            elif not options["if_due"] or is_due(site=site):
                self._learn(site, dry_run=options["dry_run"])

    def _learn(self, site: Site, *, dry_run: bool) -> None:
        steps = {
            "read": _("Reading decisions …"),
            "score": _("Scoring them …"),
            "fit": _("Fitting …"),
            "examine": _("Examining …"),
        }

        def say(step: str) -> None:
            # For someone who waits; a log keeps the result alone.
            if self.stderr.isatty():
                self.stderr.write(steps[step], self.style.NOTICE)

        try:
            outcome = learn_from_decisions(site=site, now=timezone.now(), dry_run=dry_run, say=say)
        except (OSError, ValueError) as error:
            raise CommandError(_("The model cannot be read: %(error)s") % {"error": error}) from error
        self.stdout.write(f"{site.hostname}: {told(outcome)}")
        for line in compared(outcome.report):
            self.stdout.write(f"  {line}")
        if dry_run:
            self.stdout.write(_("  Nothing was changed."))

    def _back(self, site: Site) -> None:
        try:
            lesson = go_back(site=site, now=timezone.now())
        except NothingToGoBackTo:
            raise CommandError(
                _("The shipped model is in use; there is nothing to go back to."), returncode=2
            ) from None
        used = _("lesson %(number)s") % {"number": lesson.number} if lesson else _("the shipped model")
        self.stdout.write(_("%(site)s: now in use: %(used)s.") % {"site": site.hostname, "used": used})
        self.stdout.write(_("  The nightly learning rests until you call «hiwar learn» again."))

    def _status(self, site: Site) -> None:
        lessons = lessons_of(site)
        if not any(lesson.is_used for lesson in lessons):
            self.stdout.write(_("%(site)s: the shipped model is in use as it is.") % {"site": site.hostname})
        for lesson in lessons[:SHOWN]:
            mark = "*" if lesson.is_used else " "
            kept = Lesson.Kept(lesson.kept).label
            self.stdout.write(f"{mark} {lesson.number:4} {lesson.made_at:%Y-%m-%d %H:%M} {kept} {lesson.why}".rstrip())


def told(outcome: Outcome) -> str:
    """Return what came of a lesson in one sentence."""
    kept = {
        "vector": _("learned; the new scores and thresholds are in use."),
        "calibration": _("the thresholds now follow the site's own comments."),
    }
    whys = {
        "too_few": _("too few decisions to learn from, or to examine what was learned."),
        "not_better": _("what was learned is no better on the newest decisions; all stays as it was."),
        "anchors": _("what was learned would let plain abuse pass, or hold plain good words; all stays as it was."),
        "one_teacher": _("what was learned is better only by the judgement of one person; all stays as it was."),
    }
    return kept.get(outcome.kept) or whys.get(outcome.why, outcome.why)


def compared(report: dict[str, Any]) -> list[str]:
    """Return the figures of the exam, one line for each way to go on."""
    lines = [_("Decisions: %(count)s") % {"count": report.get("decisions", 0)}]
    names = {"now": _("as it was"), "calibration": _("own thresholds"), "vector": _("learned")}
    for key, name in names.items():
        if row := report.get(key):
            lines.append(
                _("%(name)s: holds %(held)s of %(violating)s, and %(wrong)s of %(clean)s clean ones")
                % {
                    "name": name,
                    "held": row["held"],
                    "violating": row["violating"],
                    "wrong": row["false_holds"],
                    "clean": row["clean"],
                }
            )
    return lines
