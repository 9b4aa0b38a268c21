"""A site with one open thread, and a way to write in it as a browser does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.limits import PACE
from hiwar.discussions.models import DiscussionSettings, Thread
from hiwar.discussions.queries.house_rules import RULES
from hiwar.discussions.services import Posted, Reader, Submission, Topic, open_thread, post_comment

NOON = datetime(2026, 3, 1, 12, 0, 41, tzinfo=UTC)
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def fresh_pace() -> Iterator[None]:
    """Each test begins with nobody having written."""
    PACE.forget()
    yield
    PACE.forget()


@pytest.fixture
def following() -> Iterator[None]:
    """A server that hears of changes."""
    RULES.clear()
    RULES.follow(time.time)
    yield
    RULES.follow(lambda: 0.0)
    RULES.clear()


@pytest.fixture
def site(db: None) -> Site:
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def rules(site: Site) -> DiscussionSettings:
    """The site's discussion settings, with no pause between comments unless a test asks for one."""
    settings = DiscussionSettings.for_site(site)
    settings.seconds_between = 0
    settings.save()
    return settings


@pytest.fixture
def thread(site: Site, rules: DiscussionSettings) -> Thread:
    return open_thread(site=site, topic=Topic("article:1", "/2026/03/01/قطار/", "قطار الساحل"), opened_at=NOON)


Write = Callable[..., Posted]


@pytest.fixture
def write(thread: Thread) -> Write:
    """Post through the service: `write("نص", name="ليلى", key=key, reply_to=1)`."""

    def written(text: str, *, key: ReaderKey | None = None, now: datetime = NOON, **fields: Any) -> Posted:
        circumstances = {name: fields.pop(name) for name in ("net_token", "keyless") if name in fields}
        reader = Reader(key=key or ReaderKey.fresh(), **circumstances)
        return post_comment(thread=thread, submission=Submission(text=text, **fields), reader=reader, now=now)

    return written


Send = Callable[..., HttpResponse]


@pytest.fixture
def send(client: Client, thread: Thread) -> Send:
    """Post through the door as a browser's form would: `send(comment="نص", headers={...}, to=other)`."""

    def sent(*, headers: dict[str, str] | None = None, to: str = "", browser: Client = client, **fields: str) -> Any:
        address = reverse("comment-post", args=[to or thread.public_id])
        body = "&".join(f"{name}={_quoted(value)}" for name, value in fields.items())
        return browser.post(
            address,
            data=body,
            content_type="application/x-www-form-urlencoded",
            headers=OURS if headers is None else headers,
        )

    return sent


def _quoted(value: str) -> str:
    from urllib.parse import quote

    return quote(value)
