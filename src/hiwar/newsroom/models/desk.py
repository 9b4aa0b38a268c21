"""The desk's step on an article's way to its readers: who submits does not publish. The way itself is Wagtail's."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page

from hiwar.accounts.models import User


class DeskReview(AbstractGroupApprovalTask):
    """Somebody of the desk publishes what was submitted, or returns it with a note."""

    class Meta(AbstractGroupApprovalTask.Meta):
        abstract = False
        verbose_name = _("review by the desk")
        verbose_name_plural = _("reviews by the desk")

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, Any, bool]]:
        """Return what the user may do; nothing is published whose lead picture says not what it shows, or by whom."""
        actions = super().get_actions(obj, user)
        latest = obj.get_latest_revision_as_object()
        if not getattr(latest, "lacking_of_lead", None):
            return actions
        return [action for action in actions if action[0] != "approve"]

    @classmethod
    def get_description(cls) -> Any:
        """Return what whoever puts a workflow together reads of this step."""
        return _("Members of the chosen groups publish an article or return it with a note")
