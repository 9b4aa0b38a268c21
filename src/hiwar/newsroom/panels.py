"""Parts of the article's form that Wagtail does not have: its times, and what they mean in a sentence.

Models name these panels, so they import no model and know their page as `instance`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from hiwar.accounts.models import SiteProfile


class SchedulePanel(MultiFieldPanel):
    """When readers see the article: which time they are told, when it goes out, when it leaves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("heading", gettext_lazy("When readers see it"))
        fields = [
            FieldPanel("published_at"),
            FieldPanel(
                "go_live_at",
                heading=gettext_lazy("Goes out at"),
                help_text=gettext_lazy("By the newsroom's clock. Publishing then only schedules it. Empty: at once."),
            ),
            FieldPanel(
                "expire_at",
                heading=gettext_lazy("Is taken from readers at"),
                help_text=gettext_lazy("Its address then says that it is gone. Empty: never."),
            ),
        ]
        super().__init__(*args, **{"children": fields, **kwargs})

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """The times of one article, with the sentence."""

        template_name = "newsroom/editor/schedule_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add the sentence, in the editor's language and by the newsroom's clock."""
            return {**super().get_context_data(parent_context), "sentence": self.sentence(now=timezone.now())}

        def sentence(self, *, now: datetime) -> str:
            """Return what will happen by itself; nothing where nothing will."""
            page = self.instance
            site = page.get_site() if page.pk else None
            if site is None:
                return ""
            style = SiteProfile.of(site).style
            told = []
            planned = page.approved_schedule and page.go_live_at and page.go_live_at > now
            if planned:
                told.append(_("It goes out on %(moment)s.") % {"moment": style.date_time(page.go_live_at)})
            elif page.go_live_at and page.go_live_at > now:
                told.append(
                    _("It is to go out on %(moment)s, but nobody has scheduled it yet.")
                    % {"moment": style.date_time(page.go_live_at)}
                )
            if page.expire_at and page.expire_at > now and (planned or page.live):
                told.append(_("It is taken from readers on %(moment)s.") % {"moment": style.date_time(page.expire_at)})
            return " ".join(told)
