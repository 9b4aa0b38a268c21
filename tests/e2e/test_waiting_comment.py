"""What a reader sees of her own comment at once: framed while it waits, running her way, and a refusal said once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from scripts.serving import Newsroom
from tests.e2e.guard import Guard
from tests.e2e.journeys import write
from tests.e2e.strangers import rows


@pytest.fixture
def quiet(server: Newsroom) -> str:
    """The address of the demo's article that nobody has written under yet."""
    ((path,),) = rows(server, "SELECT url FROM discussions_thread WHERE title LIKE 'مدرسة بين الزيتون%'")
    return str(path)


def test_the_first_comment_of_a_discussion_is_framed_while_it_waits(quiet: str, page: Page) -> None:
    write(page, quiet, "ما أجمل أن تعود المدرسة إلى قريتها.", name="")

    expect(page.locator("#mine")).to_have_css("border-top-style", "dashed")


@pytest.mark.parametrize(
    ("text", "way"), [("Thank you يا جماعة على هذا الخبر.", "rtl"), ("The map is clear, شكراً.", "ltr")]
)
def test_most_letters_decide_which_way_it_runs_and_not_the_first(quiet: str, page: Page, text: str, way: str) -> None:
    write(page, quiet, text, name="")

    expect(page.locator("#mine").get_by_text(text)).to_have_css("direction", way)


def test_a_refusal_of_the_whole_comment_is_said_once_above_the_form(quiet: str, page: Page, guard: Guard) -> None:
    guard.allow_refusals()
    write(page, quiet, "كم تلميذاً فيها اليوم؟", name="")
    expect(page.locator("#mine")).to_be_visible()

    write(page, quiet, "كم تلميذاً فيها اليوم؟", name="")

    said = page.locator("#say").get_by_role("alert")
    expect(said.get_by_role("heading")).to_contain_text("سبق أن وصلنا هذا التعليق")
    expect(said.get_by_text("سبق أن وصلنا هذا التعليق")).to_have_count(1)
