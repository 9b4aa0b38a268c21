"""Videos with their captions. No byte of an upload is kept that neither picture nor sound needs (`video_washing`)."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hiwar.newsroom.models.pictures import NewsImage
from hiwar.newsroom.video_forms import VideoForm
from hiwar.newsroom.video_washing import WashedVideo, washed_video


class NewsVideo(models.Model):
    """A video file with what whoever does not hear it, or cannot load it, is told.

    `captions` are WebVTT. Sizes are in pixels, `seconds` the length, `weight` in bytes, all as the file itself says.
    """

    title = models.CharField(
        _("title"), max_length=160, help_text=_("What it shows, in one line. Screen readers and search engines say it.")
    )
    file = models.FileField(_("file"), upload_to="videos", max_length=120)
    poster = models.ForeignKey(
        NewsImage,
        verbose_name=_("picture before it plays"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    captions = models.TextField(
        _("captions"), blank=True, help_text=_("What is said and what is to be heard, with the times. Correct it here.")
    )
    silent = models.BooleanField(
        _("nothing to be heard in it matters"),
        default=False,
        help_text=_("Nobody speaks, and no sound tells anything. Then it needs no captions."),
    )
    credit = models.CharField(pgettext_lazy("of a video", "credit"), max_length=120)
    track = models.FileField(upload_to="videos", max_length=120, blank=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    seconds = models.PositiveIntegerField(editable=False)
    weight = models.PositiveBigIntegerField(editable=False)
    uploaded_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    base_form_class = VideoForm

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new file is washed before it gets a name, and captions lie beside it as players read them."""
        washed = None
        if self.file and not self.file._committed:
            washed = self.file.file if isinstance(self.file.file, WashedVideo) else washed_video(self.file.file)
            self.file = washed
            self.width, self.height = washed.movie.width, washed.movie.height
            self.seconds, self.weight = max(1, round(washed.movie.seconds)), washed.size
            self.uploaded_at = timezone.now()
        self._lay_captions_beside()
        super().save(*args, **kwargs)
        if washed is not None:
            washed.close()  # What it was washed in has no name, and is gone with this.

    def _lay_captions_beside(self) -> None:
        if not self.captions:
            self.track = ""
            return
        data = self.captions.encode()
        digest = hashlib.sha256(data).hexdigest()[:20]
        # The name is the content's own: players may keep it for ever, and corrected captions have another. Where a
        # file of that name lay already, the storage has added some letters to it.
        if digest not in self.track.name:
            self.track = ContentFile(data, name=f"{digest}.vtt")

    @property
    def lacks(self) -> tuple[str, ...]:
        """Return what it must have before readers see it: of poster and captions, those that are missing."""
        said = {"poster": self.poster_id is not None, "captions": bool(self.captions) or self.silent}
        return tuple(name for name, there in said.items() if not there)
