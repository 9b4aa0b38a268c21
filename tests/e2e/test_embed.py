"""The discussion on the page of another site: two origins, one browser, and nothing asked of anybody else."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from scripts.serving import Newsroom
from tests.e2e import axe, nu
from tests.e2e.blogs import Blog, served_blog
from tests.e2e.conftest import PATIENCE
from tests.e2e.guard import Guard
from tests.e2e.journeys import decide_about_discussions, id_of, sign_in, state_of
from tests.e2e.strangers import get, rows
from tests.waiting import until

NewPage = Callable[..., Page]
PHONE = {"width": 320, "height": 640}
KEYS = count(1)
PUBLISH = (
    "from hiwar.discussions.models import Comment; from hiwar.discussions.services import publish_comment; "
    "from django.utils import timezone; "
    "publish_comment(comment=Comment.objects.get(public_id={id!r}), now=timezone.now())"
)


@pytest.fixture(scope="module")
def registered(server: Newsroom) -> Iterator[Blog]:
    """A blog that the newsroom lets show its discussions; comments need no pause between them."""
    with served_blog(server) as blog:
        change = (
            "from wagtail.models import Site; from hiwar.widget.models import EmbedSettings; "
            f"EmbedSettings.objects.update_or_create(site=Site.objects.get(), defaults={{'origins': {blog.origin!r}}})"
        )
        server.hiwar("manage", "shell", "--no-imports", "-c", change)
        decide_about_discussions(server, seconds_between=0)
        until(lambda: get(server, "/embed.js").status == 200)
        yield blog


@pytest.fixture
def blog(registered: Blog) -> Blog:
    """The blog with a page that nobody has written under yet."""
    registered.key, registered.language = f"post-{next(KEYS)}", "ar"
    registered.attributes = registered.filler = ""
    return registered


@pytest.fixture
def guard(server: Newsroom, registered: Blog) -> Guard:
    """The guard of this test: the blog and we may be asked, and nobody else."""
    return Guard(frozenset({server.host, registered.host}))


def visit(page: Page, blog: Blog, mark: str = "") -> FrameLocator:
    """Open the blog's page, go down to the discussion, and return what stands in its frame."""
    page.goto(f"{blog.origin}/{mark}")
    page.locator("hiwar-discussion").scroll_into_view_if_needed()
    frame = page.frame_locator("hiwar-discussion iframe")
    expect(frame.locator("#talk")).to_be_visible()
    return frame


def write(frame: FrameLocator, text: str, *, name: str = "ليلى") -> None:
    """Write a comment in the frame as a reader does."""
    frame.get_by_role("textbox", name=re.compile("^التعليق")).fill(text)
    frame.get_by_role("textbox", name=re.compile("^الاسم")).fill(name)
    frame.get_by_role("button", name="انشر التعليق").click()


def publish(server: Newsroom, text: str) -> None:
    """Publish what waits, as a moderator does."""
    server.hiwar("manage", "shell", "--no-imports", "-c", PUBLISH.format(id=id_of(server, text)))


def say_and_publish(server: Newsroom, page: Page, blog: Blog, *texts: str) -> None:
    """Let a reader write on the blog and a moderator publish it."""
    for text in texts:
        frame = visit(page, blog)
        write(frame, text)
        expect(frame.locator("#mine")).to_contain_text(text)
        publish(server, text)


def counted(page: Page, blog: Blog) -> str:
    """Return how many comments the blog's page says there are, once it has heard."""
    with page.expect_response(re.compile("/counts/")):
        visit(page, blog)
    expect(page.locator("span[data-hiwar-count]")).not_to_be_empty()
    return page.locator("span[data-hiwar-count]").inner_text()


def _threads(server: Newsroom) -> dict[str, tuple[str, str]]:
    """Title and page of every discussion by the last part of its subject."""
    found = rows(server, "SELECT subject, title, host_page FROM discussions_thread")
    return {subject.rpartition("/")[2]: (title, host_page) for subject, title, host_page in found}


def is_as_high_as_its_content(page: Page) -> bool:
    """Return whether nothing in the frame must be scrolled to."""
    frame = page.frames[-1]
    inner = frame.evaluate("[document.documentElement.scrollHeight, innerHeight]")
    return abs(inner[0] - inner[1]) <= 1


def test_a_reader_reads_writes_and_sees_her_own_comment_wait(server: Newsroom, blog: Blog, new_page: NewPage) -> None:
    layla, omar = new_page(), new_page()
    frame = visit(layla, blog)
    expect(frame.get_by_role("heading", name="لا توجد تعليقات")).to_be_visible()

    write(frame, "كنت أركبه كل صباح.")

    expect(frame.locator("#mine")).to_contain_text("كنت أركبه كل صباح.")
    expect(frame.get_by_text("بانتظار المراجعة")).to_be_visible()
    own = visit(layla, blog)
    expect(own.locator("#mine")).to_contain_text("كنت أركبه كل صباح.")
    expect(visit(omar, blog).get_by_text("كنت أركبه كل صباح.")).to_have_count(0)

    publish(server, "كنت أركبه كل صباح.")
    karim = new_page()
    shown = visit(karim, blog)
    expect(shown.locator("#c1")).to_contain_text("كنت أركبه كل صباح.")
    # Counts may be two seconds old (`delivery.page_store`), and a browser asks for them once a minute.
    until(lambda: counted(new_page(), blog) == "تعليق واحد")
    expect(karim.locator("b[data-hiwar-count]")).to_have_text("لا توجد تعليقات")


def test_what_the_page_says_of_itself_reaches_the_desk(server: Newsroom, blog: Blog, page: Page) -> None:
    blog.attributes = ' data-title="عودة القطار" data-url="/?article=7#top"'
    write(visit(page, blog), "سؤال عن المواعيد.")
    until(lambda: blog.key in _threads(server))

    title, host_page = _threads(server)[blog.key]
    assert (title, host_page) == ("عودة القطار", f"{blog.origin}/?article=7")


def test_a_link_to_a_comment_leads_to_it_through_both_pages(server: Newsroom, blog: Blog, new_page: NewPage) -> None:
    say_and_publish(server, new_page(), blog, *(f"تعليق للطريق رقم {number}" for number in (1, 2, 3)))
    blog.filler = "<p>سطر من المقال.</p>" * 80
    reader = new_page()

    frame = visit(reader, blog, "#comment-3")

    expect(frame.locator("#c3:target")).to_be_in_viewport()
    reader.evaluate("location.hash = 'comment-1'")
    expect(frame.locator("#c1:target")).to_be_in_viewport()
    expect(frame.locator("#c2 > a.n")).to_have_attribute("href", f"{blog.origin}/#comment-2")
    expect(frame.locator("#c2 > a.n")).to_have_attribute("target", "_top")


def test_the_frame_is_as_high_as_what_it_holds(server: Newsroom, blog: Blog, page: Page) -> None:
    frame = visit(page, blog)
    until(lambda: is_as_high_as_its_content(page))
    low = page.locator("hiwar-discussion iframe").bounding_box()

    write(frame, "سطر\n" * 30)
    expect(frame.locator("#mine")).to_be_visible()

    until(lambda: is_as_high_as_its_content(page))
    high = page.locator("hiwar-discussion iframe").bounding_box()
    assert low and high and high["height"] > low["height"] + 200


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_is_wider_than_the_frame(server: Newsroom, blog: Blog, new_page: NewPage, width: int) -> None:
    say_and_publish(server, new_page(), blog, f"كلمة طويلة {'ب' * 90} https://example.org/{'a' * 120} {width}")
    page = new_page(viewport={"width": width, "height": 700})

    frame = visit(page, blog)
    expect(frame.locator("#c1")).to_be_visible()

    until(lambda: is_as_high_as_its_content(page))
    widths = page.frames[-1].evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1], widths
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("attributes", "scheme", "paper"),
    [
        ("", "dark", "rgb(255, 255, 255)"),
        (' data-theme="dark"', "light", "rgb(17, 22, 26)"),
        (' data-theme="auto"', "dark", "rgb(17, 22, 26)"),
        (' data-theme="auto"', "light", "rgb(255, 255, 255)"),
    ],
)
def test_the_frame_is_as_light_or_dark_as_the_page(
    blog: Blog, new_page: NewPage, attributes: str, scheme: str, paper: str
) -> None:
    blog.attributes = attributes
    page = new_page(color_scheme=scheme)

    frame = visit(page, blog)

    expect(frame.locator("body")).to_have_css("background-color", paper)


def test_a_page_that_turns_dark_takes_the_frame_with_it(blog: Blog, page: Page) -> None:
    frame = visit(page, blog)
    expect(frame.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")

    page.evaluate("document.querySelector('hiwar-discussion').dataset.theme = 'dark'")
    expect(frame.locator("body")).to_have_css("background-color", "rgb(17, 22, 26)")
    page.evaluate("document.querySelector('hiwar-discussion').dataset.theme = 'light'")
    expect(frame.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_the_frame_speaks_the_language_of_the_page(blog: Blog, page: Page) -> None:
    blog.language = "en"

    frame = visit(page, blog)

    expect(frame.get_by_role("heading", name="0 comments")).to_be_visible()
    expect(frame.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.locator("hiwar-discussion iframe")).to_have_attribute("title", "Comments")


@pytest.mark.axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("door", ["", "compose/", "report/?c=1"])
def test_what_stands_in_the_frame_is_accessible_on_a_phone(
    server: Newsroom, blog: Blog, new_page: NewPage, scheme: str, door: str
) -> None:
    say_and_publish(server, new_page(), blog, f"للقراءة {scheme} {door}.")
    page = new_page(viewport=PHONE, color_scheme=scheme)

    page.goto(f"/embed{blog.path}{door}")

    assert axe.violations(page) == []


@pytest.mark.nu
@pytest.mark.parametrize("prefix", ["", "/embed", "/embed/en"])
def test_what_stands_in_the_frame_is_valid(server: Newsroom, blog: Blog, new_page: NewPage, prefix: str) -> None:
    say_and_publish(server, new_page(), blog, f"للفحص {prefix}.")

    assert nu.errors(get(server, f"{prefix}{blog.path}").text) == []


def test_a_link_to_a_comment_that_is_followed_before_the_frame_has_come_leads_there(
    server: Newsroom, blog: Blog, new_page: NewPage
) -> None:
    say_and_publish(server, new_page(), blog, "أوّل ما قيل هنا.")
    blog.filler = "<p>سطر من المقال.</p>" * 200
    page = new_page()
    page.goto(f"{blog.origin}/")

    page.evaluate("location.hash = 'comment-1'")

    expect(page.frame_locator("hiwar-discussion iframe").locator("#c1:target")).to_be_in_viewport()


def test_without_script_a_link_leads_to_the_discussion_where_all_works(
    server: Newsroom, blog: Blog, new_page: NewPage
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{blog.origin}/")
    page.get_by_role("link", name="اقرأ التعليقات").click()

    expect(page.get_by_role("heading", name=f"نقاش صفحة على {blog.host}")).to_be_visible()
    page.get_by_role("textbox", name=re.compile("^التعليق")).fill("كتبت بلا جافاسكربت.")
    page.get_by_role("button", name="انشر التعليق").click()

    expect(page.locator("#mine")).to_contain_text("كتبت بلا جافاسكربت.")
    page.get_by_role("button", name="سحب التعليق").click()
    expect(page.locator("#talk").get_by_role("status")).to_contain_text("سُحب")
    page.locator(".crumb").get_by_role("link", name=blog.host).click()
    expect(page).to_have_url(f"{blog.origin}/")


def test_whatever_the_reader_opens_in_the_frame_stays_in_it(server: Newsroom, blog: Blog, new_page: NewPage) -> None:
    say_and_publish(server, new_page(), blog, "من هنا إلى هناك https://example.org/far")
    page = new_page()
    frame = visit(page, blog)

    frame.get_by_role("link", name="أبلغ", exact=True).click()
    expect(frame.get_by_role("heading", level=1)).to_be_visible()
    until(lambda: is_as_high_as_its_content(page))
    frame.get_by_role("radio").first.check()
    frame.get_by_role("button").last.click()
    expect(frame.get_by_role("status")).to_be_visible()
    frame.get_by_role("link", name="العودة إلى التعليق").click()
    expect(frame.locator("#c1")).to_be_visible()
    frame.get_by_role("link", name="تعليقاتي").first.click()
    expect(frame.get_by_role("heading", name="تعليقاتي")).to_be_visible()


def test_a_link_out_of_a_comment_opens_beside_the_page(server: Newsroom, blog: Blog, new_page: NewPage) -> None:
    say_and_publish(server, new_page(), blog, f"انظر {server.origin}/about/rules/")
    page = new_page()
    frame = visit(page, blog)

    with page.context.expect_page() as opened:
        frame.locator("#c1 .c-text a").click()

    assert opened.value.url == f"{server.origin}/about/rules/"
    assert opened.value.evaluate("opener") is None
    expect(frame.locator("#c1")).to_be_visible()


def test_only_what_is_spelled_so_and_comes_from_there_is_heard(server: Newsroom, blog: Blog, page: Page) -> None:
    frame = visit(page, blog)
    until(lambda: is_as_high_as_its_content(page))
    before = page.locator("hiwar-discussion iframe").bounding_box()

    # The page itself, and not our frame, says it to the page.
    page.evaluate("postMessage({hiwar: 'height', height: 9999}, '*')")
    for message in (
        "null", "'height'", "{hiwar: 'height', height: -1}", "{hiwar: 'height', height: 1e9}",
        "{hiwar: 'height', height: '9999px'}", "{hiwar: 'height', height: 1.5}", "{hiwar: 'show', top: {}}",
    ):  # fmt: skip
        page.frames[-1].evaluate(f"parent.postMessage({message}, '*')")
    for hello in (
        "{hiwar: 'hello', url: 'https://evil.example/', title: 'x', theme: 'dark', comment: 0}",
        "{hiwar: 'hello', url: location.href, title: 5, theme: 'dark', comment: 0}",
        "{hiwar: 'hello', url: location.href, title: 'x', theme: 'url(x)', comment: 0}",
        "{hiwar: 'hello', url: location.href, title: 'x', theme: 'dark', comment: '1'}",
        "{hiwar: 'hi', url: location.href, title: 'x', theme: 'dark', comment: 0}",
    ):
        page.evaluate(f"document.querySelector('iframe').contentWindow.postMessage({hello}, '*')")
    page.frames[-1].evaluate("new Promise(done => setTimeout(done, 0))")

    assert page.locator("hiwar-discussion iframe").bounding_box() == before
    assert page.evaluate("scrollY") < 10_000
    expect(frame.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    assert frame.locator("[name=page_title]").input_value() == "قطار الساحل | مدوّنة"


def expect_refusals(guard: Guard) -> None:
    """Expect what a browser says of a page that may not be framed and of an answer that may not be read."""
    guard.allow_refusals()
    for said in ("frame-ancestors", "Refused to frame", "CORS policy", "net::ERR_"):
        guard.allow(said)


def test_a_site_that_is_not_registered_shows_an_empty_frame(
    server: Newsroom, registered: Blog, new_page: NewPage, guard: Guard
) -> None:
    expect_refusals(guard)
    with served_blog(server) as stranger:
        guard.hosts = guard.hosts | {stranger.host}
        page = new_page()
        page.goto(f"{stranger.origin}/")
        page.locator("hiwar-discussion").scroll_into_view_if_needed()
        until(lambda: len(page.frames) == 2)

        expect(page.frame_locator("iframe").locator("#talk")).to_have_count(0)
        expect(page.locator("span[data-hiwar-count]")).to_have_text("")


def test_an_origin_that_is_not_asked_for_cannot_frame_a_registered_ones_page(
    server: Newsroom, blog: Blog, new_page: NewPage, guard: Guard
) -> None:
    expect_refusals(guard)
    with served_blog(server) as stranger:
        guard.hosts = guard.hosts | {stranger.host}
        page = new_page()
        page.goto(f"{stranger.origin}/")
        page.evaluate(
            "address => { const frame = document.createElement('iframe'); frame.id = 'stolen'; frame.src = address;"
            " document.body.prepend(frame); }",
            f"{server.origin}/embed{blog.path}",
        )

        expect(page.frame_locator("#stolen").locator("#talk")).to_have_count(0)


@pytest.fixture
def cautious(browser: Browser, guard: Guard) -> Iterator[BrowserContext]:
    """A reader whose browser takes no cookie of a third party, unless it is partitioned."""
    arguments = ["--test-third-party-cookie-phaseout", "--no-sandbox", "--disable-dev-shm-usage"]
    own = browser.browser_type.launch(executable_path=_chromium(), args=arguments)
    context = own.new_context(locale="ar", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    guard.watch(context)
    yield context
    own.close()
    guard.verify()


@pytest.fixture
def blind(browser: Browser, guard: Guard, tmp_path: Path) -> Iterator[BrowserContext]:
    """A reader whose browser takes no cookie of anybody."""
    folder = tmp_path / "profile" / "Default"
    folder.mkdir(parents=True)
    (folder / "Preferences").write_text('{"profile": {"default_content_setting_values": {"cookies": 2}}}', "utf-8")
    context = browser.browser_type.launch_persistent_context(
        tmp_path / "profile",
        executable_path=_chromium(),
        args=["--no-sandbox", "--disable-dev-shm-usage"],
        locale="ar",
        viewport={"width": 1280, "height": 900},
    )
    context.set_default_timeout(PATIENCE)
    guard.watch(context)
    yield context
    context.close()
    guard.verify()


def _chromium() -> str:
    """Where the browser is."""
    return os.environ.get("HIWAR_CHROMIUM") or shutil.which("chromium") or ""


def test_where_third_parties_may_keep_nothing_the_partitioned_cookie_is_hers(
    server: Newsroom, blog: Blog, cautious: BrowserContext
) -> None:
    page = cautious.new_page()
    write(visit(page, blog), "من متصفّح حذر.")
    expect(page.frame_locator("iframe").locator("#mine")).to_be_visible()

    again = visit(page, blog)

    expect(again.locator("#mine")).to_contain_text("من متصفّح حذر.")
    kept = [cookie for cookie in cautious.cookies() if cookie["name"].endswith("hiwar_frame")]
    assert [(cookie["sameSite"], cookie["secure"], cookie["httpOnly"]) for cookie in kept] == [("None", True, True)]
    assert kept[0]["partitionKey"] == "http://localhost"


def test_where_no_cookie_is_kept_at_all_the_comment_is_taken(
    server: Newsroom, blog: Blog, blind: BrowserContext
) -> None:
    page = blind.new_page()
    frame = visit(page, blog)

    write(frame, "من متصفّح لا يحفظ شيئاً.")

    expect(frame.locator("#mine")).to_contain_text("من متصفّح لا يحفظ شيئاً.")
    assert state_of(server, id_of(server, "من متصفّح لا يحفظ شيئاً.")) == "held"
    assert blind.cookies() == []
    expect(visit(page, blog).locator("#mine")).to_have_count(0)


def test_open_frames_hear_of_a_new_comment(server: Newsroom, blog: Blog, new_page: NewPage) -> None:
    omar = new_page()
    frame = visit(omar, blog)
    expect(frame.get_by_role("heading", name="لا توجد تعليقات")).to_be_visible()

    say_and_publish(server, new_page(), blog, "خبر جديد من المحطة.")

    expect(frame.get_by_role("heading", name="تعليق واحد")).to_be_visible()
    frame.get_by_role("button", name=re.compile("تعليق")).first.click()
    expect(frame.locator("#c1")).to_contain_text("خبر جديد من المحطة.")


def test_a_moderator_opens_the_page_from_the_desk(server: Newsroom, blog: Blog, new_page: NewPage) -> None:
    write(visit(new_page(), blog), "سؤال إلى المشرف.")
    until(lambda: rows(server, "SELECT 1 FROM discussions_comment WHERE text = 'سؤال إلى المشرف.'") != [])
    yusuf = new_page()
    sign_in(yusuf, server, "moderator")

    yusuf.goto(f"/desk/comment/{id_of(server, 'سؤال إلى المشرف.')}/")

    expect(yusuf.locator("#ctx").get_by_role("link", name=f"{blog.origin}/")).to_be_visible()
