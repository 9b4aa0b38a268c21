"""A video from an editor's disk to a reader's telephone: uploaded, captioned, put into an article, played."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from scripts.serving import Newsroom, demo_newsroom
from tests.e2e.axe import violations
from tests.e2e.guard import Guard
from tests.e2e.strangers import get, rows
from tests.e2e.stream_field import add_block, opened_chooser
from tests.e2e.test_editor import begin_article, field, publish, save_draft, sign_in, upload
from tests.waiting import until

pytestmark = pytest.mark.alone

NewPage = Callable[..., Page]
PHONE = Path(__file__).parent.parent / "cases" / "videos" / "phone.mp4"
# More than a form of text may have, so that it takes the way of large files; what is hidden in it must be gone.
PADDING = 3_000_000
SRT = "1\n00:00:00,200 --> 00:00:01,900\nهذا أول قطار منذ عشرين عاماً.\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Newsroom]:
    """A newsroom of this file's own: signing in is limited."""
    with demo_newsroom() as newsroom:
        yield newsroom


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A telephone's file with three megabytes of somebody's papers behind it."""
    hidden = (b"CANARY" * (PADDING // 6))[:PADDING]
    path = tmp_path / "VID_2014.mp4"
    path.write_bytes(PHONE.read_bytes() + struct.pack(">I4s", 8 + len(hidden), b"free") + hidden)
    return path


def add_to_the_list(page: Page, film: Path, poster: Path, captions: Path) -> None:
    """Upload a film, then say what stands before it and what is said in it."""
    page.goto("/editor/videos/add/")
    field(page, "title").fill("قطار يعبر الجسر")
    field(page, "credit").fill("تصوير: هادي منصور")
    field(page, "file").set_input_files(film)
    page.locator("form").get_by_role("button", name="حفظ").first.click()
    page.wait_for_url(re.compile(r"/editor/videos/edit/\d+/"))
    upload(page.get_by_role("button", name="اختر صورة"), poster, title="جسر", credit="تصوير: هادي منصور")
    field(page, "captions_file").set_input_files(captions)
    page.locator("form").get_by_role("button", name="حفظ").first.click()
    # The first step has its message too.
    page.wait_for_url("**/editor/videos/")
    expect(page.locator(".messages .success")).to_be_visible()


def choose_video(page: Page, title: str) -> None:
    """Choose a video of the list in the block that was added last."""
    chooser = opened_chooser(
        page.locator("[data-contentpath=body]").get_by_role("button", name=re.compile("^اختر فيديو"))
    )
    chooser.get_by_role("link", name=title).click()
    expect(chooser).to_have_count(0)


def state_of(page: Page) -> dict[str, Any]:
    """Return what the page's player says of itself."""
    return dict(
        page.locator(".film video").evaluate(
            """video => ({
                at: video.currentTime, ended: video.ended, ready: video.readyState, broken: video.error?.message,
                length: video.duration, width: video.videoWidth,
                cues: [...(video.textTracks[0]?.cues ?? [])].map(cue => cue.text),
            })"""
        )
    )


def played(page: Page) -> None:
    """Press the button and wait until something has been seen."""
    page.locator(".film video").evaluate("video => { video.muted = true; return video.play(); }")
    until(lambda: state_of(page)["at"] > 0.3)


def test_a_video_goes_from_an_editors_disk_to_a_readers_telephone(
    server: Newsroom, new_page: NewPage, guard: Guard, film: Path, tmp_path: Path
) -> None:
    guard.allow_refusals()  # While a form is incomplete the editor saves in vain, and says so.
    guard.allow("matching panel")  # Wagtail's tabs in a chooser that closes.
    poster, captions = tmp_path / "bridge.png", tmp_path / "train.srt"
    Image.new("RGB", (960, 640), (60, 90, 110)).save(poster)
    captions.write_bytes(SRT.encode("windows-1256"))
    page = new_page()
    sign_in(page, server, "salma", goal="/editor/")

    add_to_the_list(page, film, poster, captions)
    begin_article(page, section="محليات")
    field(page, "title").fill("القطار على الجسر من جديد")
    add_block(page, "body", "فيديو")
    choose_video(page, "قطار يعبر الجسر")
    pk = save_draft(page).split("/")[3]
    publish(page)

    reader = new_page(viewport={"width": 360, "height": 740})
    with reader.expect_response(re.compile("poster|/media/images/.*webp")):
        reader.goto(f"/a/{pk}/")
    assert state_of(reader)["ready"] == 0
    played(reader)
    state = state_of(reader)
    assert (state["width"], state["length"], state["broken"]) == (96, 2, None)
    assert state["cues"] == ["هذا أول قطار منذ عشرين عاماً."]
    reader.locator(".said summary").click()
    expect(reader.locator(".said p")).to_have_text("هذا أول قطار منذ عشرين عاماً.")
    source = reader.locator(".film source").get_attribute("src")
    stored = get(server, str(source))
    assert stored.headers["content-type"] == "video/mp4"
    assert len(stored.body) == film.stat().st_size
    assert b"CANARY" not in stored.body
    assert violations(reader, ".film") == []


def test_the_demos_film_plays_winds_on_and_says_its_words(server: Newsroom, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto(the_article_with_a_film(server))

    with page.expect_response(lambda answer: answer.url.endswith(".mp4") and answer.status == 206):
        played(page)
    page.locator(".film video").evaluate("video => { video.currentTime = video.duration - 2; }")
    until(lambda: state_of(page)["ended"])

    state = state_of(page)
    assert state["broken"] is None
    assert len(state["cues"]) >= 6
    assert page.locator(".said p").count() >= 1


def test_on_paper_what_is_said_in_a_film_stands_below_it(server: Newsroom, page: Page) -> None:
    page.goto(the_article_with_a_film(server))
    expect(page.locator(".said p").first).to_be_hidden()

    page.emulate_media(media="print")

    expect(page.locator(".said p").first).to_be_visible()


def the_article_with_a_film(server: Newsroom) -> str:
    """Return the path of the demo's article with a film in it."""
    ((address,),) = rows(server, "SELECT address FROM newsroom_articlepage WHERE address LIKE '%/ضباب-الخريف-الأول'")
    return f"/{address}/"
