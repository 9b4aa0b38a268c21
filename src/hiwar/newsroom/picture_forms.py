"""The editor's form for pictures; apart from `forms.py`, because Wagtail's own picture forms need the models loaded."""

from __future__ import annotations

from django.core.files.base import File
from wagtail.images.forms import BaseImageForm

from hiwar.newsroom.washing import washed


class NewsImageForm(BaseImageForm):
    """A picture's form: washes the upload while it is in memory and says in the form why one is refused."""

    def clean_file(self) -> File:
        """Return the washed file, or what was already stored."""
        file = self.cleaned_data["file"]
        return washed(file) if "file" in self.changed_data else file
