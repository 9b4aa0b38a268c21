"""Whether the disk has room for one more file, asked before it is written: a full disk would keep half of it."""

from __future__ import annotations

import shutil

from django.conf import settings

# What must stay free beside the file: the database goes on writing.
SPARE_BYTES = 64 * 1024 * 1024


def has_room_for(size: int) -> bool:
    """Tell whether so many bytes fit on the newsroom's disk, and enough is left then."""
    return shutil.disk_usage(settings.ENVIRONMENT.data).free >= size + SPARE_BYTES
