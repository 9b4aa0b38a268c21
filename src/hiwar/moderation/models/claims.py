"""Who is looking at a comment right now, so that two people do not decide about it unknowingly."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from hiwar.discussions.models import Comment


class Claim(models.Model):
    """One moderator has one comment open until `until`; it is renewed while the comment stays open."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="claim")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"claim of {self.comment_id}"
