"""Making an uploaded picture harmless before it touches the disk.

The header is read first; then the pixels alone are written anew: no EXIF, no GPS, no thumbnail, no text chunk, nothing
appended. The colour profile stays, the orientation is applied, the name becomes the content's hash.
"""

from __future__ import annotations

import hashlib
import warnings
from io import BytesIO
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

# What we read, and what we write for it. Everything else, SVG first of all, can carry script.
WRITTEN_AS = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "AVIF": "WEBP"}
SUFFIX = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
SAVE_OPTIONS: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 90, "optimize": True, "progressive": True},
    "PNG": {"optimize": False},
    "WEBP": {"quality": 90, "method": 4},
}
PLAIN_MODES = {"JPEG": {"L", "RGB"}, "PNG": {"L", "LA", "RGB", "RGBA"}, "WEBP": {"RGB", "RGBA"}}


class PictureRefused(ValidationError):
    """The upload is no picture we take; `code` says which fact it was: format, pixels or broken."""


class WashedFile(ContentFile):
    """Bytes that `washed` wrote."""


def washed(upload: BinaryIO) -> WashedFile:
    """Return the upload's pixels as a new file named by its own content; raises `PictureRefused`."""
    upload.seek(0)
    data, written_as = _rewritten(upload.read())
    name = hashlib.sha256(data).hexdigest()[:20]
    return WashedFile(data, name=f"{name}.{SUFFIX[written_as]}")


def _rewritten(data: bytes) -> tuple[bytes, str]:
    try:
        with warnings.catch_warnings():
            # Pillow warns from 89 million pixels on; our own ceiling lies below and is checked before any decoding.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(data), formats=tuple(WRITTEN_AS))
        _check_size(picture)
        written_as = WRITTEN_AS[str(picture.format)]
        profile = picture.info.get("icc_profile")
        upright = ImageOps.exif_transpose(picture)
    except (UnidentifiedImageError, Image.DecompressionBombError):
        raise _refused_format() from None
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise PictureRefused(_("This picture is damaged and cannot be read."), code="broken") from error
    return _encoded(upright, written_as, profile), written_as


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise PictureRefused(
            _("This picture has %(millions)s million pixels; at most %(limit)s million are accepted."),
            code="pixels",
            params={
                "millions": -(-width * height // 1_000_000),
                "limit": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000,
            },
        )


def _refused_format() -> PictureRefused:
    return PictureRefused(_("Only JPEG, PNG, WebP and AVIF pictures are accepted."), code="format")


def _encoded(picture: Image.Image, written_as: str, profile: bytes | None) -> bytes:
    if picture.mode not in PLAIN_MODES[written_as]:
        has_alpha = written_as != "JPEG" and ("A" in picture.mode or "transparency" in picture.info)
        if picture.mode not in {"P", "LA", "PA", "RGBA", "L"}:
            profile = None  # A profile describes its own colour space; ours is now plain RGB.
        picture = picture.convert("RGBA" if has_alpha else "RGB")
    # A fresh canvas: Pillow's savers copy what they find in `info`.
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    out = BytesIO()
    extra = {"icc_profile": profile} if profile else {}
    clean.save(out, written_as, **SAVE_OPTIONS[written_as], **extra)
    return out.getvalue()
