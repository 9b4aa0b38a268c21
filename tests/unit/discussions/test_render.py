"""Readers' text on the page: paragraphs, lines, links, and nothing else that means anything to a browser."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiwar.discussions.render import LONG_COMMENT_WORDS, render_text

ALLOWED = {"p", "br", "a", "bdi"}


class Seen(HTMLParser):
    """What a parser makes of the output."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, attrs))


def shown(text: str) -> str:
    return str(render_text(text).shown)


def test_line_breaks_and_paragraphs_stay():
    assert shown("أ\nب\n\nج") == '<p dir="rtl">أ<br>ب</p><p dir="rtl">ج</p>'


def test_an_english_paragraph_turns_by_itself():
    assert shown("Thank you, شكراً") == '<p dir="ltr">Thank you, شكراً</p>'


def test_an_arabic_line_that_begins_with_a_latin_word_stays_right_to_left():
    assert shown("GTFS هو المعيار المفتوح لمواعيد النقل").startswith('<p dir="rtl">')


def test_links_become_links_that_promise_nothing():
    html = shown("اقرأ https://example.org/a?b=1&c=2، ثم عُد.")

    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="ugc nofollow noopener" dir="ltr">' in html
    assert html.endswith("،" + " ثم عُد.</p>")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "javascript:alert(1)",
        "[x](javascript:alert(1))",
        'https://example.org/"onmouseover="alert(1)',
        "https://example.org/<script>",
        "<a href=javascript:alert(1)>x</a>",
        "data:text/html,<b>x",
        "https://example.org/' onclick='alert(1)",
    ],
)
def test_nothing_a_reader_types_is_markup(text):
    seen = Seen()
    seen.feed(shown(text))

    assert {name for name, _ in seen.elements} <= ALLOWED
    attributes = [pair for _, pairs in seen.elements for pair in pairs]
    assert {name for name, _ in attributes} <= {"dir", "href", "rel"}
    assert all(re.match("https?://", value) for name, value in attributes if name == "href")


@given(st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("<>&\"'/:=\n htps.")), max_size=300))
def test_whatever_is_typed_only_our_elements_come_out(text):
    rendered = render_text(text)

    for tag in re.findall(r"<(/?[^>]*)>", str(rendered.shown + rendered.rest)):
        assert re.fullmatch(
            r'p dir="(rtl|ltr)"|/p|br|a href="https?://[^"<>]*" rel="ugc nofollow noopener" dir="ltr"|/a', tag
        )


def test_a_long_comment_is_cut_at_a_paragraph_and_loses_nothing():
    paragraphs = [" ".join(["كلمة"] * 70) for _ in range(4)]

    rendered = render_text("\n\n".join(paragraphs))

    assert str(rendered.shown).count("<p") == 2
    assert rendered.rest_words == 140
    assert (str(rendered.shown) + str(rendered.rest)).count("كلمة") == 280


def test_a_cut_that_would_hide_only_a_few_words_is_not_made():
    text = " ".join(["كلمة"] * LONG_COMMENT_WORDS) + "\n\nوسلام."

    assert render_text(text).rest_words == 0


def test_a_long_link_does_not_turn_an_arabic_line_around():
    assert shown("المصدر: https://example.org/coast-line/study.pdf").startswith('<p dir="rtl">')
