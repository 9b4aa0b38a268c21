"""What a template must know that is shown in a frame: its layout, where the doors around it stand, who may show it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from hiwar.delivery.context import chrome
from hiwar.discussions.addresses import within_frame
from hiwar.widget.queries import registered_origins


def framed(request: HttpRequest) -> dict[str, Any]:
    """Return what differs inside a frame; nothing on pages of ours."""
    within = within_frame(request)
    site = chrome(request)["site"] if within else None
    if site is None:
        return {}
    return {"layout": "widget/layout.html", "within": within, "origins": registered_origins(site)}
