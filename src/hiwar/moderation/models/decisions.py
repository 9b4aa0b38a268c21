"""What people decided about comments, for ever in order: an append-only log, each row chained to the one before it.

A decision names the comment by its public id, not by a foreign key: texts are deleted by age, decisions stay. The
database itself refuses to change a row, or to delete one younger than two years (migration `append_only_decisions`).
"""

from __future__ import annotations

from datetime import UTC

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from hiwar.moderation.models.chained import Chained


class Action(models.TextChoices):
    """What a moderator can do with a comment."""

    APPROVE = "approve", _("Published")
    REJECT = "reject", _("Rejected")
    SPAM = "spam", _("Marked as spam")
    UNDO = "undo", _("Undone")
    REVEAL = "reveal", _("Address looked at")
    EDIT = "edit", _("Edited by its author")
    REOPEN = "reopen", _("Put back into the queue")


class Reason(models.TextChoices):
    """Why a comment was rejected, in the house policy's words."""

    INSULT = "insult", _("Insult to a person")
    DEATH_WISH = "death_wish", _("Death wish or curse")
    VIOLENCE = "violence", _("Call for violence or threat")
    IDENTITY = "identity", _("Contempt for a group")
    OBSCENITY = "obscenity", _("Obscenity")
    PRIVACY = "privacy", _("Private details of a person")
    IMPERSONATION = "impersonation", _("Speaks under another's name")
    OFF_TOPIC = "off_topic", _("Off topic")
    LAW = "law", _("A legal reason")
    OTHER = "other", _("Another reason")


class Decision(Chained):
    """One act of one member of staff on one comment: who, when (to the minute), what and why."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    comment_id = models.CharField(max_length=16, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("decided by")
    )
    action = models.CharField(_("decision"), max_length=8, choices=Action.choices)
    # A code of the site's reasons (`ReasonCode`), or of the built-in ones.
    reason = models.CharField(_("reason"), max_length=24, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    message = models.CharField(_("message to the author"), max_length=500, blank=True)
    state_before = models.CharField(max_length=9)
    state_after = models.CharField(max_length=9)
    # Whether readers are told that something stood here; only of what was taken off the page is it ever false.
    leaves_trace = models.BooleanField(default=True, db_default=True)
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")
    policy = models.CharField(max_length=40, blank=True)
    model = models.CharField(max_length=80, blank=True)
    # Decisions taken in one act (ticked, a family of similar texts, all of an author's) share a batch.
    batch = models.CharField(max_length=16, blank=True, db_index=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        permissions = [("moderate", _("Can decide about comments")), ("reveal", _("Can look at an address"))]
        indexes = [
            models.Index(fields=["site", "-id"], name="decision_latest"),
            models.Index(fields=["site", "at"], name="decision_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.comment_id}"

    def own_words(self) -> tuple[str, ...]:
        """Return what the decision says, in an order that never changes."""
        words = (
            str(self.site_id),
            self.comment_id,
            str(self.by_id),
            self.action,
            self.reason,
            self.note,
            self.state_before,
            self.state_after,
            str(self.undoes_id or ""),
            self.policy,
            self.at.astimezone(UTC).isoformat(),
        )
        # Decisions from before these were kept say the same as ever, and so does their chain.
        later = (self.message, self.model, self.batch)
        traceless = () if self.leaves_trace else ("no trace",)
        return (*words, *later, *traceless) if any(later) or traceless else words
