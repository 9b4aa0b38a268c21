"""Journeys of those who tune the desk: where a threshold stands, what a word would hold, the report, second looks."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from scripts.serving import Newsroom, demo_newsroom
from tests.e2e import axe
from tests.e2e.guard import Guard
from tests.e2e.journeys import busiest, decide_about_discussions, id_of, sign_in, state_of, write
from tests.e2e.strangers import rows
from tests.waiting import until

NewPage = Callable[..., Page]
State = dict[str, Any]
MISSED = re.compile("روجع تعليق واحد نُشر من تلقاء نفسه، وكان المشرف سيوقف 1 \\(100[%٪]")
AGREED = re.compile("قرار واحد، فاتفقا في 1 \\(100[%٪]")
STATES = ("published", "held", "rejected", "spam")
# Readers are known here and write as they like; Salma has decided a little.
BEGIN = """
from django.utils import timezone
from hiwar.accounts.models import User
from hiwar.discussions.models import Comment
from hiwar.moderation.services import approve_comment, reject_comment
salma, now = User.objects.get(username="salma"), timezone.now()
waiting = list(Comment.objects.filter(state="held").order_by("pk")[:6])
for comment in waiting[:4]:
    approve_comment(comment=comment, by=salma, now=now)
for comment in waiting[4:]:
    reject_comment(comment=comment, by=salma, reason="insult", now=now)
"""
# What the server does once a minute, at once.
DRAW = """
from django.utils import timezone
from hiwar.moderation.services.second_looks import draw_reviews
draw_reviews(now=timezone.now())
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Newsroom]:
    """A newsroom of this file's own, in which comments wait and some are decided."""
    with demo_newsroom() as newsroom:
        newsroom.hiwar("manage", "seed_held", "--count", "60", "--families", "8", "--honest", "4")
        decide_about_discussions(newsroom, seconds_between=0, hold_first=False)
        newsroom.hiwar("manage", "shell", "--no-imports", "-c", BEGIN)
        yield newsroom


@pytest.fixture
def guard(server: Newsroom) -> Guard:
    """The guard of this file's newsroom."""
    return Guard(frozenset({server.host}))


@pytest.fixture(scope="module")
def staff(server: Newsroom, browser: Browser) -> dict[str, State]:
    """What the browsers of the staff keep, by role; guessing is limited, so each signs in once."""
    kept: dict[str, State] = {}
    for role in ("editor", "moderator", "owner"):
        context = browser.new_context(base_url=server.origin, locale="ar")
        sign_in(context.new_page(), server, role)
        kept[role] = dict(context.storage_state())
        context.close()
    return kept


def say(page: Page, path: str, text: str) -> None:
    """Write a comment as a reader does, and wait until she is told what became of it."""
    write(page, path, text, name="هدى")
    expect(page.locator("#talk").get_by_text(re.compile("^(نُشر|وصلنا) تعليقك")).first).to_be_visible()


def found_in(server: Newsroom, comment: str) -> set[str]:
    """Return the rules that held a comment."""
    screening = json.loads(dict(rows(server, "SELECT public_id, screening FROM discussions_comment"))[comment])
    return {finding["rule"] for finding in screening["findings"] if finding["outcome"] == "hold"}


def score_of(server: Newsroom, comment: str) -> float:
    """Return the overall score that the model gave a comment."""
    screening = json.loads(dict(rows(server, "SELECT public_id, screening FROM discussions_comment"))[comment])
    return float(screening["scores"]["toxic"])


def move_by_keys(page: Page, said: Locator, steps: int) -> None:
    """Move the slider to its beginning and so many steps up; `said` is the sentence that follows it."""
    sentence = said.inner_text()
    page.get_by_role("slider").focus()
    page.keyboard.press("Home")
    expect(said).not_to_have_text(sentence)
    for _ in range(steps):
        page.keyboard.press("ArrowUp")


def number_in(place: Locator) -> int:
    """Return the one number that stands there."""
    (number,) = re.findall(r"\d+", place.inner_text().replace(",", ""))
    return int(number)


def test_a_threshold_moved_by_keys_shows_its_price_and_holds_the_next_comment(
    server: Newsroom, new_page: NewPage, staff: dict[str, State]
) -> None:
    reader, path = new_page(), busiest(server)
    say(reader, path, "كفى هراءً! هذا كلام تافه.")
    before = id_of(server, "كفى هراءً! هذا كلام تافه.")
    assert state_of(server, before) == "published"
    nadia = new_page(storage_state=staff["owner"])
    nadia.goto("/desk/thresholds/")
    slider, said = nadia.get_by_role("slider"), nadia.locator("#said")
    old = slider.input_value()
    expect(nadia.locator("#sides li")).to_have_count(0)

    # Every model has thresholds and scores of its own: the new one lies below what this one says of the comment.
    steps = int(100 * score_of(server, before)) - 5
    new = f"{steps / 100:.2f}"
    assert float(new) < score_of(server, before) < float(old)
    move_by_keys(nadia, said, steps - 1)

    assert slider.input_value() == new
    expect(slider).to_have_attribute("aria-valuetext", new)
    expect(nadia.locator("#sides li", has_text="كفى هراءً")).to_have_count(1)

    nadia.get_by_label("السبب، للزملاء").fill("السخرية كثرت هذا الأسبوع")
    nadia.get_by_role("button", name="ضع العتبة هنا").click()

    expect(nadia.locator(".told[role=status]")).to_contain_text(new)
    change = nadia.get_by_role("table").get_by_role("row").nth(1)
    for word in ("ناديا قبّاني", old, new, "السخرية كثرت هذا الأسبوع"):
        expect(change).to_contain_text(word)

    # Another reader, because nobody may say the same twice.
    say(new_page(), path, "كفى هراءً، هذا كلام تافه.")

    after = id_of(server, "كفى هراءً، هذا كلام تافه.")
    assert float(new) < score_of(server, after) < float(old)
    assert state_of(server, after) == "held"
    assert found_in(server, after) == {"looks_toxic"}
    assert state_of(server, before) == "published"


def test_a_word_is_tried_on_what_was_said_then_kept_and_holds(
    server: Newsroom, new_page: NewPage, staff: dict[str, State]
) -> None:
    reader, path, word = new_page(), busiest(server), "زعفران"
    for text in (f"طبخوا الأرزّ ب{word} من السوق.", f"ما علاقة {word} الجبل بالقطار؟", "لا شيء عن التوابل هنا."):
        say(reader, path, text)
    nadia = new_page(storage_state=staff["owner"])
    nadia.goto("/desk/words/try/")

    nadia.get_by_label("كلمة أو عبارة").fill(word)
    nadia.get_by_label("ومع ما يتصل بها من حروف").uncheck()
    nadia.get_by_role("button", name="جرّبها على آخر").click()

    found = nadia.locator("#found")
    expect(found.locator("ol.sides li")).to_have_count(1)
    expect(found.locator("ol.sides mark")).to_have_text(word)

    nadia.get_by_label("ومع ما يتصل بها من حروف").check()
    nadia.get_by_role("button", name="جرّبها على آخر").click()

    expect(found.locator("ol.sides li")).to_have_count(2)
    assert "توابل" not in found.inner_text()
    (published,) = [row for row in found.locator(".then div").all() if "من تلقاء نفسه" in row.inner_text()]
    assert number_in(published) == 2

    nadia.get_by_label("سبب إدراجها").fill("حملة على السوق")
    nadia.get_by_role("button", name="احجز ما يرد فيه من الآن").click()

    expect(nadia.get_by_role("status")).to_contain_text(word)
    kept = rows(server, "SELECT text, kind, reason FROM discussions_listedword")
    assert kept == [(word, "suspect", "حملة على السوق")]
    say(reader, path, f"اشتروا ال{word} من دكاننا.")
    held = id_of(server, f"اشتروا ال{word} من دكاننا.")
    assert state_of(server, held) == "held"
    nadia.goto(f"/desk/?open={held}")
    expect(nadia.locator("#ctx mark").first).to_contain_text(word)


def test_the_report_is_drawn_told_printed_and_taken_away(
    new_page: NewPage, staff: dict[str, State], tmp_path: Path
) -> None:
    page = new_page(storage_state=staff["owner"], accept_downloads=True)
    page.goto("/desk/statistics/?days=7")

    drawings = page.locator("main svg[role=img]")
    for drawing in drawings.all():
        title, told = drawing.locator("title").text_content(), drawing.locator("desc").text_content()
        assert title
        assert told
        expect(drawing).to_have_accessible_name(re.compile(f"^{re.escape(title)}.*{re.escape(told)}$"))
        assert drawing.locator("rect, polyline").count()
    names = [drawing.locator("title").text_content() for drawing in drawings.all()]
    # The fourth needs decisions, which another journey of this newsroom may or may not have made.
    assert len(names) == len(set(names)) >= 3
    assert axe.violations(page) == []

    legend = [number_in(figure) for figure in page.locator("section[aria-labelledby=vol-h] .key b").all()]
    table = page.locator("section[aria-labelledby=vol-h] tbody tr")
    expect(table.first).to_be_hidden()
    page.emulate_media(media="print")
    expect(table.first).to_be_visible()
    expect(page.locator(".tabs")).to_be_hidden()
    expect(page.locator(".filters")).to_be_hidden()
    page.emulate_media(media="screen")

    with page.expect_download() as coming:
        page.get_by_role("link", name="CSV").click()
    coming.value.save_as(tmp_path / "report.csv")
    figures = list(csv.DictReader((tmp_path / "report.csv").read_text("utf-8-sig").splitlines()))

    def summed(table: str, column: str) -> int:
        return sum(int(row["value"]) for row in figures if (row["table"], row["column"]) == (table, column))

    assert legend == [summed("volume", state) for state in STATES]
    assert number_in(page.locator(".then dd").first) == sum(summed("volume", state) for state in STATES)
    salma = page.locator("section[aria-labelledby=people-h] tbody tr", has_text="سلمى درويش").locator("td")
    taken = {row["column"]: row["value"] for row in figures if row["row"] == "سلمى درويش"}
    assert salma.all_inner_texts()[:3] == [taken["approved"], taken["rejected"], taken["spam"]]


def test_a_second_reader_judges_blind_and_the_report_tells_what_it_showed(
    server: Newsroom, new_page: NewPage, staff: dict[str, State]
) -> None:
    nadia, path = new_page(storage_state=staff["owner"]), busiest(server)
    nadia.goto("/desk/second/")
    for label in ("ممّا يُنشر تلقائياً", "من قرارات الزملاء"):
        nadia.get_by_label(re.compile(label)).fill("100")
    with nadia.expect_navigation():
        nadia.get_by_role("button", name="احفظ").click()
    texts = ("متى تفتح المحطة الجديدة صباحاً؟", "هل يقف القطار عند الجسر الحجري؟")
    reader = new_page()
    for text in texts:
        say(reader, path, text)
    by_itself, refused = (id_of(server, text) for text in texts)
    salma = new_page(storage_state=staff["editor"])
    salma.goto(f"/desk/comment/{refused}/")
    salma.locator("#reject label", has=salma.locator("input[value=off_topic]")).click()
    salma.locator("button[form=reject]").click()
    until(lambda: state_of(server, refused) == "rejected")
    assert state_of(server, by_itself) == "published"
    server.hiwar("manage", "shell", "--no-imports", "-c", DRAW)

    yusuf = new_page(storage_state=staff["moderator"])
    shapes = dict(refused_blind(yusuf, texts, secrets=(by_itself, refused, "سلمى", "salma")))

    # What published itself and what Salma refused look alike, down to the last element.
    assert shapes[texts[0]] == shapes[texts[1]]
    assert state_of(server, by_itself) == "published"
    nadia.goto("/desk/statistics/")
    expect(nadia.locator("section[aria-labelledby=mod-h]")).to_contain_text(MISSED)
    expect(nadia.locator("section[aria-labelledby=people-h]")).to_contain_text(AGREED)


def shape_of(place: Locator) -> list[str]:
    """Return the elements within, by name and what else they carry, without what the comment itself says.

    The sentence about the look before is left out: whether there was one depends on the order, which is drawn.
    """
    tells = "found => found.map(one => [one.tagName, ...[...one.attributes].map(told => told.name)].join(' '))"
    return list(place.locator("*:not([role=status], [role=status] *)").evaluate_all(tells))


def refused_blind(page: Page, texts: tuple[str, ...], *, secrets: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Go through the second looks, refuse these and skip the others; yield the shape in which each was shown."""
    page.goto("/desk/second/")
    while page.locator("#opinion").count():
        text, look = page.locator("#look .big-c").inner_text(), page.locator("#opinion [name=look]").input_value()
        if text not in texts:
            page.get_by_role("link", name="تجاوزه").click()
            page.wait_for_url(f"**/?after={look}")
            continue
        shown, whole = page.locator("#look").inner_html(), page.content()
        assert not [word for word in ("rejected", "published", "checked") if word in shown]
        assert not [word for word in secrets if word in whole]
        yield text, shape_of(page.locator("#look"))
        page.locator("#look label", has=page.locator("input[value=off_topic]")).click()
        page.get_by_role("button", name="أحذفه").click()
        page.wait_for_url(f"**/?after={look}&said={look}")
        expect(page.get_by_role("status")).to_be_visible()
