"""The editor's form for pictures; apart from `forms.py`, because Wagtail's own picture forms need the models loaded."""

from __future__ import annotations

from typing import Any

from django.core.files.base import File
from django.forms import FileField
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from hiwar.newsroom.disk_room import has_room_for
from hiwar.newsroom.washing import PictureRefused, WashedFile, washed

# The picture as it was, and those made of it for telephones and screens.
WITH_ITS_SIZES = 2
REQUIRED_WORDS = {"description", "credit"}


class WashedImageField(WagtailImageField):
    """Wash the upload in memory; Wagtail's own field decodes all pixels before it counts them, and fails on damage."""

    def to_python(self, data: File | None) -> WashedFile | None:
        """Return the washed file; what `washing` refuses is an error of this field."""
        file = FileField.to_python(self, data)
        if file is None:
            return None
        self.check_image_file_size(file)
        if not has_room_for(file.size * WITH_ITS_SIZES):
            raise PictureRefused(_("The server's disk has no room for this picture."), code="disk")
        return washed(file)


class NewsImageForm(BaseImageForm):
    """A picture's form: asks what it shows and whose it is, and says why an upload is refused before any is written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if wagtails := self.fields.get("file"):
            self.fields["file"] = WashedImageField(
                required=wagtails.required, label=wagtails.label, widget=wagtails.widget
            )
        # An import may bring a picture of which nobody knows these; whoever uploads one does.
        for name in REQUIRED_WORDS & self.fields.keys():
            self.fields[name].required = True
        if described := self.fields.get("description"):
            described.label = _("what the picture shows")
            described.help_text = _("For those who do not see it: one sentence.")
