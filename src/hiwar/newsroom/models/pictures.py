"""Pictures and the sizes made of them. No byte of an upload is kept that `washing` has not written itself."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from hiwar.newsroom.washing import WashedFile, washed


class NewsImage(AbstractImage):
    """A picture with its credit. `description` (Wagtail's) is the text for those who do not see it."""

    credit = models.CharField(_("credit"), max_length=120, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args: object, **kwargs: object) -> None:
        """Save; a new file is washed before its first byte is written, whichever way it came."""
        if self.file and not self.file._committed and not isinstance(self.file.file, WashedFile):
            self.file = washed(self.file.file)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)

    def get_upload_to(self, filename: str) -> str:
        """Return the folder of originals; the name is already the content's own hash."""
        return f"original_images/{filename}"


class NewsRendition(AbstractRendition):
    """One size of one picture."""

    image = models.ForeignKey(NewsImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_size")
        ]
