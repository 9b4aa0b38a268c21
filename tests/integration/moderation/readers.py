"""Browsers of readers, with their keys, for tests of what the desk decides about those who write."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.limits import PACE
from hiwar.discussions import cookies
from hiwar.discussions.models import Comment, Thread

FORM = "application/x-www-form-urlencoded"
OURS = {"Sec-Fetch-Site": "same-origin"}
SCRIPT = {**OURS, "Accept": "application/json"}


def browser_of(key: ReaderKey) -> Client:
    """Return a browser that agreed to be remembered and carries this key."""
    browser = Client(headers=OURS)
    browser.cookies[cookies.READER] = f"{key.to_cookie()}.{cookies.KEPT}"
    return browser


def says(browser: Client, thread: Thread, text: str, *, name: str = "ليلى", **more: object) -> HttpResponse:
    """Send a comment as the form does, a moment after the last one."""
    PACE.forget()
    url = reverse("comment-post", args=[thread.public_id])
    body = urlencode({"comment": text, "author": name})
    return browser.post(url, body, content_type=FORM, **more)  # type: ignore[arg-type, return-value]


def written(browser: Client, thread: Thread, text: str, **more: object) -> Comment:
    """Return the comment that came of it."""
    answer = says(browser, thread, text, **more)
    assert answer.status_code in {201, 303}, answer.content.decode()[-2000:]
    return Comment.objects.select_related("thread__site").order_by("-pk")[0]
