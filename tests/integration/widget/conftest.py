"""A newsroom whose discussions may stand on two other sites, and readers who meet them there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Site

from hiwar.accounts.limits import PACE
from hiwar.discussions.models import DiscussionSettings, Thread
from hiwar.widget.models import EmbedSettings
from tests.factories.newsroom import a_newsroom

BLOG, STORE = "https://blog.example", "http://localhost:3000"
PAGE = "/on/blog.example/post-12/"
FRAME = f"/embed{PAGE}"
SUBJECT = "embed:blog.example/post-12"
# As a browser says it of a form inside our own frame, whatever page that stands on.
OURS = {"Sec-Fetch-Site": "same-origin"}
WORDS = "سؤال لم يُقرأ بعد"


@pytest.fixture(autouse=True)
def fresh_pace() -> Iterator[None]:
    """Each test begins with nobody having written."""
    PACE.forget()
    yield
    PACE.forget()


def register(site: Site, *origins: str) -> None:
    """Save the origins as the editor's form does."""
    settings = EmbedSettings.for_site(site)
    settings.origins = "\n".join(origins)
    settings.full_clean()
    settings.save()


@pytest.fixture
def site(db: None) -> Site:
    """A newsroom with two registered origins, whose readers need not wait between comments."""
    made = a_newsroom()
    register(made, BLOG, STORE)
    rules = DiscussionSettings.for_site(made)
    rules.seconds_between = 0
    rules.save()
    return made


Send = Callable[..., HttpResponse]


@pytest.fixture
def send(client: Client, site: Site) -> Send:
    """Write below a page of the blog as a form in the frame does: `send("نص", to=PAGE, browser=other)`."""

    def sent(
        text: str = WORDS,
        *,
        to: str = FRAME,
        browser: Client = client,
        headers: dict[str, str] | None = None,
        **fields: str,
    ) -> Any:
        said = {"comment": text, "author": "ليلى", **fields}
        kind = "application/x-www-form-urlencoded"
        return browser.post(
            f"{to}comments/", urlencode(said), content_type=kind, headers=OURS if headers is None else headers
        )

    return sent


def the_thread() -> Thread:
    """The one discussion on the blog."""
    return Thread.objects.get(subject=SUBJECT)
