"""What an edited comment said before: kept for the desk as long as the comment's words are, and not a day longer."""

from __future__ import annotations

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
