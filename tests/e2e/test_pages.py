"""Every kind of page, at the widths and in the lights readers have: accessible, valid, narrow enough, light, calm."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from scripts.serving import Newsroom
from tests.e2e import axe, nu
from tests.e2e.guard import Guard
from tests.e2e.journeys import sign_in
from tests.e2e.strangers import get, rows, thread_of

NewPage = Callable[..., Page]
State = dict[str, Any]

READERS = ["front", "section", "author", "article", "compose", "rules", "privacy", "login", "absent"]
STAFF = ["desk", "desk-log"]
PHONE = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}
LOOKS = [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light"), (DESKTOP, "dark")]
IDS = ["320-light", "320-dark", "1280-light", "1280-dark"]
FONT_BUDGET = 65_000
STYLE_BUDGET = 14_000
SCRIPT_BUDGET = 10_000
SHIFT_BUDGET = 0.05


def article_path(server: Newsroom) -> str:
    """Return the address of the demo's own first article: its readers write in every direction."""
    ((path,),) = rows(server, "SELECT url FROM discussions_thread WHERE title LIKE 'أسبوع على عودة القطار%'")
    return str(path)


def path_of(place: str, server: Newsroom) -> str:
    """Return the address of a kind of page in the demo."""
    if place == "section":
        return re.findall(r'href="(/section/[^"]+)"', get(server, "/").text)[0]
    if place == "author":
        return re.findall(r'href="(/author/[^"]+)" rel="author"', get(server, article_path(server)).text)[0]
    if place == "article":
        return article_path(server)
    if place == "compose":
        return f"/discussion/{thread_of(server, article_path(server))}/compose/?reply=1"
    return {
        "front": "/",
        "rules": "/about/rules/",
        "privacy": "/about/privacy/",
        "login": "/login/",
        "absent": "/2014/01/19/لم-يُكتب/",
        "desk": "/desk/",
        "desk-log": "/desk/log/",
    }[place]


@pytest.fixture(scope="module")
def yusuf(server: Newsroom, browser: Any) -> State:
    """What Yusuf's browser keeps once he has signed in; guessing is limited, so the door is used once."""
    context = browser.new_context(base_url=server.origin, locale="ar")
    page = context.new_page()
    sign_in(page, server, "moderator")
    kept = context.storage_state()
    context.close()
    return dict(kept)


@pytest.fixture
def visit(server: Newsroom, new_page: NewPage, guard: Guard, yusuf: State) -> Callable[..., Page]:
    """Open a kind of page as those who use it do: `visit("desk", viewport=PHONE)`."""

    def open_page(place: str, **options: object) -> Page:
        if place == "absent":
            guard.allow_refusals()
        if place in STAFF:
            options["storage_state"] = yusuf
        page = new_page(**options)
        answer = page.goto(path_of(place, server))
        assert answer is not None
        assert answer.status == (404 if place == "absent" else 200)
        # A page that sent us elsewhere, to the door for instance, would be looked at in vain.
        assert unquote(page.url) == server.origin + unquote(path_of(place, server))
        return page

    return open_page


@pytest.mark.axe
@pytest.mark.parametrize(("viewport", "scheme"), LOOKS, ids=IDS)
@pytest.mark.parametrize("place", [*READERS, *STAFF])
def test_no_barrier_stands_in_anybodys_way(
    visit: Callable[..., Page], place: str, viewport: dict[str, int], scheme: str
) -> None:
    page = visit(place, viewport=viewport, color_scheme=scheme)

    assert axe.violations(page) == []


@pytest.mark.nu
@pytest.mark.parametrize("place", [*READERS, *STAFF])
def test_the_html_is_valid(server: Newsroom, yusuf: State, place: str) -> None:
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in yusuf["cookies"])

    answer = get(server, path_of(place, server), **({"Cookie": cookies} if place in STAFF else {}))

    assert answer.status == (404 if place == "absent" else 200)
    assert nu.errors(answer.text) == []


@pytest.mark.parametrize("place", [*READERS, *STAFF])
def test_a_narrow_screen_scrolls_downwards_only(visit: Callable[..., Page], place: str) -> None:
    page = visit(place, viewport=PHONE)

    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")

    assert widths[0] <= widths[1] == PHONE["width"]


@pytest.mark.parametrize("place", [*READERS, *STAFF])
def test_a_page_says_its_language_and_has_one_title(visit: Callable[..., Page], place: str) -> None:
    page = visit(place)

    expect(page.locator("html[lang=ar][dir=rtl]")).to_have_count(1)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("h1")).to_have_text(re.compile(r"\S"))
    expect(page).to_have_title(re.compile("حِوار|حوار"))


BEFORE_LOAD = """() => {
    const loaded = performance.getEntriesByType("navigation")[0].loadEventStart;
    return performance.getEntriesByType("resource")
        .filter(one => one.name.endsWith(".woff2") && one.responseEnd <= loaded)
        .map(one => [one.name, one.encodedBodySize]);
}"""


def test_what_stands_above_the_comments_needs_few_font_bytes(server: Newsroom, new_page: NewPage) -> None:
    page, path = new_page(), article_path(server)

    def above_the_comments(route: Route) -> None:
        answer = route.fetch()
        kept, found, _rest = answer.text().partition('<section class="talkzone"')
        assert found
        route.fulfill(response=answer, body=f"{kept}</main></body></html>")

    page.route(f"**{path}", above_the_comments)
    page.goto(path)

    fonts = page.evaluate(BEFORE_LOAD)

    assert fonts
    assert sum(size for _, size in fonts) <= FONT_BUDGET, fonts


def test_an_article_that_waits_for_its_first_comment_needs_no_more(server: Newsroom, page: Page) -> None:
    (path,), *_ = rows(
        server, "SELECT url FROM discussions_thread WHERE subject LIKE 'article:%' ORDER BY last_number LIMIT 1"
    )
    page.goto(path)
    expect(page.locator("#say")).to_be_visible()

    fonts = page.evaluate(BEFORE_LOAD)

    assert fonts
    assert sum(size for _, size in fonts) <= FONT_BUDGET, fonts


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["320", "1280"])
def test_nothing_jumps_when_the_fonts_come_late(server: Newsroom, new_page: NewPage, viewport: dict[str, int]) -> None:
    page = new_page(viewport=viewport)
    waiting: list[Route] = []
    painted = False
    page.route("**/*.woff2", lambda route: route.continue_() if painted else waiting.append(route))
    page.add_init_script(
        """globalThis.shifts = [];
        new PerformanceObserver(seen => shifts.push(...seen.getEntries().map(one => one.value)))
            .observe({type: "layout-shift", buffered: true});"""
    )
    paint = """new Promise(done => new PerformanceObserver((seen) => {
        if (seen.getEntriesByName("first-contentful-paint").length) done();
    }).observe({type: "paint", buffered: true}))"""
    two_frames = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"

    page.goto(article_path(server), wait_until="commit")
    page.evaluate(paint)
    painted = True
    late = [route.request.url for route in waiting]
    for route in waiting:
        route.continue_()
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate(two_frames)  # The swap is painted and measured.

    assert len(late) >= 2
    assert page.evaluate("[...document.fonts].filter(face => face.status === 'loaded').length") >= len(late)
    assert sum(page.evaluate("shifts")) <= SHIFT_BUDGET


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize("place", ["front", "article"])
def test_style_and_script_stay_light(server: Newsroom, place: str, encoding: str) -> None:
    html = get(server, path_of(place, server)).text
    weight = {"css": 0, "js": 0}

    for path in set(re.findall(r'/assets/[^"]+\.(?:css|js)', html)):
        answer = get(server, path, **{"Accept-Encoding": encoding})
        assert answer.headers["content-encoding"] == encoding
        weight[path.rpartition(".")[2]] += len(answer.body)

    assert 0 < weight["css"] <= STYLE_BUDGET
    assert weight["js"] <= SCRIPT_BUDGET


def test_a_narrow_screen_shows_that_more_sections_wait_and_when_they_end(visit: Callable[..., Page]) -> None:
    page = visit("front", viewport=PHONE)
    sections, paper = page.locator("nav.nav ul"), (255, 255, 255)

    assert far_corner(sections) != paper

    sections.evaluate("list => list.scrollBy(-list.scrollWidth, 0)")
    assert far_corner(sections) == paper


def far_corner(part: Locator) -> tuple[int, ...]:
    """Return the color where a part ends for who reads from the right; no letter reaches up to it."""
    with Image.open(io.BytesIO(part.screenshot())) as seen:
        color = seen.convert("RGB").getpixel((1, 2))
    assert isinstance(color, tuple)
    return color


def test_the_open_section_stands_out_in_anybodys_own_colors(visit: Callable[..., Page]) -> None:
    page = visit("front", forced_colors="active")

    paper = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    for link in page.locator("nav.nav li a").all():
        line = link.evaluate("link => getComputedStyle(link).borderBlockEndColor")
        assert (line == paper) == (link.get_attribute("aria-current") is None)


def test_paper_carries_the_story_and_the_comments_but_no_form(visit: Callable[..., Page]) -> None:
    page = visit("article")
    expect(page.locator("form:visible")).not_to_have_count(0)

    page.emulate_media(media="print")

    expect(page.locator("form:visible, button:visible, nav:visible")).to_have_count(0)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".prose p").last).to_be_visible()
    expect(page.locator("#c1 .c-text").first).to_be_visible()


def test_every_number_has_its_permalink(server: Newsroom, page: Page) -> None:
    path = article_path(server)
    joined = "discussions_comment c JOIN discussions_thread t ON t.id = thread_id"
    found = rows(server, f"SELECT url, number, c.public_id FROM {joined} WHERE state = 'published'")  # noqa: S608
    numbered = [(number, public_id) for url, number, public_id in found if url == path]
    page.goto(path)

    ids = page.eval_on_selector_all(".thread article.c[id]", "all => all.map(one => one.id)")

    assert len(numbered) >= 15
    assert {f"c{number}" for number, _ in numbered} <= set(ids)
    assert len(ids) == len(set(ids))
    for number, public_id in numbered:
        expect(page.locator(f"#c{number} > a.n")).to_have_attribute("href", f"#c{number}")
        answer = get(server, f"/c/{public_id}/")
        assert (answer.status, answer.headers["location"]) == (302, f"{path}#c{number}")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element that matches is in focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


@pytest.mark.parametrize("script", [False, True], ids=["without-script", "with-script"])
def test_a_reply_needs_a_keyboard_only(server: Newsroom, new_page: NewPage, script: bool) -> None:
    page = new_page(java_script_enabled=script)
    text = f"ردٌّ كُتب من لوحة المفاتيح وحدها{' في مكانه' if script else ''}."
    page.goto(article_path(server))
    tab_to(page, ".skip[href='#talk']")
    page.keyboard.press("Enter")
    tab_to(page, "[data-reply='1']")
    expect(page.locator(":focus")).to_have_text("رد")

    page.keyboard.press("Enter")
    expect(page.get_by_text("ردّاً على التعليق رقم 1", exact=False)).to_be_visible()
    if script:
        expect(page.locator("#c1 #say-comment")).to_be_focused()
    else:
        page.wait_for_url("**/compose/**")
        tab_to(page, "#say-comment")
    page.keyboard.type(text)
    tab_to(page, "#say button[type=submit]")
    page.keyboard.press("Enter")

    own = page.locator(".c.own", has_text=text)
    expect(own).to_be_visible()
    answered = "SELECT c.text, p.number FROM discussions_comment c JOIN discussions_comment p ON p.id = c.parent_id"
    assert (text, 1) in rows(server, answered)


def test_each_paragraph_runs_its_own_way_and_each_name_keeps_to_itself(visit: Callable[..., Page]) -> None:
    page = visit("article")

    english = page.locator(".c-text p", has_text="I left Al-Mina as a child")
    mixed = page.locator(".c-text p", has_text="on-time performance")
    address = page.locator(".c-text a", has_text="timetable.pdf")

    expect(english).to_have_css("direction", "ltr")
    expect(mixed).to_have_css("direction", "rtl")
    expect(address).to_have_css("direction", "ltr")
    expect(address).to_have_attribute("rel", "ugc nofollow noopener")
    expect(page.locator(".c-text p:not([dir])")).to_have_count(0)
    expect(page.locator("h3.who > bdi", has_text="Someone far away")).to_have_css("unicode-bidi", "isolate")
    expect(page.locator("h3.who:not(.anon):not(:has(> bdi))")).to_have_count(0)
