"""A section, who works in it, and where pictures of these tests lie."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from hiwar.newsroom.models import SectionPage
from tests.factories.newsroom import a_section
from tests.integration.newsroom.editor_forms import signed_in


@pytest.fixture
def media(settings, tmp_path: Path) -> Path:
    """Return the folder of pictures of one test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def section() -> SectionPage:
    return a_section()


@pytest.fixture
def hani(section: SectionPage) -> Client:
    """Return the browser of Hani, a reporter."""
    return signed_in("hani", "Reporters")


@pytest.fixture
def salma(section: SectionPage) -> Client:
    """Return the browser of Salma, who sits at the desk."""
    return signed_in("salma", "Editors")
