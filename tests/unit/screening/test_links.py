"""Links are found where a reader sees them, end where Arabic ends them, and lead to the web only."""

import time

import pytest

from hiwar.screening.links import MOST_LINKS, find_links


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("انظر https://example.org/a، ثم عد", "https://example.org/a"),
        ("انظر https://example.org؛ ثم", "https://example.org"),
        ("هل قرأت https://example.org/a؟", "https://example.org/a"),
        ("المصدر «https://example.org/a»", "https://example.org/a"),
        ("المصدر «https://example.org/a».", "https://example.org/a"),
        ("المصدر https://example.org/a.", "https://example.org/a"),
        ("(https://example.org/a)", "https://example.org/a"),
        ("https://example.org/خبر-اليوم", "https://example.org/خبر-اليوم"),
        ("زوروا www.example.org غدًا", "www.example.org"),
        ("example.org", "example.org"),
        ("HTTP://EXAMPLE.ORG/A", "HTTP://EXAMPLE.ORG/A"),
        ("😀 https://example.org/?q=1&r=2#c", "https://example.org/?q=1&r=2#c"),
    ],
)
def test_a_link_is_what_a_reader_takes_for_one(text: str, shown: str) -> None:
    (link,) = find_links(text)

    assert text[link.start : link.end] == shown
    assert link.url.lower().startswith(("http://", "https://"))
    assert link.host.endswith("example.org")


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,<b>",
        "ftp://example.org/a",
        "//example.org/a",
        "mailto:layla@example.org",
        "layla@example.org",
        "انتهى الخبر.ثم ماذا",
        "كلام.قطر",
        "3.5 و 192.168.1.1",
        "https://",
        "https://bank.example@evil.example/",
        "file:///etc/passwd",
    ],
)
def test_what_leads_elsewhere_is_no_link(text: str) -> None:
    assert find_links(text) == ()


def test_a_host_in_other_letters_is_named_in_ascii() -> None:
    (link,) = find_links("https://еxample.org/")

    assert link.host == "xn--xample-2of.org"


def test_no_more_links_are_returned_than_anyone_needs() -> None:
    links = find_links("https://example.org/a " * 100)

    assert len(links) == MOST_LINKS


def test_spans_are_code_points_of_the_text() -> None:
    text = "😀😀 https://example.org/a ثم https://example.org/b"

    assert [text[link.start : link.end] for link in find_links(text)] == [
        "https://example.org/a",
        "https://example.org/b",
    ]


@pytest.mark.parametrize(
    "unit",
    [
        "https://example.org/a ",
        "a.co",
        "http://",
        "www.",
        "(((",
        "a@b.co ",
        "a-",
        "x.x.",
        "https://a.co/(",
        "//",
        "http://a.co،",
        ".",
    ],
)
def test_finding_links_takes_linear_time(unit: str) -> None:
    def cpu_seconds(length: int) -> float:
        text = (unit * length)[:length]
        best = 10.0
        for _ in range(2):
            started = time.process_time()
            find_links(text)
            best = min(best, time.process_time() - started)
        return best

    at_the_limit = cpu_seconds(5_000)

    assert at_the_limit < 0.050
    assert cpu_seconds(10_000) / max(at_the_limit, 0.003) < 3
