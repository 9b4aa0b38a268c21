"""Abuse stories 1, 2, 3 and 9 of the threat model, told against a served newsroom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from scripts.serving import Newsroom
from tests.e2e.guard import Guard
from tests.e2e.strangers import get, post_comment, rows, thread_of

NewPage = Callable[..., Page]
AGENT = "Layla-Canary-Phone/7.3"
ADDRESS = "127.0.0.77"
EMAIL = "layla-canary@example.org"


@pytest.fixture
def path(server: Newsroom) -> str:
    """The path of the demo's article with the fullest discussion."""
    return str(
        rows(
            server,
            "SELECT url FROM discussions_thread WHERE subject LIKE 'article:%' ORDER BY comment_count DESC LIMIT 1",
        )[0][0]
    )


class TestTheFlatInTheStreet:
    """Story 1: what is not stored cannot be taken."""

    def test_the_disk_knows_neither_address_nor_agent_nor_second_nor_mail(self, server: Newsroom, path: str) -> None:
        before = datetime.now(UTC)
        answer = post_comment(
            server,
            thread_of(server, path),
            source=ADDRESS,
            headers={"User-Agent": AGENT, "Accept-Language": "ar-canary", "X-Forwarded-For": "203.0.113.77"},
            comment="أكتب من الشقة التي في الشارع.",
            author="ليلى",
            email=EMAIL,
        )
        after = datetime.now(UTC)

        assert answer.status == 303
        assert rows(server, "SELECT 1 FROM discussions_comment WHERE text LIKE '%في الشارع%'")
        canaries = [ADDRESS, AGENT, "ar-canary", "203.0.113.77", EMAIL, "layla-canary", *seconds_between(before, after)]
        assert found_on_disk(server, canaries) == []

    def test_a_browser_without_script_or_consent_leaves_no_more(
        self, server: Newsroom, path: str, new_page: NewPage
    ) -> None:
        page = new_page(java_script_enabled=False, user_agent=AGENT)
        page.goto(path)
        page.get_by_role("textbox", name=re.compile("^التعليق")).fill("وأكتب من المتصفّح أيضاً.")
        page.get_by_role("textbox", name=re.compile("^البريد")).fill(EMAIL)
        before = datetime.now(UTC)
        page.get_by_role("button", name="انشر التعليق").click()
        expect(page.get_by_text("بانتظار المراجعة")).to_be_visible()
        after = datetime.now(UTC)

        assert found_on_disk(server, [AGENT, EMAIL, *seconds_between(before, after)]) == []
        kept = page.context.cookies()
        assert {cookie["name"] for cookie in kept} == {"hiwar_reader", "hiwar_mine"}
        assert all(cookie["httpOnly"] for cookie in kept)

    def test_pages_show_minutes_only(self, server: Newsroom, path: str) -> None:
        page = get(server, path).text

        stamps = re.findall(r'<time datetime="([^"]+)"', page)
        assert len(stamps) > 10
        assert all(datetime.fromisoformat(stamp).second == 0 for stamp in stamps)


def seconds_between(before: datetime, after: datetime) -> list[str]:
    """Return every second of a span as a log or a database would write it, except full minutes, which we do keep."""
    count = int((after - before).total_seconds()) + 2
    moments = [before + timedelta(seconds=number) for number in range(count)]
    return [f"{moment:%H:%M:%S}" for moment in moments if moment.second]


def found_on_disk(server: Newsroom, canaries: list[str]) -> list[str]:
    """Return which canaries stand in any file of the newsroom, its write-ahead log and its log included."""
    files = [server.log, *(file for file in Path(server.data).rglob("*") if file.is_file())]
    found = []
    for file in files:
        # The newsroom is at work: a file may go while others are read.
        with suppress(FileNotFoundError):
            content = file.read_bytes()
            found += [f"{canary} in {file.name}" for canary in canaries if canary.encode() in content]
    return found


class TestTheFalseEditor:
    """Story 2: nobody speaks under the newsroom's name, however it is spelled."""

    NAMES = (
        "محـرّر حِوار",
        "مح\N{ZERO WIDTH NON-JOINER}رر حوار",
        "محرر حو\N{ZERO WIDTH SPACE}ار",
        "سلمى درويش ✔",
        "سلم\N{ARABIC LETTER FARSI YEH} درويش",
        "Еditor",  # The first letter is Cyrillic.
        "H1war",
        "«المحرّر»",
        "إدارة  التحرير",
    )

    def test_every_spelling_waits_with_the_same_words(self, server: Newsroom, path: str) -> None:
        thread = thread_of(server, path)
        plain = {"Accept": "application/json"}
        honest = post_comment(server, thread, headers=plain, source="127.0.2.1", comment="سؤال صادق.", author="عمر")

        answers = [
            post_comment(server, thread, headers=plain, source=f"127.0.2.{n + 2}", comment=f"إعلان {n}", author=name)
            for n, name in enumerate(self.NAMES)
        ]

        assert {without_id(answer.text) for answer in answers} == {without_id(honest.text)}
        page = get(server, path).text
        assert not [name for name in self.NAMES if name in page]
        held = rows(server, "SELECT screening FROM discussions_comment WHERE text LIKE 'إعلان %'")
        assert len(held) == len(self.NAMES)
        assert all('"reserved_name"' in record for (record,) in held)


def without_id(answer: str) -> str:
    """Return an answer without the random id that makes each its own."""
    return re.sub(r'"id": "[^"]+"', "", answer)


# Each frame loads twice, empty and then with our answer; when those and both requests are over, the title says so.
HOSTILE = """<!DOCTYPE html><meta charset=utf-8><title>trying</title>
<script>
let left = 6 + 2;
const over = () => {{ if (!--left) document.title = "over"; }};
</script>
<iframe name=hole onload="over()"></iframe><iframe name=hole2 onload="over()"></iframe>
<form id=f method=post action="{target}" target=hole><input name=comment value="كُتب باسم غيره">
<input name=author value="عمر"></form>
<form id=g method=post action="{login}" target=hole2><input name=username value=yusuf>
<input name=password value="{password}"></form>
<iframe sandbox="allow-forms allow-scripts" onload="over()" srcdoc='<form method=post action="{target}">
<input name=comment value="كُتب من إطار"></form>
<script>addEventListener("load", () => document.forms[0].submit())</script>'></iframe>
<script>
addEventListener("load", () => {{
  f.submit(); g.submit();
  for (const credentials of ["include", "omit"]) {{
    const body = new URLSearchParams({{comment: "كُتب بطلب"}});
    fetch("{target}", {{method: "POST", credentials, mode: "no-cors", body}}).catch(() => 0).finally(over);
  }}
}});
</script>"""


@contextmanager
def elsewhere(html: str) -> Iterator[str]:
    """Serve one hostile page on another site of this machine; yield its address.

    Browsers keep pages of the internet away from loopback by themselves; a neighbor on loopback is ours to refuse.
    """

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as neighbor:
        Thread(target=neighbor.serve_forever, daemon=True).start()
        yield f"http://localhost:{neighbor.server_port}/"
        neighbor.shutdown()


class TestTheBorrowedBrowser:
    """Story 3: a hostile page gets nothing written, withdrawn, or signed in."""

    def test_a_hostile_page_stores_nothing_and_signs_nobody_in(
        self, server: Newsroom, path: str, new_page: NewPage, guard: Guard
    ) -> None:
        for expected in ("localhost:", "ERR_BLOCKED_BY_RESPONSE", "Failed to fetch", "frame-ancestors 'none'"):
            guard.allow(expected)
        guard.allow_refusals()
        omar = new_page()
        omar.goto(path)
        omar.get_by_role("textbox", name=re.compile("^التعليق")).fill("كتبها عمر بنفسه.")
        omar.get_by_role("button", name="انشر التعليق").click()
        expect(omar.locator(".c.own")).to_be_visible()
        before = rows(server, "SELECT count(*) FROM discussions_comment")
        target = f"{server.origin}/discussion/{thread_of(server, path)}/comments/"
        html = HOSTILE.format(target=target, login=f"{server.origin}/login/", password=server.passwords["yusuf"])
        answers: set[int] = set()
        omar.on("response", lambda got: answers.add(got.status) if got.request.method == "POST" else None)

        with elsewhere(html) as address:
            omar.goto(address)
            expect(omar).to_have_title("over")

        assert answers == {403}
        assert rows(server, "SELECT count(*) FROM discussions_comment") == before
        assert not [cookie for cookie in omar.context.cookies() if cookie["name"] == "hiwar_session"]


class TestTheGuessingReader:
    """Story 9: held and never written look the same to everyone but the author."""

    def test_a_stranger_sees_no_difference_and_the_author_does_until_forgetting(
        self, server: Newsroom, path: str, new_page: NewPage
    ) -> None:
        places = [path, "/", f"{path}?sent=held", *section_paths(server)]
        before = [get(server, place).body for place in places]
        omar = new_page(java_script_enabled=False)
        omar.goto(path)
        omar.get_by_role("textbox", name=re.compile("^التعليق")).fill("سؤال عمر الذي لم يُنشر بعد.")
        omar.get_by_role("button", name="انشر التعليق").click()
        expect(omar.locator(".c.own")).to_contain_text("سؤال عمر")

        after = [get(server, place).body for place in places]
        (public_id,), *_ = rows(server, "SELECT public_id FROM discussions_comment WHERE text LIKE 'سؤال عمر%'")
        held, absent = (get(server, f"/c/{name}/") for name in (public_id, "A" * 16))

        assert after == before
        assert (held.status, held.body) == (absent.status, absent.body) == (404, absent.body)
        stolen = get(server, path, Cookie=f"hiwar_mine={public_id}")
        assert "سؤال عمر" not in stolen.text

        omar.get_by_role("button", name="انسَ هذا الجهاز").click()
        omar.wait_for_url("**/discussion/forget/")
        omar.goto(path)
        expect(omar.locator(".c.own")).to_have_count(0)
        assert omar.context.cookies() == []


def section_paths(server: Newsroom) -> list[str]:
    """Return the addresses of the sections named on the front page."""
    found = re.findall(r'href="(/section/[^"]+)"', get(server, "/").text)
    return sorted({unquote(one) for one in found})
