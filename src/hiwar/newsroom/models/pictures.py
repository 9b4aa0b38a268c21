"""Pictures and the sizes made of them. No byte of an upload is kept that `washing` has not written itself."""

from __future__ import annotations

from django.core.files.base import ContentFile, File
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image

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

    def lacks(self, *, alt: str = "", credit: str = "") -> tuple[str, ...]:
        """Return which of alt and credit it does not say itself and nobody says for it."""
        said = {"alt": alt or self.description, "credit": credit or self.credit}
        return tuple(name for name, words in said.items() if not words.strip())

    def get_upload_to(self, filename: str) -> str:
        """Return the folder of originals; the name is already the content's own hash."""
        return f"original_images/{filename}"

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """Return one size as a file in memory; the temporary file Wagtail makes it in is closed at once."""
        with super().generate_rendition_file(filter, source=source) as made:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)


class NewsRendition(AbstractRendition):
    """One size of one picture."""

    image = models.ForeignKey(NewsImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_size")
        ]
