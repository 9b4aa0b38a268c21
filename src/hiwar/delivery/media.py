"""Pictures and videos that editors uploaded, answered from the media folder as what their name says, or as nothing.

The type comes from our table and from nowhere else: whatever is none of the few known kinds is handed over as a
download, drawings with scripts (SVG) included. Which part of a file was asked for is read in `byte_ranges`. Not here:
making renditions, checking uploads (`newsroom`).
"""

import hashlib
import re
import stat
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path, PurePosixPath

from .answers import Answer, etag_matches
from .byte_ranges import Unsatisfiable, wanted_range
from .headers import FOR_EVER, NOT_KEPT, ONE_HOUR, security_headers
from .requests import Request

PREFIX = "/media/"
TYPES = {
    ".avif": "image/avif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".mp4": "video/mp4",
    ".png": "image/png",
    ".vtt": "text/vtt; charset=utf-8",
    ".webp": "image/webp",
}
# A part of the name that can only be a hash of the content; eight digits (a focal point's key) are too few to tell.
_CONTENT_HASH = re.compile(r"(?:\A|[._-])[0-9a-f]{16,64}(?=[._-]|\Z)")


class MediaDoor:
    """Answers `/media/…` from one folder, which no path and no link may leave."""

    def __init__(self, root: Path, *, https: bool) -> None:
        self._root = root.resolve()
        self._headers = security_headers("media", https=https)

    def answer(self, request: Request) -> Answer | None:
        """Return the file, what was asked for of it, 304 if the browser holds it, or None if there is no such file.

        A part is answered with 206 (RFC 9110, section 14): a video is shown, and wound on, before all of it has come.
        """
        found = self._find(request.path.removeprefix(PREFIX))
        if found is None:
            return None
        path, size, changed = found
        etag = f'"{hashlib.sha256(f"{path.name}:{size}:{changed}".encode()).hexdigest()[:20]}"'
        last_modified = datetime.fromtimestamp(changed // 1_000_000_000, UTC)
        headers = [
            *self._headers,
            ("cache-control", FOR_EVER if _CONTENT_HASH.search(path.name) else ONE_HOUR),
            ("etag", etag),
            ("last-modified", format_datetime(last_modified, usegmt=True)),
        ]
        if _is_fresh(request, etag, last_modified):
            return Answer(304, headers)
        kind = TYPES.get(path.suffix.lower())
        headers.append(("content-type", kind or "application/octet-stream"))
        if kind is None:
            headers.append(("content-disposition", "attachment"))
        headers.append(("accept-ranges", "bytes"))
        try:
            part = wanted_range(request, size, etag=etag, last_modified=last_modified)
        except Unsatisfiable:
            return Answer(416, [*self._headers, NOT_KEPT, ("content-range", f"bytes */{size}")])
        if part is None:
            headers.append(("content-length", str(size)))
            return Answer(200, headers, file=str(path), file_size=size)
        headers.append(("content-range", f"bytes {part.start}-{part.stop - 1}/{size}"))
        headers.append(("content-length", str(len(part))))
        return Answer(206, headers, file=str(path), file_size=len(part), part=part)

    def _find(self, name: str) -> tuple[Path, int, int] | None:
        # Hidden files are somebody's leftovers, not pictures.
        if not name or any(part.startswith(".") for part in PurePosixPath(name).parts):
            return None
        try:
            path = (self._root / name).resolve(strict=True)
            facts = path.stat()
        except (OSError, ValueError):
            return None
        if not path.is_relative_to(self._root) or not stat.S_ISREG(facts.st_mode):
            return None
        return path, facts.st_size, facts.st_mtime_ns


def _is_fresh(request: Request, etag: str, last_modified: datetime) -> bool:
    known = request.headers.get("if-none-match")
    if known is not None:
        return etag_matches(known, etag)
    since = request.headers.get("if-modified-since")
    if since is None:
        return False
    try:
        moment = parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
    # "-0000" is a date without a zone; it cannot be compared and costs the reader one download.
    return moment.tzinfo is not None and moment >= last_modified
