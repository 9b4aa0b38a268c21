"""An editor composes the front page, an owner gives the newspaper its color; readers see both, by day and by night."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from scripts.serving import Newsroom, demo_newsroom
from tests.e2e import axe, nu
from tests.e2e.guard import Guard
from tests.e2e.strangers import get, rows
from tests.e2e.stream_field import add_block, opened_chooser
from tests.waiting import until

pytestmark = pytest.mark.alone

NewPage = Callable[..., Page]
AS_FOUND = """
from hiwar.newsroom.models import FrontPage, SiteLook
SiteLook.objects.all().delete()
page = FrontPage.objects.get()
page.parts = []
page.save_revision().publish()
"""
TOO_LIGHT, PROPOSED, PAINTED = "#ffcc00", "#876b00", "rgb(135, 107, 0)"
LOOKS = [(320, "light"), (320, "dark"), (1440, "light"), (1440, "dark")]


@pytest.fixture(scope="module")
def server() -> Iterator[Newsroom]:
    """A newsroom of this file's own: signing in is limited, and nobody else should meet what is changed here."""
    with demo_newsroom() as newsroom:
        yield newsroom


@pytest.fixture
def newsroom(server: Newsroom) -> Iterator[Newsroom]:
    """The demo, left as it was found."""
    yield server
    server.hiwar("manage", "shell", "-c", AS_FOUND)


@pytest.fixture
def nadia(newsroom: Newsroom, new_page: NewPage) -> Page:
    """The owner's page in the editor."""
    staff = json.loads((newsroom.data / "demo-logins.json").read_text("utf-8"))["staff"]
    owner = next(person for person in staff if person["role"] == "owner")
    page = new_page()
    page.goto("/login/?next=/editor/")
    page.get_by_label("اسم المستخدم").fill(owner["login"])
    page.get_by_label("كلمة المرور").fill(owner["password"])
    page.get_by_role("button", name="دخول").click()
    # Not the door's own address, which ends with the place that is wanted.
    page.wait_for_url(lambda address: urlsplit(address).path == "/editor/")
    return page


def compose(page: Page, server: Newsroom) -> None:
    """Compose a front page of three parts, look at its preview, and publish it."""
    ((front,),) = rows(server, "SELECT page_ptr_id FROM newsroom_frontpage")
    page.goto(f"/editor/pages/{front}/edit/")
    add_block(page, "parts", "المقال الرئيسي")
    add_block(page, "parts", "من آراء القرّاء")
    add_block(page, "parts", "القسم")
    choose = page.locator("[data-contentpath=parts]").get_by_role("button", name=re.compile("^اختر صفحة"))
    expect(choose).to_have_count(2)
    opened_chooser(choose.last).get_by_role("link", name="ثقافة", exact=True).click()
    expect(page.locator(".modal-content")).to_have_count(0)
    with page.expect_response(lambda answer: "/preview/" in answer.url and answer.request.method == "GET") as preview:
        page.get_by_role("button", name="تبديل المعاينة").click()
    assert preview.value.status == 200
    expect(page.frame_locator("iframe").first.get_by_role("heading", name="من آراء القرّاء")).to_be_visible()
    page.get_by_role("button", name="إجراءات أخرى").click()
    page.get_by_role("button", name="نشر", exact=True).click()
    expect(page.locator(".messages .success")).to_contain_text("نُشرت")


def paint(page: Page) -> None:
    """Set a color in which nobody could read, and then the one that is proposed instead."""
    page.goto("/editor/settings/newsroom/sitelook/")
    page.locator("[name=accent]").fill(TOO_LIGHT)
    page.get_by_role("button", name="احفظ").click()
    expect(page.locator("main")).to_contain_text(PROPOSED)
    page.locator("[name=accent]").fill(PROPOSED)
    page.get_by_role("button", name="احفظ").click()
    expect(page.locator(".messages .success")).to_be_visible()


@pytest.mark.axe
@pytest.mark.nu
def test_what_an_editor_composes_and_an_owner_paints_is_what_readers_see(
    newsroom: Newsroom, nadia: Page, new_page: NewPage, guard: Guard
) -> None:
    guard.allow_refusals()  # While a form is incomplete the editor saves in vain, and says so.
    guard.allow("matching panel")  # Wagtail's tabs in a chooser that closes.

    compose(nadia, newsroom)
    paint(nadia)
    # Readers' pages are renewed within a tenth of a second.
    until(lambda: "/look/" in get(newsroom, "/").text)

    for width, scheme in LOOKS:
        reader = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        reader.goto("/")
        titles = reader.locator("main .sec-h h2")
        expect(titles).to_have_text(["من آراء القرّاء", "ثقافة"])
        expect(reader.locator(".vq blockquote")).to_have_count(3)
        current = reader.locator(".nav [aria-current]")
        color = current.evaluate("one => getComputedStyle(one).color")
        assert (color == PAINTED) == (scheme == "light")
        widths = reader.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert widths[0] <= widths[1] == width
        assert axe.violations(reader) == []
    assert nu.errors(get(newsroom, "/").text) == []
    reader.locator(".vq a").first.click()
    expect(reader.locator(".c:target, .thread")).not_to_have_count(0)
