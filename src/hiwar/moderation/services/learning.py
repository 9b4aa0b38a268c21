"""Learning from decisions: one lesson, tried and kept or not; and the way back.

Belongs here: gathering what teaches, keeping what came of it, in one transaction. Not here: the judgement of what is
better (`hiwar.screening.learning`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from wagtail.models import Site

from hiwar.discussions.models import DiscussionSettings, Lesson, minute
from hiwar.discussions.services import scoring
from hiwar.moderation.models import Trigger
from hiwar.moderation.queries.examples import Taught, decided_examples, decisions_since, standing_texts
from hiwar.moderation.queries.lessons import knowledge_of, lesson_in_use
from hiwar.moderation.services.alerts import raise_alert
from hiwar.moderation.signals import examples_wanted
from hiwar.screening.learning.learn import Knowledge, Material, Outcome, learn
from hiwar.screening.modes import Mode

FEWEST_NEW = 20
LESSONS_KEPT = 30
TAKEN_BACK = "taken_back"
# It would be worse for readers, and somebody may have meant it to be (threats, row M3).
HARMFUL = frozenset({"anchors", "one_teacher"})
_OF_USE = (Lesson.Kept.VECTOR, Lesson.Kept.CALIBRATION)


class NothingToGoBackTo(Exception):
    """The site uses the shipped model as it is."""


def learn_from_decisions(
    *, site: Site, now: datetime, dry_run: bool = False, say: Callable[[str], None] = lambda _: None
) -> Outcome:
    """Try to learn from the site's decisions; keep the result if it is better, and a row about it either way.

    `dry_run` keeps nothing. Raises what an unreadable model raises. Takes seconds to a minute of one core.
    """
    shipped = scoring.shipped_scorer()
    say("read")
    outcome = learn(
        _material(site, now=now),
        scorer=shipped,
        current=_known(site, model=shipped.name),
        false_holds=DiscussionSettings.of(site).false_holds(Mode.CAREFUL),
        say=say,
    )
    if not dry_run:
        _keep(site, outcome, model=shipped.name, now=now)
    return outcome


def is_due(*, site: Site) -> bool:
    """Return whether enough was decided since the last lesson; after going back, only a person begins again."""
    newest = Lesson.objects.filter(site=site).defer("vector").order_by("-number").first()
    if newest is not None and newest.kept == Lesson.Kept.BACK:
        return False
    return decisions_since(site, newest.made_at if newest else None) >= FEWEST_NEW


@transaction.atomic
def go_back(*, site: Site, now: datetime) -> Lesson | None:
    """Use the lesson before the one in use, or the shipped model alone if there was none; return what is used now.

    Raises `NothingToGoBackTo`. What was gone back from is never used again.
    """
    _locked(site)
    current = lesson_in_use(site)
    if current is None:
        raise NothingToGoBackTo
    earlier = Lesson.objects.filter(site=site, model=current.model, kept__in=_OF_USE, number__lt=current.number)
    before = earlier.exclude(why=TAKEN_BACK).order_by("-number").first()
    Lesson.objects.filter(pk=current.pk).update(is_used=False, why=TAKEN_BACK)
    if before is not None:
        Lesson.objects.filter(pk=before.pk).update(is_used=True)
    report = {"from": current.number, "to": before.number if before else 0}
    _add(site, kept=Lesson.Kept.BACK, model=current.model, report=report, made_at=minute(now))
    raise_alert(site=site, trigger=Trigger.LESSON, data={"lesson": current.number, "taken_back": 1}, now=now)
    return before


def _material(site: Site, *, now: datetime) -> Material:
    answers = examples_wanted.send(sender=Lesson, site=site)
    offered: list[Taught] = [taught for _receiver, some in answers for taught in some]
    decided = sorted([*decided_examples(site), *offered], key=lambda taught: taught.at)
    return Material([taught.example for taught in decided], standing_texts(site, now=now))


def _known(site: Site, *, model: str) -> Knowledge:
    try:
        return knowledge_of(site, model=model)
    except ValueError:
        # A lesson that cannot be read holds every comment now; any other is better than that one.
        return Knowledge()


@transaction.atomic
def _keep(site: Site, outcome: Outcome, *, model: str, now: datetime) -> None:
    _locked(site)
    fields: dict[str, Any] = {"kept": outcome.kept or Lesson.Kept.NOTHING, "why": outcome.why}
    if outcome.kept:
        Lesson.objects.filter(site=site, is_used=True).update(is_used=False)
        vector, calibration = outcome.knowledge
        fields |= {"is_used": True, "vector": vector.to_bytes() if vector else None}
        fields |= {"calibration": calibration.to_record() if calibration else {}}
    number = _add(site, model=model, report=outcome.report, made_at=minute(now), **fields)
    if outcome.why in HARMFUL:
        raise_alert(site=site, trigger=Trigger.LESSON, data={"lesson": number}, now=now)
    newest = Lesson.objects.filter(site=site).order_by("-number").values_list("pk", flat=True)[:LESSONS_KEPT]
    Lesson.objects.filter(site=site, is_used=False).exclude(pk__in=list(newest)).delete()


def _add(site: Site, **fields: Any) -> int:
    number = Lesson.objects.filter(site=site).aggregate(last=Max("number"))["last"] or 0
    return Lesson.objects.create(site=site, number=number + 1, **fields).number


def _locked(site: Site) -> None:
    """Let one lesson after another be written; SQLite's writers are one at a time anyway."""
    Site.objects.select_for_update().get(pk=site.pk)
