"""Steps that journeys have in common: through the staff's door, a comment as a reader writes it, what became of it."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from playwright.sync_api import Page

from scripts.serving import Newsroom
from tests.e2e.strangers import rows


def sign_in(page: Page, server: Newsroom, role: str) -> None:
    """Sign in at the staff's door as the demo's editor or moderator."""
    staff = json.loads((server.data / "demo-logins.json").read_text("utf-8"))["staff"]
    person = next(person for person in staff if person["role"] == role)
    page.goto("/login/?next=/desk/")
    page.get_by_label("اسم المستخدم").fill(person["login"])
    page.get_by_label("كلمة المرور").fill(person["password"])
    page.get_by_role("button", name="دخول").click()
    # Not the door's own address, which ends with the place that is wanted.
    page.wait_for_url(lambda address: urlsplit(address).path == "/desk/")


def busiest(server: Newsroom) -> str:
    """Return the path of the article that is discussed most."""
    ((path,), *_) = rows(
        server, "SELECT url FROM discussions_thread WHERE subject LIKE 'article:%' ORDER BY last_number DESC LIMIT 1"
    )
    return str(path)


def write(page: Page, path: str, text: str, *, name: str) -> None:
    """Write a comment as a reader does."""
    page.goto(path)
    page.get_by_role("textbox", name=re.compile("^التعليق")).fill(text)
    page.get_by_role("textbox", name=re.compile("^الاسم")).fill(name)
    page.get_by_role("button", name="انشر التعليق").click()


def decide_about_discussions(server: Newsroom, **decided: object) -> None:
    """Have the site decide about its discussions, as an editor does in the settings; by its fields' names."""
    change = (
        "from wagtail.models import Site; from hiwar.discussions.models import DiscussionSettings; "
        f"DiscussionSettings.objects.update_or_create(site=Site.objects.get(), defaults={decided!r})"
    )
    server.hiwar("manage", "shell", "--no-imports", "-c", change)


def id_of(server: Newsroom, text: str) -> str:
    """Return the id of the comment that says this."""
    found = rows(server, "SELECT public_id, text FROM discussions_comment")
    return str(next(public_id for public_id, said in found if said == text))


def state_of(server: Newsroom, comment: str) -> str:
    """Return where a comment stands."""
    return str(dict(rows(server, "SELECT public_id, state FROM discussions_comment"))[comment])
