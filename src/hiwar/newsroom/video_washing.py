"""Making an uploaded video harmless before it gets a name on the disk, and saying why one is refused.

What is kept and what is overwritten is `mp4`'s to know. A video is too large for memory: it lies in a file that has no
name, which is gone when it is closed or its process ends.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from hiwar.newsroom.disk_room import has_room_for
from hiwar.newsroom.mp4 import Movie, MovieRefused, washed_movie

MOST_BYTES = 200_000_000

_EXPORT = _("Please export it as MP4 with H.264 picture and AAC sound: every telephone plays that.")
SENTENCES = {
    "format": _("This is no MP4 file."),
    "quicktime": _("This is a QuickTime file (.mov)."),
    "codec": _("Picture or sound of this video are packed in a way that many telephones cannot play."),
    "fragmented": _("This video is stored in fragments, as for a live broadcast."),
    "tracks": _("There is more than one picture or more than one sound in this video."),
    "size": _("The picture of this video is too large or too small: 16 to 4096 pixels a side are taken."),
    "long": _("This video lasts longer than six hours."),
}


class VideoRefused(ValidationError):
    """The upload is no video we take; `code` says why, as `MovieRefused` does, or `weight`, or `disk`."""


class SetDownFile(File):
    """An upload in a file of ours without a name, which may be written over in place."""


class WashedVideo(File):
    """A file that `washed_video` has been over, named by its content; `movie` tells what is in it."""

    def __init__(self, file: IO[bytes], *, name: str, movie: Movie) -> None:
        super().__init__(file, name=name)
        self.movie = movie


def washed_video(upload: File) -> WashedVideo:
    """Return the upload without anything that neither picture nor sound needs; raises `VideoRefused`."""
    if upload.size > MOST_BYTES:
        limit = {"limit": MOST_BYTES // 1_000_000}
        raise VideoRefused(_("A video may have %(limit)s MB at most."), code="weight", params=limit)
    if not has_room_for(upload.size):
        raise VideoRefused(_("The server's disk has no room for this video."), code="disk")
    file = upload.file if isinstance(upload, SetDownFile) else _set_down(upload)
    try:
        movie = washed_movie(file)
    except MovieRefused as refused:
        file.close()
        raise VideoRefused(_in_words(refused.code), code=refused.code) from None
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return WashedVideo(file, name=f"{digest[:20]}.mp4", movie=movie)


def nameless_file() -> IO[bytes]:
    """Return a new file without a name, in the newsroom's own folder: the system's place for such may be memory."""
    return tempfile.TemporaryFile(dir=settings.ENVIRONMENT.data)


def _set_down(upload: File) -> IO[bytes]:
    file = nameless_file()
    upload.seek(0)
    shutil.copyfileobj(upload, file, 1024 * 1024)
    file.flush()
    return file


def _in_words(code: str) -> list[Any]:
    if code in SENTENCES:
        return [SENTENCES[code], _EXPORT]
    return [_("This video is damaged and cannot be played.")]
