"""How a video's upload reaches its form: written down as it is read, in a file without a name.

Django's own handlers keep a file in memory, or give it a name in the system's folder for temporary files. A camera's
file has its place and its owner in it; until it is washed, nobody is to find it by a name.
"""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler
from django.urls import reverse

from hiwar.newsroom.models import NewsVideo
from hiwar.newsroom.video_washing import SetDownFile, nameless_file


class VideoUploadHandler(FileUploadHandler):
    """Takes what is sent to the room of videos, and leaves everything else to the next handler."""

    def handle_raw_input(self, *_args: Any, **_kwargs: Any) -> None:
        """Look whether this request is for us."""
        room = reverse(NewsVideo.snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]
        self.is_ours = self.request is not None and self.request.path.startswith(room)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open a file for what comes now."""
        super().new_file(*args, **kwargs)
        if self.is_ours:
            self.file = SetDownFile(nameless_file(), name=self.file_name)

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> bytes | None:
        """Write a piece down, or hand it on."""
        if not self.is_ours:
            return raw_data
        self.file.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> SetDownFile | None:
        """Return the whole file."""
        if not self.is_ours:
            return None
        self.file.flush()
        self.file.seek(0)
        self.file.size = file_size
        self.file.content_type = self.content_type
        return self.file

    def upload_interrupted(self) -> None:
        """Let go of what came so far."""
        if self.is_ours and getattr(self, "file", None) is not None:
            self.file.close()
