"""Where pictures of these tests lie."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def media(settings, tmp_path: Path) -> Path:
    """Return the folder of pictures of one test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
