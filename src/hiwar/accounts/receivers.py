"""What accounts do when others say so."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from hiwar.accounts.sessions import CONFIRMED, SINCE


@receiver(user_logged_in)
def begin_the_day(sender: Any, request: HttpRequest, **_: Any) -> None:
    """Note when a session was signed in: it ends after twelve hours, and its password was just entered."""
    request.session[SINCE] = request.session[CONFIRMED] = int(timezone.now().timestamp())
