"""The editor's day: in by the staff's door, an article from first word to last, and out of readers' sight again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from scripts.serving import Newsroom
from tests.e2e.guard import Guard
from tests.e2e.strangers import get, rows, thread_of
from tests.e2e.stream_field import add_block, opened_chooser
from tests.waiting import until

pytestmark = pytest.mark.alone

NewPage = Callable[..., Page]
State = dict[str, Any]

LATIN = re.compile(r"[A-Za-z]{2,}")


def sign_in(page: Page, server: Newsroom, login: str, *, goal: str) -> None:
    """Sign in at the staff's door on the way to `goal`."""
    page.goto(f"/login/?next={goal}")
    page.get_by_label("اسم المستخدم").fill(login)
    page.get_by_label("كلمة المرور").fill(server.passwords[login])
    page.get_by_role("button", name="دخول").click()
    page.wait_for_url(lambda address: urlsplit(address).path == goal)


@pytest.fixture(scope="module")
def salma(server: Newsroom, browser: Any) -> State:
    """What Salma's browser keeps once she has signed in; guessing is limited, so the door is used once."""
    context = browser.new_context(base_url=server.origin, locale="ar")
    page = context.new_page()
    sign_in(page, server, "salma", goal="/editor/")
    kept = context.storage_state()
    context.close()
    return dict(kept)


@pytest.fixture
def desk(new_page: NewPage, salma: State) -> Page:
    """Salma's page in the editor."""
    return new_page(storage_state=salma)


def begin_article(page: Page, *, section: str) -> None:
    """Open an empty article by the way the menu offers."""
    page.goto("/editor/articles/")
    page.get_by_role("link", name="إضافة مقال").first.click()
    sections = opened_chooser(page.get_by_role("button", name=re.compile("^اختر صفحة")))
    sections.get_by_role("link", name=section, exact=True).click()
    page.get_by_role("button", name="إنشاء مقال جديد").click()
    page.wait_for_url("**/editor/pages/add/newsroom/articlepage/**")


def field(page: Page, name: str) -> Locator:
    """Return a field of the article's form by its name."""
    return page.locator(f"[name='{name}']")


def upload(button: Locator, file: Path, *, title: str, credit: str) -> None:
    """Upload a picture in the chooser that a button opens, and choose it."""
    chooser = opened_chooser(button)
    chooser.get_by_role("tab", name="رفع").click()
    chooser.locator("[type=file]").set_input_files(file)
    chooser.get_by_label("العنوان").fill(title)
    chooser.get_by_label("ما تُظهره الصورة").fill(title)
    chooser.get_by_label("مصدر الصورة").fill(credit)
    chooser.get_by_role("button", name="رفع").click()
    expect(chooser).to_have_count(0)


def write_body(page: Page, picture: Path) -> None:
    """Write a text with one block of every kind."""
    add_block(page, "body", "فقرة")
    page.locator("[data-contentpath=body] [contenteditable=true]").click()
    page.keyboard.type("وصلت أول حافلة إلى القرية عند السابعة صباحاً.")
    # The editor of text hands over what was typed a moment later.
    expect(field(page, "body-0-value")).to_have_value(re.compile("صباحاً"))
    add_block(page, "body", "عنوان فرعي")
    field(page, "body-1-value").fill("ما الذي تغيّر؟")
    add_block(page, "body", "اقتباس")
    field(page, "body-2-value-text").fill("انتظرناها عشرين سنة.")
    field(page, "body-2-value-who").fill("أم نادر")
    add_block(page, "body", "قائمة")
    field(page, "body-3-value-items-0-value").fill("رحلة في الصباح")
    add_block(page, "body", "رقم")
    field(page, "body-4-value-number").fill("1200")
    field(page, "body-4-value-sentence").fill("راكباً في الأسبوع الأول.")
    field(page, "body-4-value-source").fill("مجلس القرية")
    add_block(page, "body", "صورة")
    upload(
        page.locator("[data-contentpath=body]").get_by_role("button", name="اختر صورة"),
        picture,
        title="حافلة عند الجسر",
        credit="تصوير: هادي منصور",
    )
    field(page, "body-5-value-alt").fill("حافلة صفراء تعبر جسراً حجرياً")
    field(page, "body-5-value-credit").fill("تصوير: هادي منصور")


def save_draft(page: Page) -> str:
    """Save the draft and return the address of its form."""
    page.get_by_role("button", name="حفظ المسودة").click()
    page.wait_for_url(re.compile(r"/editor/pages/\d+/edit/"))
    expect(page.locator(".messages .success")).to_be_visible()
    # The address may be that of an autosave before: what answers the next press has run.
    page.wait_for_load_state()
    return urlsplit(page.url).path


def publish(page: Page) -> None:
    """Publish what the form holds."""
    page.get_by_role("button", name="إجراءات أخرى").click()
    page.get_by_role("button", name="نشر", exact=True).click()
    expect(page.locator(".messages .success")).to_contain_text("نُشرت")


def test_an_article_goes_from_draft_to_readers_and_back(
    server: Newsroom, desk: Page, guard: Guard, tmp_path: Path
) -> None:
    guard.allow_refusals()  # While a form is incomplete the editor saves in vain, and says so.
    guard.allow("matching panel")  # Wagtail's tabs in a chooser that closes.
    picture = tmp_path / "bridge.png"
    Image.new("RGB", (900, 600), (212, 160, 23)).save(picture)
    headline = "حافلةُ القرية تعود بعد عشرين سنة"
    begin_article(desk, section="محليات")
    field(desk, "title").fill(headline)
    field(desk, "standfirst").fill("رحلتان كل يوم.")
    write_body(desk, picture)

    pk = save_draft(desk).split("/")[3]
    assert state_of(server, pk) == (0, None)
    assert get(server, f"/a/{pk}/").status == 404

    with desk.expect_response(lambda answer: "/preview/" in answer.url and answer.request.method == "GET") as preview:
        desk.get_by_role("button", name="تبديل المعاينة").click()
    assert preview.value.status == 200
    shown = desk.frame_locator("iframe").first
    expect(shown.get_by_role("heading", name=headline, level=1)).to_be_visible()
    expect(shown.locator("blockquote")).to_contain_text("انتظرناها عشرين سنة.")

    publish(desk)
    live, address = state_of(server, pk)
    assert live
    assert re.fullmatch(r"\d{4}/\d{2}/\d{2}/حافلة-القرية-تعود-بعد-عشرين-سنة", address)
    # That there was nothing is remembered for a tenth of a second.
    short = until(lambda: (answer := get(server, f"/a/{pk}/")).status in {301, 302} and answer)
    assert unquote(short.headers["location"]).endswith(f"/{address}/")
    read(desk, f"/{address}/", headline)
    thread = thread_of(server, quote(f"/{address}/"))

    desk.goto(f"/editor/pages/{pk}/unpublish/")
    desk.locator("main form button[type=submit], main form input[type=submit]").first.click()
    desk.wait_for_url(lambda url: "unpublish" not in url)
    until(lambda: {get(server, path).status for path in (f"/{address}/", f"/a/{pk}/")} == {404})
    assert thread_of(server, quote(f"/{address}/")) == thread


def state_of(server: Newsroom, pk: str) -> tuple[int, str | None]:
    """Return whether an article is live, and its address."""
    statement = "SELECT id, live, address FROM newsroom_articlepage JOIN wagtailcore_page ON id = page_ptr_id"
    found = {str(key): (live, address) for key, live, address in rows(server, statement)}
    return found[pk]


def read(page: Page, path: str, headline: str) -> None:
    """See on the reader's page each block that was written."""
    page.goto(path)
    expect(page.get_by_role("heading", name=headline, level=1)).to_be_visible()
    text = page.locator(".prose")
    expect(text.locator("p").first).to_contain_text("وصلت أول حافلة")
    expect(text.get_by_role("heading", name="ما الذي تغيّر؟")).to_be_visible()
    expect(text.locator("blockquote")).to_contain_text("انتظرناها عشرين سنة.")
    expect(text.locator("li")).to_contain_text(["رحلة في الصباح"])
    expect(text.get_by_text("راكباً في الأسبوع الأول.")).to_be_visible()
    picture = text.get_by_role("img", name="حافلة صفراء تعبر جسراً حجرياً")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("picture => picture.naturalWidth") > 0
    expect(text.locator("figcaption", has_text="تصوير: هادي منصور")).to_be_visible()


def test_the_editor_speaks_arabic_from_right_to_left(desk: Page, guard: Guard) -> None:
    guard.allow_refusals()
    guard.allow("matching panel")
    desk.goto("/editor/")
    expect(desk.locator("html[lang=ar][dir=rtl]")).to_have_count(1)

    begin_article(desk, section="ثقافة")
    for name in ("فقرة", "عنوان فرعي", "اقتباس", "قائمة", "صورة", "رقم"):
        add_block(desk, "body", name)

    expect(desk.locator("html[lang=ar][dir=rtl]")).to_have_count(1)
    form = desk.locator("[data-edit-form]")
    words = form.locator("label, legend, [data-panel-heading-text], .help, .w-field__help, option").all_text_contents()
    assert len(words) > 40
    assert [word.strip() for word in words if LATIN.search(word)] == []


def test_sections_authors_and_pictures_have_arabic_forms_too(server: Newsroom, desk: Page) -> None:
    ((front,),) = rows(server, "SELECT page_ptr_id FROM newsroom_frontpage")
    forms = [f"/editor/pages/add/newsroom/sectionpage/{front}/", "/editor/snippets/newsroom/author/add/"]

    for path in forms:
        answer = desk.goto(path)
        assert answer is not None
        assert answer.status == 200
        words = desk.locator("main form").locator("label, legend, [data-panel-heading-text], .help").all_text_contents()
        assert len(words) >= 2
        assert [word.strip() for word in words if LATIN.search(word)] == []


def test_a_moderator_has_no_key_to_the_editor(server: Newsroom, page: Page, guard: Guard) -> None:
    guard.allow_refusals()
    sign_in(page, server, "yusuf", goal="/desk/")

    page.goto("/editor/")
    assert urlsplit(page.url).path == "/login/"
    expect(page.get_by_role("status")).to_contain_text("ليس لهذا الحساب حقّ الوصول")

    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in page.context.cookies())
    for path in ("/editor/", "/editor/articles/", "/editor/images/", "/editor/pages/"):
        answer = get(server, path, Cookie=cookies)
        assert answer.status in {302, 403}, path
        assert "location" not in answer.headers or not answer.headers["location"].startswith(path), path


@pytest.mark.parametrize("path", ["/editor/login/", "/editor/login/?next=/editor/images/", "/editor/password_reset/"])
def test_there_is_one_door_for_staff(server: Newsroom, path: str) -> None:
    answer = get(server, path)

    assert answer.status == 302
    assert answer.headers["location"] == f"/login/{path[path.find('?') :] if '?' in path else ''}"


def test_a_stranger_at_the_editor_is_led_to_the_door_and_back(server: Newsroom, page: Page) -> None:
    page.goto("/editor/images/")

    assert urlsplit(page.url).path == "/login/"
    expect(page.get_by_label("كلمة المرور")).to_be_visible()
    assert json.dumps(page.url).count("next=/editor/images/") == 1
