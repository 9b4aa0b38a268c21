"""What another site calls its discussions, and what its pages say of themselves: bounded, cleaned, never believed."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from hiwar.discussions.models import Thread
from hiwar.widget.origins import MAX_HOST
from hiwar.widget.subjects import MAX_ADDRESS, MAX_TITLE, claim_in, is_key, subject_of

BLOG = "https://blog.example"


@pytest.mark.parametrize("key", ["post-12", "12", "قطار-الساحل", "a.b_c~d:e", "x" * 100])
def test_letters_digits_and_few_signs_name_a_discussion(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize(
    "key", ["", ".", "..", "-a", "a/b", "a b", "a?b", "a#b", "a%2Fb", "a\\b", "a;b", "a,b", "x" * 101, "e\u0301", "a\n"]
)
def test_nothing_else_does(key: str) -> None:
    assert not is_key(key)


def test_no_name_is_that_of_an_article_or_of_another_sites_discussion() -> None:
    assert subject_of("blog.example", "article:12") != "article:12"
    assert subject_of("blog.example", "1") != subject_of("blog.example:1", "1")
    assert "/" not in "article:12"


def test_the_longest_subject_has_room() -> None:
    longest = subject_of("h" * MAX_HOST, "k" * 100)

    assert len(longest) <= Thread._meta.get_field("subject").max_length


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("https://blog.example/post-12", "https://blog.example/post-12"),
        ("https://BLOG.example:443/post?x=1#c", "https://blog.example/post?x=1"),
        ("https://blog.example/قطار", "https://blog.example/%D9%82%D8%B7%D8%A7%D8%B1"),
        ("https://blog.example", "https://blog.example/"),
        ('https://blog.example/"><script>', "https://blog.example/%22%3E%3Cscript%3E"),
    ],
)
def test_a_page_of_the_origin_is_kept_in_one_spelling(said: str, kept: str) -> None:
    assert claim_in({"page_url": said}, origin=BLOG, key="post-12").page == kept


@pytest.mark.parametrize(
    "said",
    [
        "",
        "javascript:alert(1)",
        "https://evil.example/post-12",
        "https://blog.example@evil.example/",
        "https://blog.example.evil.example/",
        "http://blog.example/post-12",
        "https://[broken",
        "https://blog.example/" + "a" * MAX_ADDRESS,
    ],
)
def test_any_other_address_becomes_the_origin_itself(said: str) -> None:
    assert claim_in({"page_url": said}, origin=BLOG, key="post-12").page == "https://blog.example/"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (" قطار\n الساحل ", "قطار الساحل"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b", "ab"),
        ("", "post-12"),
        ("\N{ZERO WIDTH SPACE}", "post-12"),
        ("س" * 1000, "س" * MAX_TITLE),
    ],
)
def test_a_title_is_one_clean_line_of_bounded_length(said: str, kept: str) -> None:
    assert claim_in({"page_title": said}, origin=BLOG, key="post-12").title == kept


@pytest.mark.parametrize("letter", ["a", "س", "ﺱ", "漢"])
def test_whatever_names_a_discussion_fits_into_its_address(letter: str) -> None:
    longest = max((letter * count for count in range(1, 101) if is_key(letter * count)), key=len, default="")

    assert len(f"/on/{'h' * MAX_HOST}/{quote(longest)}/comments/") <= MAX_ADDRESS
    assert len(longest) > 50 or not is_key(letter)
