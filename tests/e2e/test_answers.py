"""The newsroom and its readers in a browser: a reporter answers below her article, an editor pins and features, and a
reader's comment stands in an article as long as it can be read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from scripts.serving import Newsroom, demo_newsroom
from tests.e2e.axe import violations
from tests.e2e.guard import Guard
from tests.e2e.journeys import sign_in
from tests.e2e.strangers import get, rows
from tests.waiting import until

pytestmark = pytest.mark.alone

NewPage = Callable[..., Page]
LOGIN, PASSWORD = "rima", "her own pass phrase"
JOINED = "discussions_comment c JOIN discussions_thread t ON t.id = c.thread_id"
ANSWER = "سألتُ الإدارة هذا الصباح: الجواب في الأسبوع المقبل."
# Gives an account to the first author of an article that was discussed, and says what was chosen.
GIVE = """
import json
from hiwar.accounts.models import User
from hiwar.discussions.models import Comment, Thread
from hiwar.newsroom.models import ArticleByline
user = User.objects.create_user({login!r}, password={password!r})
talks = Thread.objects.exclude(mode="hidden").filter(comment_count__gt=5, comment_count__lt=90).order_by("pk")
lines = [ArticleByline.objects.filter(page=int(one.subject.partition(":")[2])).first() for one in talks]
talk, line = next((talk, line) for talk, line in zip(talks, lines) if line)
line.author.account = user
line.author.save()
print("CHOSEN", json.dumps({{"author": line.author.pk, "name": line.author.name, "talk": talk.pk}}))
"""
TAKE = """
from hiwar.accounts.models import User
from hiwar.newsroom.models import Author
Author.objects.filter(account__username={login!r}).update(account=None)
User.objects.filter(username={login!r}).update(is_active=False)
"""
QUOTE = """
from hiwar.newsroom.models import ArticlePage
page = ArticlePage.objects.get(pk={pk})
page.body = [*page.body.raw_data, {{"type": "reader_quote", "value": {{"comment": {comment!r}}}}}]
page.save_revision().publish()
"""
UNQUOTE = """
from hiwar.newsroom.models import ArticlePage
page = ArticlePage.objects.get(pk={pk})
page.body = [one for one in page.body.raw_data if one["type"] != "reader_quote"]
page.save_revision().publish()
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Newsroom]:
    """A newsroom of this file's own: signing in is limited, and nobody else should meet what is changed here."""
    with demo_newsroom() as newsroom:
        yield newsroom


def run(server: Newsroom, program: str) -> str:
    """Run a few lines in the newsroom's own shell."""
    return server.hiwar("manage", "shell", "--no-imports", "-c", program)


@contextmanager
def a_reporter(server: Newsroom) -> Iterator[dict[str, str]]:
    """Give an author of the demo an account, and take it back."""
    printed = run(server, GIVE.format(login=LOGIN, password=PASSWORD))
    line = next(line for line in printed.splitlines() if line.startswith("CHOSEN"))
    try:
        yield json.loads(line.removeprefix("CHOSEN"))
    finally:
        run(server, TAKE.format(login=LOGIN))


def enter(page: Page) -> None:
    """Sign in as the reporter, who comes to the one room that is hers."""
    page.goto("/login/?next=/desk/answers/")
    page.locator("input[name=username]").fill(LOGIN)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    # Not the door's own address, which ends with the place that is wanted.
    page.wait_for_url(lambda address: urlsplit(address).path == "/desk/answers/")


def test_a_reporter_answers_below_her_article_and_takes_it_back(
    server: Newsroom, new_page: NewPage, guard: Guard
) -> None:
    guard.allow_refusals()
    with a_reporter(server) as chosen:
        rima = new_page(java_script_enabled=False)
        enter(rima)
        question = rima.locator("article.asked").first
        assert rima.goto("/desk/").status == 403  # type: ignore[union-attr]
        rima.goto("/desk/answers/")

        question.locator("button.btn:not(.soft)").click()
        expect(rima.locator("[role=alert]")).to_be_visible()
        rima.locator("article.asked textarea:visible").first.fill(ANSWER)
        rima.locator("article.asked:has(textarea:visible) button.btn:not(.soft)").first.click()

        expect(rima.locator("[role=status]")).to_be_visible()
        given = rima.locator("article.given", has_text=ANSWER)
        permalink = str(given.locator("h3 a").get_attribute("href"))
        path, _, _ = get(server, permalink).headers["location"].removeprefix(server.origin).partition("#")
        until(lambda: ANSWER in get(server, path).text)
        reader = new_page()
        reader.goto(permalink)
        answer = reader.locator(".c.of-desk", has_text=ANSWER)
        expect(answer.locator(".c-head").first).to_contain_text(chosen["name"])
        expect(answer.locator(".badge.desk").first).to_be_visible()
        assert violations(reader, "#talk") == []
        staff = new_page(storage_state=rima.context.storage_state())
        staff.goto("/desk/answers/")
        assert violations(staff) == []
        staff.set_viewport_size({"width": 320, "height": 700})
        assert staff.evaluate("document.documentElement.scrollWidth <= innerWidth")

        given.locator("summary").click()
        given.locator("button.del").click()
        expect(rima.locator("article.given", has_text=ANSWER)).to_have_count(0)
        until(lambda: ANSWER not in get(server, path).text)


def test_an_editor_pins_and_features_and_open_pages_hear_of_it(server: Newsroom, new_page: NewPage) -> None:
    ((comment, path, number),) = rows(
        server,
        f"SELECT c.public_id, t.url, c.number FROM {JOINED} "  # noqa: S608 - our own words
        "WHERE c.state = 'published' AND c.badge = '' AND t.mode = 'open' AND t.last_number BETWEEN 5 AND 90 "
        "ORDER BY t.id DESC, c.number LIMIT 1",
    )
    salma, reader = new_page(), new_page()
    sign_in(salma, server, "editor")
    reader.goto(path)
    expect(reader.locator(".pinned")).to_have_count(0)
    salma.goto(f"/desk/comment/{comment}/")

    for mark in ("pin", "feature"):
        salma.locator(f".marks form:has(input[value={mark}]) button").click()
        expect(salma.locator(f".marks form:has(input[value={mark}]) input[name=on]")).to_have_count(0)

    expect(reader.locator(".pinned")).to_be_visible()
    expect(reader.locator(f"#c{number} .chosen")).to_have_count(1)
    assert violations(reader, "#talk") == []
    reader.locator(".orders a[href*='order=featured']").click()
    expect(reader.locator(".thread > li")).to_have_count(1)
    expect(reader.locator(f"#c{number} .chosen")).to_have_count(1)
    assert violations(reader, "#talk") == []
    assert violations(salma, "#ctx") == []

    reader.goto(path)
    for mark in ("pin", "feature"):
        salma.locator(f".marks form:has(input[value={mark}]) button").click()
        expect(salma.locator(f".marks form:has(input[value={mark}]) input[name=on]")).to_have_count(1)
    expect(reader.locator(".pinned")).to_have_count(0)
    expect(reader.locator(f"#c{number} .chosen")).to_have_count(0)


def test_a_quoted_comment_stands_in_the_article_until_it_is_taken_down(server: Newsroom, new_page: NewPage) -> None:
    ((comment, subject, path),) = rows(
        server,
        f"SELECT c.public_id, t.subject, t.url FROM {JOINED} "  # noqa: S608 - our own words
        "WHERE c.state = 'published' AND c.badge = '' AND t.mode = 'open' AND t.last_number BETWEEN 5 AND 90 "
        "AND c.answers = 0 ORDER BY t.id, c.number LIMIT 1",
    )
    pk = subject.partition(":")[2]
    salma, reader = new_page(), new_page()
    sign_in(salma, server, "editor")
    run(server, QUOTE.format(pk=pk, comment=comment))
    try:
        until(lambda: 'class="reader-q"' in get(server, path).text)
        reader.goto(path)
        expect(reader.locator(".reader-q")).to_be_visible()
        assert violations(reader, ".reader-q") == []

        salma.goto(f"/desk/comment/{comment}/")
        salma.locator("#reject label", has=salma.locator("input[value=off_topic]")).click()
        salma.locator("button[form=reject]").click()
        until(lambda: 'class="reader-q"' not in get(server, path).text)

        salma.goto(f"/desk/comment/{comment}/")
        salma.locator("form#take-back button").click()
        until(lambda: 'class="reader-q"' in get(server, path).text)
    finally:
        run(server, UNQUOTE.format(pk=pk))


@pytest.fixture(autouse=True)
def _no_leftovers(server: Newsroom) -> Iterator[None]:
    """Each journey leaves no mark and no account behind."""
    yield
    assert rows(server, "SELECT count(*) FROM newsroom_author WHERE account_id IS NOT NULL") == [(0,)]
    assert rows(server, "SELECT count(*) FROM discussions_comment WHERE marks > 0") == [(0,)]
