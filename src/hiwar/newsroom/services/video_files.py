"""When a file of a video leaves the disk: at once with its video, a day later if another took its place.

Whoever opened the article before a correction may start the video after it, under the address that her page has; so
what was replaced stays a day, and the nightly sweep takes it. The sweep takes half-written uploads too, whose process
was killed. It looks into the folder of videos alone and touches only what is named as our files are.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

from django.db.models import Q

from hiwar.newsroom.models import ArticlePage, NewsVideo
from hiwar.newsroom.services.publication import settle_article

KEPT = timedelta(days=1)
# The digest of the content, and the letters by which the storage tells a second file of that name from the first.
_OUR_NAME = re.compile(r"[0-9a-f]{20}(?:_[0-9A-Za-z]{7})?\.(?:mp4|vtt)")
log = logging.getLogger(__name__)


def delete_files(names: Iterable[str]) -> None:
    """Delete the files of a video that is gone, unless another names them; what fails is left to the sweep."""
    for name in names:
        if not _is_named(name):
            _delete(_path(name))


def leave_files(names: Iterable[str]) -> None:
    """Begin the day of those files that no video names any more."""
    for name in names:
        if not _is_named(name):
            _begin_its_day(_path(name))


def sweep_video_files(*, now: datetime) -> int:
    """Delete what no video has named for a day; return how many files went. Repeating it changes nothing.

    Where no video is known nothing goes: a database that was just put in another's place may know none yet.
    """
    lying = list(_lying_since(now - KEPT))
    named = set(chain.from_iterable(NewsVideo.objects.values_list("file", "track")))
    if not named:
        return 0
    folder = _folder().name
    left = [path for path in lying if f"{folder}/{path.name}" not in named]
    return sum(_delete(path) for path in left if not _was_still_shown(path.name))


def _folder() -> Path:
    field = NewsVideo._meta.get_field("file")
    return Path(field.storage.path(field.upload_to))


def _path(name: str) -> Path:
    return Path(NewsVideo._meta.get_field("file").storage.path(name))


def _is_named(name: str) -> bool:
    return NewsVideo.objects.filter(Q(file=name) | Q(track=name)).exists()


def _lying_since(moment: datetime) -> Iterator[Path]:
    """Yield files of ours that were neither written nor left after a moment; nothing behind a link is one of them."""
    folder = _folder()
    try:
        if folder.is_symlink() or not folder.is_dir():
            return
        with os.scandir(folder) as entries:
            for entry in entries:
                if not _OUR_NAME.fullmatch(entry.name) or not entry.is_file(follow_symlinks=False):
                    continue
                if entry.stat(follow_symlinks=False).st_ctime < moment.timestamp():
                    yield folder / entry.name
    except OSError:
        log.exception("video_files_not_swept")


def _begin_its_day(path: Path) -> None:
    try:
        facts = path.stat()
        # Of its times only the one that no program can choose moves. A browser in the midst of the file asks by the
        # others whether it is still the same.
        os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    except OSError:
        log.exception("video_file_not_left")


def _was_still_shown(name: str) -> bool:
    """Write anew the articles that name a file still, as when a process ended right after the video was replaced."""
    articles = list(ArticlePage.objects.live().filter(video_seconds__gt=0, rendered_body__contains=name))
    for article in articles:
        settle_article(article=article)
    return bool(articles)


def _delete(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        log.exception("video_file_not_deleted")
        return False
    return True
