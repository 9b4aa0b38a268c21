"""Videos in the editor: the list of all of them, and the two steps in which one comes about (`video_forms`)."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from hiwar.newsroom.models import NewsVideo
from hiwar.newsroom.players import length
from hiwar.newsroom.video_forms import VideoForm

MISSING = {"poster": _("the picture is missing"), "captions": _("the captions are missing")}


def _state(video: NewsVideo) -> str:
    return "، ".join(str(MISSING[name]) for name in video.lacks) or str(_("ready"))


def _length(video: NewsVideo) -> str:
    return length(video.seconds)


class VideoCreateView(CreateView):
    """The first step; the second is the video's own form."""

    def get_success_url(self) -> str:
        """Return the address of the form that asks for the rest."""
        return reverse(self.edit_url_name, args=[quote(self.object.pk)])

    def get_success_message(self, instance: NewsVideo) -> Any:
        """Say what is still to be done."""
        return _("The video is here. Now choose the picture before it plays, and add captions.")


class VideoViewSet(SnippetViewSet):
    """All videos, newest first, and whether they can go into an article."""

    model = NewsVideo
    icon = "media"
    menu_label = _("Videos")
    menu_name = "videos"
    menu_order = 230
    add_to_admin_menu = True
    base_url_path = "videos"
    add_view_class = VideoCreateView
    copy_view_enabled = False
    list_display = [
        "title",
        Column(_length, label=_("length")),
        Column(_state, label=_("state")),
        "uploaded_at",
    ]
    search_fields = ["title"]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            HelpPanel(template="newsroom/video_player.html"),
            FieldPanel("title"),
            FieldPanel("file"),
            FieldPanel("credit"),
            FieldPanel("poster"),
            FieldPanel("captions_file"),
            FieldPanel("captions"),
            FieldPanel("silent"),
        ],
        base_form_class=VideoForm,
    )
