"""The newsroom that is searched."""

from __future__ import annotations

import pytest

from tests.integration.search.newsroom import Newsroom, opened


@pytest.fixture
def newsroom(db: None) -> Newsroom:
    return opened()
