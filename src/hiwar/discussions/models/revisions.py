"""What an edited comment said before, and what its author wants a published one to say.

Both are for the desk alone, kept as long as the comment's words are and not a day longer.
"""

from __future__ import annotations

from hashlib import sha256

from django.db import models

from hiwar.discussions.models.threads import Comment


class Revision(models.Model):
    """The text a comment had until its author changed it, with what screening had found in it."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="revisions")
    text = models.TextField()
    screening = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "earlier text"
        verbose_name_plural = "earlier texts"

    def __str__(self) -> str:
        return f"earlier text of {self.comment_id}"


class WaitingEdit(models.Model):
    """The words its author wants a published comment to say: no reader sees them before a person has read them.

    The columns are those of a comment, and what the words will bring along once they are accepted. A refused edit stays
    for its author, with the reason, until she edits again.
    """

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="waiting_edit")
    text = models.TextField()
    family = models.CharField(max_length=16, blank=True)
    screening = models.JSONField(default=dict)
    kinds = models.PositiveIntegerField(default=0)
    harm = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=8, blank=True)
    at = models.DateTimeField()
    refused_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=24, blank=True)
    message = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "waiting edit"
        verbose_name_plural = "waiting edits"
        indexes = [
            models.Index(fields=["id"], name="waiting_edit_open", condition=models.Q(refused_at__isnull=True)),
            models.Index(fields=["refused_at"], name="waiting_edit_refused"),
        ]

    def __str__(self) -> str:
        return f"waiting edit of {self.comment_id}"

    @property
    def mark(self) -> str:
        """Return what tells this change from any other of the same comment; its comment must be at hand."""
        return sha256(f"{self.comment.text}\0{self.text}".encode()).hexdigest()[:16]
