"""The description of this interface from which generated clients build themselves, with our own address in it."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

VERSION = "v1alpha1"


def document(root: str) -> dict[str, Any]:
    """Return the description of a server that is reached at `root`, such as `https://example.org`."""
    address = f"{root}/"
    return {**_described(), "rootUrl": address, "baseUrl": address}


@cache
def _described() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files(__package__).joinpath("discovery.json").read_text("utf-8"))
    return loaded
